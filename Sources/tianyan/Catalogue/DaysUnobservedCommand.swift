import ArgumentParser
import Foundation
import GeoFiles
import SiteCatalogue

/// How long nobody has seen the ground.
struct DaysUnobservedCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "days-unobserved",
    abstract: "Say how long nobody has seen the ground, cell by cell.",
    discussion: """
      Cells are a hundredth of a degree wide and high, the longest unseen first, counted to the last \
      acquisition in the catalogue. A cell counts as seen where half of its pixels were clear. Silence about \
      a place that nobody saw must not be read as compliance.
      """)

  /// The forms in which cells leave.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case table, csv, geojson
  }

  @OptionGroup var catalogue: StateOption

  @Option(name: [.short, .long], help: "Write the cells to this file.")
  var output: String?

  @Option(help: "The form of the cells. (default: by the file's name, else table)")
  var format: Format?

  @Flag(help: "Print the table as JSON.")
  var json = false

  func run() throws {
    let file = try output.map { try OutputFile($0) }
    let form = try format ?? output.map { try Self.format(of: $0) } ?? .table
    let catalogue = try catalogue.catalogue()
    try PromisedOutputs(output).refuse(overwriting: catalogue.files)
    let cells = try catalogue.daysUnobserved()
    let bytes =
      switch form {
      case .table: json ? CellSilenceText.json(cells) : Array(CellSilenceText.table(cells).utf8)
      case .csv: CellSilenceText.csv(cells)
      case .geojson: CellSilenceText.geoJSON(cells)
      }
    guard let file else { return try StandardOutput.write(bytes) }
    try file.write(bytes)
  }

  private static func format(of path: String) throws -> Format {
    switch URL(fileURLWithPath: path).pathExtension.lowercased() {
    case "geojson", "json": return .geojson
    case "csv": return .csv
    case "txt", "": return .table
    case let other:
      throw Refusal(
        .usage, "its name promises \(other), which is not a form that cells take", subject: path,
        advice: "name it .geojson, .csv or .txt, or say --format")
    }
  }
}
