import Foundation
import GeoFiles
import Sites

extension SiteListing {
  /// Writes the list as a GeoPackage with one layer, `sites`; refuses a place that cannot be written.
  ///
  /// The same list gives the same bytes: the file's own date is that of the last acquisition.
  public func write(geoPackage output: OutputFile) throws {
    let path = output.temporaryPath
    unlink(path)
    do {
      try fill(SQLiteConnection(opening: path, for: .create))
    } catch {
      output.discard()
      throw error
    }
    try output.publish()
  }

  private func fill(_ connection: SQLiteConnection) throws {
    try connection.script("PRAGMA journal_mode = OFF")
    try connection.transaction {
      let columns = Self.columns.map { "\($0.name) \(Self.type(of: $0.name))" }
      try connection.script(
        """
        \(GeoPackageSchema.base)
        CREATE TABLE sites (fid INTEGER PRIMARY KEY, geom BLOB NOT NULL, id TEXT NOT NULL UNIQUE,
          \(columns.joined(separator: ", ")));
        \(GeoPackageSchema.features("sites", description: "Places with an identity over time"))
        """)
      try connection.run(
        "UPDATE gpkg_contents SET last_change = ?",
        [.text(asOf?.text ?? "1970-01-01T00:00:00Z")])
      let marks = Self.columns.map { _ in ", ?" }.joined()
      for site in sites {
        let values = properties(of: site).map { SQLiteValue($0.1) }
        let outline = GeoPackageBlob.encode(site.place.geometry.closedRings)
        try connection.run(
          "INSERT INTO sites VALUES (NULL, ?, ?\(marks))",
          [.blob(outline), .text(site.id)] + values)
      }
    }
  }

  /// The SQL type of a column.
  private static func type(of column: String) -> String {
    switch column {
    case "severity", "days_unobserved", "confirmations", "events", "candidates": "INTEGER"
    case "score", "area_m2", "area_mu", "lon", "lat", "gcj_lon", "gcj_lat": "REAL"
    default: "TEXT"
    }
  }
}

extension SQLiteValue {
  /// A flat value of JSON as a cell.
  fileprivate init(_ value: JSONValue) {
    switch value {
    case .null: self = .null
    case .bool(let flag): self = .int(flag ? 1 : 0)
    case .int(let number): self = .int(number)
    case .number(let number): self = .double(number)
    case .rounded(let number, let places):
      self = .double(Double(String(decimal: number, places: places)) ?? number)
    case .string(let text): self = .text(text)
    case .array, .object: self = .text(value.description)
    }
  }
}
