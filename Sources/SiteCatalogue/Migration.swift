import GeoFiles

/// A named step from one form of the catalogue to the next. Steps are never edited once a release has them: what
/// they made is out there.
///
/// Their names are kept in a table. `user_version`, where such numbers live otherwise, belongs to GeoPackage.
struct Migration: Sendable {
  let name: String
  let statements: String

  /// All steps, oldest first.
  static let all = [Migration(name: "0001-sites", statements: sites)]

  /// The names of those that a file has had, oldest first; none for a file without catalogue.
  static func applied(in connection: SQLiteConnection) throws -> [String] {
    let tables = try connection.map(
      "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'tianyan_migrations'"
    ) { try $0.int(0) }
    guard tables == [1] else { return [] }
    return try connection.map("SELECT name FROM tianyan_migrations ORDER BY id") { try $0.text(0) }
  }

  /// The steps that a file still needs; refuses one that a newer program has been at, and one whose steps are
  /// others than ours.
  static func missing(in connection: SQLiteConnection, known: [Migration] = all) throws
    -> ArraySlice<Migration>
  {
    let applied = try applied(in: connection)
    if let unknown = applied.first(where: { name in !known.contains { $0.name == name } }) {
      throw Refusal(
        .badInput, "was written by a newer tianyan (it has had the step \(unknown))",
        subject: connection.path, advice: "install that version, or restore a backup")
    }
    guard applied == known.prefix(applied.count).map(\.name) else {
      throw Refusal(
        .badInput, "has had its steps in an unknown order", subject: connection.path,
        advice: "restore a backup")
    }
    return known.dropFirst(applied.count)
  }
}
