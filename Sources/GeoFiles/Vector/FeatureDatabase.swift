internal import CGDAL
import Foundation
import RasterGrid

/// A table in a PostGIS database that features are kept in, one row an id.
public struct FeatureDatabase: Sendable {
  /// What libpq and OGR are told, beginning with `PG:`. It may hold a password: it is never shown.
  private let connection: String
  /// The name of the table.
  private let table: String

  /// What messages call it.
  public var shown: String { "PostGIS table \(table)" }

  /// A table of the database of a connection string; refuses a name that is none in every database.
  public init(connection: String, table: String) throws {
    guard table.wholeMatch(of: /[A-Za-z_][A-Za-z0-9_]{0,62}/) != nil else {
      throw Refusal(
        .usage, "is no name of a table: letters, digits and _", subject: "--layer \(table)")
    }
    self.connection = connection
    self.table = table
  }

  /// Adds features, or replaces those whose `id` the table has, in one transaction: the table is made where there is
  /// none, and missing columns are added; none is ever changed or removed.
  public func upsert(_ features: FeatureTable) throws {
    _ = GDALRuntime.started
    precondition(features.columns.first == .init("id", .text), "rows are known by their id")
    do {
      try write(features)
    } catch {
      throw Refusal(
        .cannotWrite, redacted(error.messages.joined(separator: "; ")), subject: shown,
        advice: "nothing was changed; psql with the same parameters shows whether it is reached")
    }
  }

  private func write(_ features: FeatureTable) throws(GDALError) {
    let flags = UInt32(GDAL_OF_VECTOR | GDAL_OF_UPDATE | GDAL_OF_VERBOSE_ERROR)
    let raw = try withStringLists(["PostgreSQL"], ["TABLES=\(table)"]) {
      (drivers, options) throws(GDALError) in
      try reportingErrors("open", shown) {
        GDALOpenEx(connection, flags, drivers.constStrings, options.constStrings, nil)
      }
    }
    let dataset = DatasetHandle(raw: raw)
    try reportingEveryFailure("begin", shown) {
      succeeded(ogr: GDALDatasetStartTransaction(dataset.raw, 0))
    }
    do throws(GDALError) {
      var staged = features
      staged.name = Self.staging
      let options = [
        "TEMPORARY=YES", "LAUNDER=NO", "GEOMETRY_NAME=\(Self.geometry)", "FID=\(Self.staging)_fid",
        "SPATIAL_INDEX=NONE", "EXTRACT_SCHEMA_FROM_LAYER_NAME=NO",
      ]
      try FeatureLayer(in: dataset.raw, staged, options: options, shown).append(
        features.rows, beginning: false)
      for statement in statements(for: features) { try run(statement, on: dataset) }
      try checkAll(features.rows.count, of: dataset)
    } catch {
      GDALDatasetRollbackTransaction(dataset.raw)
      throw error
    }
    try reportingEveryFailure("commit", shown) {
      succeeded(ogr: GDALDatasetCommitTransaction(dataset.raw))
    }
  }

  private static let staging = "tianyan_staging"
  private static let geometry = "geom"

  /// What makes the table and takes over what was staged. Names are quoted; no value is part of a statement.
  private func statements(for features: FeatureTable) -> [String] {
    let target = quoted(table)
    let geometry = quoted(Self.geometry)
    guard let code = features.crs?.definition.wholeMatch(of: /EPSG:([0-9]+)/)?.output.1 else {
      preconditionFailure("a table in a database has a registered coordinate system")
    }
    let rest = features.columns.dropFirst()
    let names = (features.columns.map { quoted($0.name) } + [geometry]).joined(separator: ", ")
    let updates = (rest.map { quoted($0.name) } + [geometry]).map { "\($0) = EXCLUDED.\($0)" }
    return [
      "CREATE TABLE IF NOT EXISTS \(target) (\"id\" text PRIMARY KEY)",
      "ALTER TABLE \(target) ADD COLUMN IF NOT EXISTS \(geometry) geometry(MultiPolygon, \(code))",
    ]
      + rest.map {
        "ALTER TABLE \(target) ADD COLUMN IF NOT EXISTS \(quoted($0.name)) \($0.type.sql)"
      }
      + [
        "CREATE INDEX IF NOT EXISTS \(quoted(table + "_geom_idx")) ON \(target) USING gist (\(geometry))",
        "INSERT INTO \(target) (\(names)) SELECT \(names) FROM \(quoted(Self.staging)) "
          + "ON CONFLICT (\"id\") DO UPDATE SET \(updates.joined(separator: ", "))",
      ]
  }

  private func quoted(_ name: String) -> String {
    "\"" + name.replacing("\"", with: "\"\"") + "\""
  }

  private func run(_ statement: String, on dataset: borrowing DatasetHandle) throws(GDALError) {
    let raw = dataset.raw
    try reportingEveryFailure("write", shown) {
      if let result = GDALDatasetExecuteSQL(raw, statement, nil, nil) {
        GDALDatasetReleaseResultSet(raw, result)
      }
    }
  }

  /// Refuses to commit unless every feature stands in the table with a valid geometry.
  private func checkAll(_ count: Int, of dataset: borrowing DatasetHandle) throws(GDALError) {
    let raw = dataset.raw
    let query =
      "SELECT count(*) FROM \(quoted(table)) JOIN \(quoted(Self.staging)) AS staged USING (\"id\") "
      + "WHERE ST_IsValid(\(quoted(table)).\(quoted(Self.geometry)))"
    let found = try reportingErrors("check", shown) { () -> Int? in
      guard let result = GDALDatasetExecuteSQL(raw, query, nil, nil) else { return nil }
      defer { GDALDatasetReleaseResultSet(raw, result) }
      guard let row = OGR_L_GetNextFeature(result) else { return nil }
      defer { OGR_F_Destroy(row) }
      return Int(OGR_F_GetFieldAsInteger64(row, 0))
    }
    guard found == count else {
      throw GDALError(
        code: .none, operation: "check", subject: shown,
        messages: ["took \(found) of \(count) sites with a valid geometry"])
    }
  }

  /// A message without what the connection string keeps secret.
  private func redacted(_ message: String) -> String {
    let secrets = connection.matches(
      of: /(?i)password\s*=\s*(?:'((?:[^'\\]|\\.)*)'|([^\s']+))|:\/\/[^:@\/]*:([^@]*)@/)
    return secrets.reduce(message) { message, match in
      let secret = match.output.1 ?? match.output.2 ?? match.output.3 ?? ""
      return secret.isEmpty ? message : message.replacing(secret, with: "***")
    }
  }
}

extension FeatureTable.ColumnType {
  /// PostgreSQL's type.
  fileprivate var sql: String {
    switch self {
    case .text: "text"
    case .integer: "bigint"
    case .real: "double precision"
    }
  }
}
