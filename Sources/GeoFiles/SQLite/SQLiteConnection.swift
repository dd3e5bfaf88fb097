internal import CSQLite
import Foundation

/// One connection to a SQLite database: it belongs to one thread, and closes when it is let go.
///
/// Values are bound to `?` parameters and never become part of a statement's text.
public final class SQLiteConnection {
  /// What may be done with the file.
  public enum Access: Sendable {
    /// Read what is there.
    case read
    /// Read and write what is there.
    case write
    /// Read and write, and make the file where there is none.
    case create
  }

  /// Where the file is.
  public let path: String
  let raw: OpaquePointer
  private var statements: [String: OpaquePointer] = [:]

  /// How long to wait for another program that writes, in milliseconds.
  private static let patience: Int32 = 30_000

  /// Opens a database; refuses what is none, and waits for others at most half a minute later on.
  ///
  /// Tables of SQLite's own may not be written, and cells of damaged pages are looked through first
  /// (sqlite.org/security.html): the file may come from anywhere. Its schema has to be trusted so far that its
  /// triggers may keep a spatial index; they find no function that could do harm.
  public init(opening path: String, for access: Access) throws {
    let flags =
      switch access {
      case .read: SQLITE_OPEN_READONLY
      case .write: SQLITE_OPEN_READWRITE
      case .create: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
      }
    var opened: OpaquePointer?
    let code = sqlite3_open_v2(path, &opened, flags | SQLITE_OPEN_NOMUTEX, nil)
    guard code == SQLITE_OK, let opened else {
      sqlite3_close_v2(opened)
      throw SQLiteError.refusal(code, String(cString: sqlite3_errstr(code)), path: path)
    }
    raw = opened
    self.path = path
    sqlite3_extended_result_codes(raw, 1)
    sqlite3_busy_timeout(raw, Self.patience)
    tianyan_defend(raw)
    try script("PRAGMA cell_size_check = ON")
    try GeoPackageFunctions.register(with: self)
  }

  deinit {
    for statement in statements.values { sqlite3_finalize(statement) }
    sqlite3_close_v2(raw)
  }

  /// Runs statements without parameters, separated by `;`.
  public func script(_ sql: String) throws {
    try check(sqlite3_exec(raw, sql, nil, nil, nil))
  }

  /// Whether the file holds nothing yet.
  public func isBlank() throws -> Bool {
    try map("SELECT count(*) FROM sqlite_master") { try $0.int(0) } == [0]
  }

  /// Runs one statement, passing over its rows.
  public func run(_ sql: String, _ values: [SQLiteValue] = []) throws {
    try forEach(sql, values) { _ in }
  }

  /// What `body` makes of each row.
  public func map<Result>(
    _ sql: String, _ values: [SQLiteValue] = [], _ body: (SQLiteRow) throws -> Result
  ) throws -> [Result] {
    var results: [Result] = []
    try forEach(sql, values) { results.append(try body($0)) }
    return results
  }

  /// Shows each row to `body`.
  public func forEach(
    _ sql: String, _ values: [SQLiteValue] = [], _ body: (SQLiteRow) throws -> Void
  ) throws {
    let statement = try borrow(sql)
    defer { giveBack(statement, sql) }
    for (index, value) in zip(1..., values) { try bind(value, at: index, of: statement) }
    precondition(
      Int(sqlite3_bind_parameter_count(statement)) == values.count, "every parameter has a value")
    let row = SQLiteRow(statement: statement, path: path)
    while true {
      switch sqlite3_step(statement) {
      case SQLITE_ROW: try body(row)
      case SQLITE_DONE: return
      case let code: try check(code)
      }
    }
  }

  /// The number of the last row that was inserted.
  public var lastInsertedRow: Int { Int(sqlite3_last_insert_rowid(raw)) }

  /// Runs `body` as one change that happens wholly or, where it throws, not at all.
  ///
  /// The right to write is taken at once, so that what is read first is still true when it is written.
  public func transaction<Result>(_ body: () throws -> Result) throws -> Result {
    try script("BEGIN IMMEDIATE")
    do {
      let result = try body()
      try script("COMMIT")
      return result
    } catch {
      // Some failures (a full disk) have rolled back already.
      if sqlite3_get_autocommit(raw) == 0 { try script("ROLLBACK") }
      throw error
    }
  }

  /// Runs `body` while the file stays as it is for this connection, whatever others write.
  public func snapshot<Result>(_ body: () throws -> Result) throws -> Result {
    try script("BEGIN")
    defer { if sqlite3_get_autocommit(raw) == 0 { sqlite3_exec(raw, "ROLLBACK", nil, nil, nil) } }
    return try body()
  }

  /// Writes a compact copy of the whole database, which must not exist yet.
  public func copy(to path: String) throws { try run("VACUUM INTO ?", [.text(path)]) }

  // MARK: Statements

  private func borrow(_ sql: String) throws -> OpaquePointer {
    if let known = statements.removeValue(forKey: sql) { return known }
    var statement: OpaquePointer?
    try check(sqlite3_prepare_v2(raw, sql, -1, &statement, nil))
    guard let statement else { preconditionFailure("a statement is not empty: \(sql)") }
    return statement
  }

  private func giveBack(_ statement: OpaquePointer, _ sql: String) {
    sqlite3_reset(statement)
    sqlite3_clear_bindings(statement)
    if let twin = statements.updateValue(statement, forKey: sql) { sqlite3_finalize(twin) }
  }

  private func bind(_ value: SQLiteValue, at index: Int, of statement: OpaquePointer) throws {
    let place = Int32(index)
    switch value {
    case .null: try check(sqlite3_bind_null(statement, place))
    case .int(let number): try check(sqlite3_bind_int64(statement, place, Int64(number)))
    case .double(let number): try check(sqlite3_bind_double(statement, place, number))
    case .text(let text):
      // By length, not by its end: a text may hold a zero.
      try check(
        text.withCString { tianyan_bind_text(statement, place, $0, Int32(text.utf8.count)) })
    case .blob(let bytes):
      // One byte more, so that there is an address where there are no bytes: NULL would be bound.
      try check(
        (bytes + [0]).withUnsafeBytes {
          tianyan_bind_blob(statement, place, $0.baseAddress, Int32(bytes.count))
        })
    }
  }

  func check(_ code: Int32) throws {
    guard code != SQLITE_OK else { return }
    throw SQLiteError.refusal(code, String(cString: sqlite3_errmsg(raw)), path: path)
  }
}
