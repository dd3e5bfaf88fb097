internal import CSQLite

/// The one way from a result code of SQLite to a refusal.
enum SQLiteError {
  /// What failed, in SQLite's words, as what it means to whoever runs the program.
  static func refusal(_ code: Int32, _ message: String, path: String) -> Refusal {
    // The low byte is the primary code (sqlite.org/rescode.html).
    switch code & 0xFF {
    case SQLITE_BUSY, SQLITE_LOCKED:
      Refusal(
        .locked, "another program is writing it", subject: path, advice: "try again in a minute")
    case SQLITE_FULL, SQLITE_IOERR, SQLITE_NOMEM:
      Refusal(
        .ioError, message, subject: path,
        advice: "free some space and run again; where there is enough, look at the disk")
    case SQLITE_CANTOPEN:
      Refusal(
        .noInput, "cannot be opened", subject: path,
        advice: "check the path and that its folder may be written")
    case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH:
      Refusal(.cannotWrite, message, subject: path, advice: "check permissions")
    case SQLITE_NOTADB:
      Refusal(.badInput, "is no SQLite database", subject: path)
    default:
      Refusal(
        .badInput, "is not the database that it should be: \(message)", subject: path,
        advice: "restore a backup")
    }
  }
}
