import GeoFiles
import Scenes
import Sites

/// How long nobody has seen the ground of one cell.
public struct CellSilence: Hashable, Sendable {
  /// The cell.
  public var cell: Cell
  /// When it was last seen clear, RFC 3339 in UTC or a date; nil: never, by any scene of the catalogue.
  public var lastLook: String?
  /// Whole days since then.
  public var days: Int?
  /// How many scenes saw it clear.
  public var looks: Int
}

extension Catalogue {
  /// How long nobody has seen the ground, cell by cell as scenes told of them, the longest silence first.
  ///
  /// A scene saw a cell where at least `SiteRule.leastClearShare` of its pixels were clear.
  public func daysUnobserved() throws -> [CellSilence] {
    guard let asOf = try lastAcquisition() else { return [] }
    let secondsPerDay = 86_400.0
    let cells = try connection.map(
      """
      SELECT c.cell_column, c.cell_row, max(CASE WHEN c.clear_share >= ?1 THEN s.acquired END),
        sum(c.clear_share >= ?1)
      FROM cells c JOIN scenes s ON s.id = c.observation WHERE s.retracted IS NULL
      GROUP BY c.cell_row, c.cell_column
      """, [.double(rule.leastClearShare)]
    ) { row in
      let last = row.optionalText(2)
      let days = last.flatMap { AcquisitionTime($0) }.map {
        Int((asOf.seconds - $0.seconds) / secondsPerDay)
      }
      return CellSilence(
        cell: Cell(column: try row.int(0), row: try row.int(1)), lastLook: last, days: days,
        looks: try row.int(3))
    }
    return cells.sorted { a, b in
      let (first, second) = (a.days ?? .max, b.days ?? .max)
      return first != second ? first > second : a.cell < b.cell
    }
  }
}

/// Cells and their silence in the forms in which they leave.
public enum CellSilenceText {
  private static let columns = ["lon", "lat", "last_look", "days_unobserved", "looks"]

  private static func row(_ silence: CellSilence) -> [JSONValue] {
    let middle = silence.cell.middle
    return [
      .rounded(middle.longitude, places: 3), .rounded(middle.latitude, places: 3),
      silence.lastLook.map { .string($0) } ?? .null, silence.days.map { .int($0) } ?? .null,
      .int(silence.looks),
    ]
  }

  /// CSV, one cell a row; a cell that was never seen has no last look and no days.
  public static func csv(_ cells: [CellSilence]) -> [UInt8] {
    CSVText.table(columns: columns, rows: cells.map(row))
  }

  /// GeoJSON with the squares of the cells.
  public static func geoJSON(_ cells: [CellSilence]) -> [UInt8] {
    GeoJSON.featureCollection(
      name: "days_unobserved",
      features: cells.map { silence in
        GeoFeature(
          id: "\(silence.cell.column),\(silence.cell.row)",
          geometry: silence.cell.outline, properties: Array(zip(columns, row(silence))))
      })
  }

  /// A JSON array of objects.
  public static func json(_ cells: [CellSilence]) -> [UInt8] {
    JSONValue.array(cells.map { .object(Array(zip(columns, row($0)))) }).bytes
      + [UInt8(ascii: "\n")]
  }

  /// A table for a terminal.
  public static func table(_ cells: [CellSilence]) -> String {
    guard !cells.isEmpty else { return "no scene has told of any cell\n" }
    var table = TextTable(columns: [
      .init("lon", isNumber: true), .init("lat", isNumber: true),
      .init("days unobserved", isNumber: true), .init("looks", isNumber: true), .init("last look"),
    ])
    table.rows = cells.map { silence in
      let middle = silence.cell.middle
      return [
        String(decimal: middle.longitude, places: 3), String(decimal: middle.latitude, places: 3),
        silence.days.map(String.init) ?? "never", String(silence.looks), silence.lastLook ?? "-",
      ]
    }
    return table.text
  }
}

extension Cell {
  /// The point in its middle.
  var middle: GeoPoint {
    GeoPoint(
      longitude: (Double(column) + 0.5) / Self.perDegree,
      latitude: (Double(row) + 0.5) / Self.perDegree)
  }

  /// Its square.
  var outline: GeoMultiPolygon {
    let corners = [(0, 0), (1, 0), (1, 1), (0, 1)].map { right, up in
      GeoPoint(
        longitude: Double(column + right) / Self.perDegree,
        latitude: Double(row + up) / Self.perDegree)
    }
    return GeoMultiPolygon(polygons: [GeoPolygon(exterior: corners)])
  }
}
