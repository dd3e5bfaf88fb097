import GeoFiles

// What others than the catalogue itself have to tell its journal.
extension Catalogue {
  /// Writes an event of the caller's own (`run.started`, `export.written`) into the journal.
  public func note(_ event: String, of subject: String, detail: [String: String] = [:]) throws {
    try connection.transaction { _ = try journal(event, subject, detail) }
  }

  /// Whether the journal tells of an event of a subject.
  public func hasNoted(_ event: String, of subject: String) throws -> Bool {
    try connection.map(
      "SELECT 1 FROM journal WHERE subject = ? AND event = ? LIMIT 1",
      [.text(subject), .text(event)]
    ) { try $0.int(0) } == [1]
  }

  /// Writes down what somebody works by; nothing where that is what is known. True where it changed.
  @discardableResult
  public func note(setting name: String, _ value: [String: String]) throws -> Bool {
    try connection.transaction {
      try change(setting: name, to: try CanonicalJSON.text(of: value))
    }
  }

  /// Gives a setting a value, inside a transaction; false where it has that value.
  func change(setting name: String, to text: String) throws -> Bool {
    let known = try connection.map("SELECT value FROM settings WHERE name = ?", [.text(name)]) {
      try $0.text(0)
    }.first
    guard known != text else { return false }
    try connection.run(
      """
      INSERT INTO settings (name, value) VALUES (?, ?)
      ON CONFLICT (name) DO UPDATE SET value = excluded.value
      """, [.text(name), .text(text)])
    try journal("setting.changed", name, ["value": text])
    return true
  }

  /// Where the journal ends now; nil for an empty one.
  public func journalHead() throws -> JournalHead? {
    try connection.map("SELECT id, hash FROM journal ORDER BY id DESC LIMIT 1") {
      JournalHead(entries: try $0.int(0), hash: try $0.text(1))
    }.first
  }
}

/// Where a journal ended at some time: noted elsewhere, it proves later that nothing before it was cut off or changed.
public struct JournalHead: Hashable, Sendable, Codable {
  /// How many events it held.
  public var entries: Int
  /// The hash of the last one.
  public var hash: String

  /// A head from its parts.
  public init(entries: Int, hash: String) {
    self.entries = entries
    self.hash = hash
  }
}
