internal import CSQLite

/// The functions that a GeoPackage's spatial index calls from its triggers (OGC 12-128r18, F.3, requirement
/// 76): each program that writes one brings its own.
enum GeoPackageFunctions {
  /// Makes them known to a connection. They only read their argument, so that triggers of a file from
  /// anywhere may call them.
  static func register(with connection: SQLiteConnection) throws {
    try add("ST_MinX", connection) { context, _, values in bound(0, context, values) }
    try add("ST_MaxX", connection) { context, _, values in bound(1, context, values) }
    try add("ST_MinY", connection) { context, _, values in bound(2, context, values) }
    try add("ST_MaxY", connection) { context, _, values in bound(3, context, values) }
    try add("ST_IsEmpty", connection) { context, _, values in
      guard let empty = bytes(values).flatMap(GeoPackageBlob.isEmpty) else {
        return sqlite3_result_null(context)
      }
      sqlite3_result_int(context, empty ? 1 : 0)
    }
  }

  private typealias Function =
    @convention(c) (OpaquePointer?, Int32, UnsafeMutablePointer<OpaquePointer?>?) -> Void

  private static func add(
    _ name: String, _ connection: SQLiteConnection, _ function: @escaping Function
  ) throws {
    let flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS
    try connection.check(
      sqlite3_create_function_v2(connection.raw, name, 1, flags, nil, function, nil, nil, nil))
  }
}

// A C function pointer captures nothing, so that these belong to no type.

/// One number of a geometry's envelope; NULL for what has none.
private func bound(
  _ index: Int, _ context: OpaquePointer?, _ values: UnsafeMutablePointer<OpaquePointer?>?
) {
  guard let envelope = bytes(values).flatMap(GeoPackageBlob.envelope) else {
    return sqlite3_result_null(context)
  }
  sqlite3_result_double(context, envelope[index])
}

private func bytes(_ values: UnsafeMutablePointer<OpaquePointer?>?)
  -> UnsafeRawBufferPointer?
{
  guard let value = values?[0], sqlite3_value_type(value) == SQLITE_BLOB,
    let start = sqlite3_value_blob(value)
  else { return nil }
  return UnsafeRawBufferPointer(start: start, count: Int(sqlite3_value_bytes(value)))
}
