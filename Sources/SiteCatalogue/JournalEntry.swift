import GeoFiles

/// One event in the catalogue's journal, chained to the one before by its hash.
public struct JournalEntry: Hashable, Sendable {
  /// Its number; they count from 1 without gaps.
  public var id: Int
  /// When it was written, RFC 3339 in UTC.
  public var at: String
  /// What happened: `scene.recorded`, `site.state`, `verdict.recorded`, ...
  public var event: String
  /// What it happened to: the id of a scene or a site, or a name.
  public var subject: String
  /// The particulars, a JSON object of texts, members sorted by name.
  public var detail: String
  /// The hash of the entry before; empty for the first.
  public var previous: String
  /// Its own hash.
  public var hash: String

  /// The SHA-256 of `["tianyan-journal-1",id,at,event,subject,detail,previous]` as JSON of texts without spaces,
  /// in hexadecimal digits. JSON keeps the fields apart.
  var computedHash: String {
    get throws {
      CanonicalJSON.digest(
        try CanonicalJSON.text(
          of: ["tianyan-journal-1", String(id), at, event, subject, detail, previous]))
    }
  }
}

extension Catalogue {
  /// Adds an event to the journal; to be called inside a transaction with what it tells of.
  @discardableResult
  func journal(_ event: String, _ subject: String, _ detail: [String: String] = [:]) throws -> Int {
    let last = try journalHead()
    var entry = JournalEntry(
      id: (last?.entries ?? 0) + 1, at: clock().ISO8601Format(), event: event, subject: subject,
      detail: try CanonicalJSON.text(of: detail), previous: last?.hash ?? "", hash: "")
    entry.hash = try entry.computedHash
    try connection.run(
      "INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?)",
      [
        .int(entry.id), .text(entry.at), .text(entry.event), .text(entry.subject),
        .text(entry.detail), .text(entry.previous), .text(entry.hash),
      ])
    return entry.id
  }

  /// All events, oldest first.
  public func events() throws -> [JournalEntry] { try journal() }

  /// The events of some subjects, or all of them, oldest first.
  func journal(of subjects: [String]? = nil) throws -> [JournalEntry] {
    let fields = "SELECT id, at, event, subject, detail, previous, hash FROM journal"
    guard let subjects else { return try connection.map(fields + " ORDER BY id", [], Self.entry) }
    return try subjects.flatMap {
      try connection.map(fields + " WHERE subject = ?", [.text($0)], Self.entry)
    }.sorted { $0.id < $1.id }
  }

  /// The entry that a row of all fields holds.
  static func entry(_ row: SQLiteRow) throws -> JournalEntry {
    JournalEntry(
      id: try row.int(0), at: try row.text(1), event: try row.text(2), subject: try row.text(3),
      detail: try row.text(4), previous: try row.text(5), hash: try row.text(6))
  }
}
