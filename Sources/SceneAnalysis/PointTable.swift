import GeoFiles
import RasterGrid
import Scenes
import Sites

/// Places with what somebody measured there: a CSV file with `lon` and `lat` columns (degrees,
/// WGS 84), perhaps a `date`, and whatever else, which is carried along.
public struct PointTable: Sendable {
  /// The names of the columns.
  public var header: [String]
  /// The cells, as many a row as the header has.
  public var rows: [[String]]
  private let longitude, latitude: Int
  private let date: Int?

  /// The most bytes of a table of measurements.
  private static let sizeLimit = 64 << 20

  /// Reads a table; refuses one without coordinates, with the line that is wrong.
  public init(reading path: InputPath) throws {
    let lines = CommaSeparated.rows(try FileBytes.text(of: path, limit: Self.sizeLimit))
    guard let header = lines.first?.cells, let longitude = header.firstIndex(of: "lon"),
      let latitude = header.firstIndex(of: "lat")
    else {
      throw Refusal(
        .badInput,
        "has no columns lon and lat, but \((lines.first?.cells ?? []).joined(separator: ", "))",
        subject: path.shown,
        advice: "the first line names the columns, separated by commas")
    }
    self.header = header
    self.longitude = longitude
    self.latitude = latitude
    date = header.firstIndex(of: "date")
    rows = lines.dropFirst().map(\.cells)
    for (line, row) in lines.dropFirst() {
      guard row.count == header.count, let x = Double(row[longitude]),
        let y = Double(row[latitude]),
        abs(x) <= 360, abs(y) <= 90
      else {
        throw Refusal(
          .badInput, "is no place: \(row.joined(separator: ","))",
          subject: "\(path.shown):\(line)")
      }
    }
  }

  /// Only the rows of a day, where the table has a `date` column; a table without is of every day.
  public func only(on day: AcquisitionTime?) -> PointTable {
    guard let date, let day else { return self }
    var kept = self
    kept.rows.removeAll { $0[date].prefix(10) != day.text.prefix(10) }
    return kept
  }

  /// How many rows it has.
  public var count: Int { rows.count }

  /// The places, in the order of the rows.
  var points: [MapPoint] {
    rows.map { MapPoint(x: Double($0[longitude]) ?? .nan, y: Double($0[latitude]) ?? .nan) }
  }

  /// The table with more columns at its end, as CSV.
  public func text(adding names: [String], _ cells: [[String]]) -> String {
    let lines = [header + names] + zip(rows, cells).map { $0 + $1 }
    return lines.map { CommaSeparated.line($0) + "\n" }.joined()
  }
}

extension PointTable {
  /// The rows with numbers that were found for each, as JSON: `row` holds the row's own cells as
  /// text, `values` the numbers by name, null where there is none. Of columns or names that are
  /// alike the first counts.
  public func json(adding names: [String], _ numbers: [[Double?]]) -> JSONValue {
    .array(
      zip(rows, numbers).map { cells, values in
        .object([
          ("row", Self.object(header, cells.map { .string($0) })),
          ("values", Self.object(names, values.map { $0.map { .number($0) } ?? .null })),
        ])
      })
  }

  private static func object(_ keys: [String], _ values: [JSONValue]) -> JSONValue {
    var seen: Set<String> = []
    return .object(zip(keys, values).filter { seen.insert($0.0).inserted })
  }
}

/// Comma-separated values by RFC 4180.
enum CommaSeparated {
  /// The cells of every line that holds any, with its number; the first is 1.
  static func rows(_ text: String) -> [(line: Int, cells: [String])] {
    var rows: [(line: Int, cells: [String])] = []
    var line = 1
    var start = 1
    var row: [String] = []
    var cell = ""
    var isQuoted = false
    var rest = Substring(text.hasPrefix("\u{FEFF}") ? text.dropFirst() : text[...])
    func endCell() { row.append(cell); cell = "" }
    func endRow() {
      endCell()
      if row != [""] { rows.append((start, row)) }
      row = []
      start = line
    }
    while let character = rest.popFirst() {
      if character.isLineEnd { line += 1 }
      switch (character, isQuoted) {
      case ("\"", true) where rest.first == "\"":
        cell.append("\"")
        rest.removeFirst()
      case ("\"", _): isQuoted.toggle()
      case (",", false): endCell()
      case (_, false) where character.isLineEnd: endRow()
      default: cell.append(character)
      }
    }
    endRow()
    return rows
  }

  /// One line; cells with commas, quotes or line breaks are quoted.
  static func line(_ cells: [String]) -> String {
    cells.map { cell in
      cell.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline })
        ? "\"" + cell.replacing("\"", with: "\"\"") + "\"" : cell
    }.joined(separator: ",")
  }
}

extension Character {
  /// Whether it ends a line on any system.
  fileprivate var isLineEnd: Bool { self == "\n" || self == "\r\n" || self == "\r" }
}
