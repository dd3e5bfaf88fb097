import ArgumentParser
import Foundation
import GeoFiles
import SiteCatalogue
import Sites

/// The sites of the catalogue.
struct SitesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sites",
    abstract: "List the sites of a catalogue.",
    discussion: """
      A site is a place with an identity over time. Its state is what satellites saw, its status what \
      officers did. days_unobserved counts from the last look that saw the ground to the last \
      acquisition in the catalogue: silence is not compliance.

      On a terminal comes a table, in a pipe GeoJSON.
      """)

  /// The forms in which sites leave.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    /// A table for people.
    case table
    /// One row a site, without outlines.
    case csv
    /// One RFC 7946 FeatureCollection.
    case geojson
    /// One feature a line.
    case geojsonseq
    /// A GeoPackage; only into a file.
    case gpkg
  }

  @OptionGroup var catalogue: StateOption
  @OptionGroup var selection: SiteSelection

  @Option(
    name: .customLong("run"),
    help: "Only sites that scenes of this run show; latest is the last that ended.")
  var ofRun: String?

  @Option(name: [.short, .long], help: "Write the sites to this file.")
  var output: String?

  @Option(help: "The form of the sites. (default: by the file's name)")
  var format: Format?

  @Option(help: "The language of tables.")
  var lang: CandidateTable.Language = .en

  @Flag(help: "Print the attributes as a JSON array.")
  var json = false

  func validate() throws {
    guard !json || (format == nil && output == nil) else {
      throw ValidationError("--json is for standard output and a form of its own.")
    }
    guard format != .gpkg || output != nil else {
      throw ValidationError("A GeoPackage wants a file: -o sites.gpkg.")
    }
  }

  func run() throws {
    GDALRuntime.start()
    let file = try output.map { try OutputFile($0) }
    let form = try format ?? output.map { try Self.format(of: $0) }
    let catalogue = try catalogue.catalogue()
    try PromisedOutputs(output).refuse(overwriting: catalogue.files + selection.files())
    var query = try selection.query()
    query.scenes = try ofRun.map {
      try CatalogueChoice.scenes(of: $0, in: try self.catalogue.folder())
    }
    let listing = SiteListing(try catalogue.sites(query), asOf: try catalogue.lastAcquisition())
    guard let file else {
      return try StandardOutput.write(json ? listing.json : bytes(of: listing, as: form))
    }
    if form == .gpkg { return try listing.write(geoPackage: file) }
    try file.write(bytes(of: listing, as: form))
  }

  private func bytes(of listing: SiteListing, as form: Format?) -> [UInt8] {
    switch form ?? (isatty(STDOUT_FILENO) != 0 ? .table : .geojson) {
    case .table: Array(listing.table(language: lang).utf8)
    case .csv: listing.csv
    case .geojson, .gpkg: listing.geoJSON
    case .geojsonseq: listing.geoJSONSequence
    }
  }

  private static func format(of path: String) throws -> Format {
    switch URL(fileURLWithPath: path).pathExtension.lowercased() {
    case "geojson", "json", "": return .geojson
    case "geojsonl", "geojsons", "geojsonseq", "ndjson": return .geojsonseq
    case "csv": return .csv
    case "gpkg": return .gpkg
    case "txt": return .table
    case let other:
      throw Refusal(
        .usage, "its name promises \(other), which is not a form that sites take", subject: path,
        advice: "name it .geojson, .geojsonl, .csv, .gpkg or .txt, or say --format")
    }
  }
}
