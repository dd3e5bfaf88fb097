internal import CSQLite

/// What a cell of a table holds, and what is bound to a parameter of a statement.
public enum SQLiteValue: Hashable, Sendable {
  /// Nothing.
  case null
  /// A whole number.
  case int(Int)
  /// A number; one that is not finite is stored as NULL by SQLite.
  case double(Double)
  /// A text.
  case text(String)
  /// Bytes.
  case blob([UInt8])

  /// A text, or NULL.
  public static func optional(_ text: String?) -> SQLiteValue { text.map { .text($0) } ?? .null }
  /// A number, or NULL.
  public static func optional(_ number: Double?) -> SQLiteValue {
    number.map { .double($0) } ?? .null
  }
  /// A whole number, or NULL.
  public static func optional(_ number: Int?) -> SQLiteValue { number.map { .int($0) } ?? .null }
}

/// The row that a statement stands on. It is good until the next one is asked for.
///
/// Columns count from 0. Whoever can write the file can put any type into any column, so that a
/// value of another type than asked for is an input that is not what it should be.
public struct SQLiteRow {
  let statement: OpaquePointer
  let path: String

  /// A text that is not NULL.
  public func text(_ column: Int) throws -> String {
    guard let text = optionalText(column) else { throw wrongType(column, "text") }
    return text
  }

  /// A text; nil for NULL.
  public func optionalText(_ column: Int) -> String? {
    guard let bytes = sqlite3_column_text(statement, Int32(column)) else { return nil }
    let count = Int(sqlite3_column_bytes(statement, Int32(column)))
    return String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
  }

  /// A whole number.
  public func int(_ column: Int) throws -> Int {
    guard sqlite3_column_type(statement, Int32(column)) == SQLITE_INTEGER else {
      throw wrongType(column, "a whole number")
    }
    return Int(sqlite3_column_int64(statement, Int32(column)))
  }

  /// A number.
  public func double(_ column: Int) throws -> Double {
    guard let number = optionalDouble(column) else { throw wrongType(column, "a number") }
    return number
  }

  /// A number; nil for NULL and whatever is none.
  public func optionalDouble(_ column: Int) -> Double? {
    switch sqlite3_column_type(statement, Int32(column)) {
    case SQLITE_INTEGER, SQLITE_FLOAT: sqlite3_column_double(statement, Int32(column))
    default: nil
    }
  }

  /// Bytes.
  public func blob(_ column: Int) throws -> [UInt8] {
    guard sqlite3_column_type(statement, Int32(column)) == SQLITE_BLOB else {
      throw wrongType(column, "bytes")
    }
    guard let bytes = sqlite3_column_blob(statement, Int32(column)) else { return [] }
    let count = Int(sqlite3_column_bytes(statement, Int32(column)))
    return Array(UnsafeRawBufferPointer(start: bytes, count: count))
  }

  /// Whether it holds NULL.
  public func isNull(_ column: Int) -> Bool {
    sqlite3_column_type(statement, Int32(column)) == SQLITE_NULL
  }

  /// The name of a column.
  func name(_ column: Int) -> String {
    sqlite3_column_name(statement, Int32(column)).map { String(cString: $0) } ?? "\(column)"
  }

  private func wrongType(_ column: Int, _ wanted: String) -> Refusal {
    Refusal(
      .badInput, "its column \(name(column)) holds something else than \(wanted)", subject: path,
      advice: "another program has changed it: restore a backup")
  }
}
