import ArgumentParser
import Delivery
import Foundation
import GeoFiles
import SceneAnalysis
import Scenes
import Sites

/// A result and its scenes in, one HTML file for people out.
struct Report: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write a result as a report: one HTML file that needs nothing else.",
    discussion: """
      Summary by kind, a map, the ranked list and a page a site with before and after pictures and \
      why it is there. It opens from a USB stick, without a network, and prints on A4. --capacity \
      cuts the list at the visits there is time for and says what is left out.
      """)

  @Argument(help: "The result of tianyan scan.")
  var result: String

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
  }

  func run() throws {
    GDALRuntime.start()
    let file = try OutputFile(output)
    let path = try InputPath(result)
    let region = try scenes.openRegion()
    let overlay = try townships.map { try InputPath($0) }
    let sites = try DeliveredSites(reading: path)
    let settings = try scenes.formulas.settings()
    let pair = try scenes.viewer(of: sites, settings: settings, region: region)
    let choice = try scenes.choice(settings, region)
    try file.refuse(
      overwriting: [path] + [overlay].compactMap { $0 } + pair.before.scene.files
        + pair.after.scene.files + (region?.files ?? []))
    let request = SiteReport.Request(
      language: lang, capacity: capacity, townships: try overlay.map { try Townships(reading: $0) },
      boundary: region?.boundary.rings ?? [], boundaryCRS: region?.boundary.crs ?? .wgs84)
    let line = ProgressLine(quiet: quiet)
    defer { line.finish() }
    let report = SiteReport(request, of: sites, pair: pair, showing: choice)
    try file.write(try report.html { line.show($0) })
  }
}

extension ReportLanguage: ExpressibleByArgument {}
