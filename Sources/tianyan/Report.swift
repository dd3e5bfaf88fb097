import ArgumentParser
import Delivery
import Foundation
import GeoFiles
import SceneAnalysis
import Scenes
import SiteCatalogue
import Sites

/// A result and its scenes in, one HTML file for people out.
struct Report: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write a result as a report: one HTML file that needs nothing else.",
    discussion: """
      Summary by kind, a map, the ranked list and a page a site with before and after pictures and \
      why it is there. It opens from a USB stick, without a network, and prints on A4. --capacity \
      cuts the list at the visits there is time for and says what is left out.

      With --state the sites are those of the catalogue that still want a visit, shown on the layers \
      that were kept; --since and --run choose among them. The journal notes the report's digest.
      """)

  @OptionGroup var source: SiteSource

  @Option(name: [.short, .long], help: "Write the report to this file.")
  var output: String

  @Option(help: "How many visits there is time for. (default: all sites)")
  var capacity: Int?

  @Option(help: "The language of the report: zh or en.")
  var lang: ReportLanguage = .zh

  @Option(help: "Townships as polygons with a name, for the summary by township.")
  var townships: String?

  @OptionGroup var scenes: PairOptions

  @Flag(name: .shortAndLong, help: "Show no progress.")
  var quiet = false

  func validate() throws {
    if let capacity, capacity < 1 {
      throw ValidationError("--capacity takes a number above 0.")
    }
    if source.choice.state != nil { try scenes.refuseScenes() }
  }

  func run() throws {
    GDALRuntime.start()
    let file = try OutputFile(output)
    let region = try scenes.openRegion()
    let overlay = try townships.map { try InputPath($0) }
    let settings = try scenes.formulas.settings()
    let (sites, scenery) = try shown(settings, region)
    let choice = try scenes.choice(settings, region)
    try PromisedOutputs(output).refuse(
      overwriting: try source.inputs() + [overlay].compactMap { $0 }
        + scenery.compared.flatMap(\.scene.files) + (region?.files ?? []))
    let request = SiteReport.Request(
      language: lang, capacity: capacity, region: region?.title,
      townships: try overlay.map { try Townships(reading: $0) },
      boundary: region?.boundary.rings ?? [], boundaryCRS: region?.boundary.crs ?? .wgs84)
    let line = ProgressLine(quiet: quiet)
    defer { line.finish() }
    let report = SiteReport(request, of: sites, in: scenery, showing: choice)
    let html = try report.html { line.show($0) }
    try file.write(html)
    try source.choice.note(
      "report.written", of: String(output.split(separator: "/").last ?? ""),
      ["sha256": FileDigest.sha256(of: html), "sites": String(sites.sites.count)])
  }

  /// The sites and what shows them.
  private func shown(_ settings: FormulaSettings, _ region: Region?) throws
    -> (DeliveredSites, any SiteScenery)
  {
    if let catalogue = try source.choice.catalogue() {
      let wanted = try catalogue.sites(try source.choice.query(isOpen: true))
      let layers = try CatalogueScenery(
        wanted, of: catalogue, in: source.choice.state ?? "", formulas: settings)
      return (layers.sites, layers)
    }
    let sites = try source.sites(isOpen: true)
    return (sites, try scenes.viewer(of: sites, settings: settings, region: region))
  }
}

extension ReportLanguage: ExpressibleByArgument {}
