import Foundation
import GeoFiles

/// What is known of a county's sites over time: one GeoPackage in a state directory.
///
/// Facts are added and never changed: observations of scenes, looks of later scenes, verdicts, and a journal of all
/// of it. Sites are computed from the set of facts (`SiteAssembly`), so that the order in which facts arrive cannot
/// matter. Every change is one transaction with its journal entries.
///
/// The file is in SQLite's write-ahead mode: a run writes while QGIS and `tianyan sites` read, and neither waits for
/// the other, which a rollback journal would make them do. The price is a `-wal` file beside it while
/// somebody has it open, and that it has to lie on a local disk; a catalogue that nobody has open is one file.
///
/// A catalogue belongs to the thread that opened it.
public final class Catalogue {
  let connection: SQLiteConnection
  /// The time that journal entries bear.
  let clock: () -> Date
  /// How candidates become sites.
  public private(set) var rule: SiteRule

  /// Where the file is.
  public var path: String { connection.path }

  /// The files that it is kept in.
  public var files: [InputPath] {
    get throws {
      try ["", "-wal", "-shm"].map { path + $0 }.filter(FileManager.default.fileExists)
        .map { try InputPath($0) }
    }
  }

  /// The name of the file in a state directory.
  public static let fileName = "catalogue.gpkg"

  /// Opens the catalogue of a state directory.
  ///
  /// For writing, a file from an older version is migrated, after a copy of it was written beside it
  /// (`catalogue.gpkg.before-STEP`); a rule other than the one that its sites were made by makes them anew. For
  /// reading, `rule` is not looked at. A newer file is refused, and one that is not there unless it may be made.
  public init(
    state folder: String, for access: SQLiteConnection.Access, rule: SiteRule? = nil,
    clock: @escaping () -> Date = { Date() }
  ) throws {
    let path = URL(fileURLWithPath: folder).appendingPathComponent(Self.fileName).path
    if access != .create, !FileManager.default.fileExists(atPath: path) {
      throw Refusal(
        .noInput, "holds no \(Self.fileName)", subject: folder,
        advice: "name the directory that tianyan run --state fills")
    }
    connection = try SQLiteConnection(opening: path, for: access)
    self.clock = clock
    self.rule = SiteRule()
    if access == .read {
      try requireCurrent()
    } else {
      try connection.script("PRAGMA synchronous = FULL")
      // A new file gets its first page before it gets a write-ahead log: GDAL looks there for what it is.
      try migrate(through: Migration.all)
      try connection.script("PRAGMA journal_mode = WAL")
    }
    try adopt(rule, mayChange: access != .read)
  }

  private func requireCurrent() throws {
    let missing = try Migration.missing(in: connection)
    guard missing.count < Migration.all.count else { throw notOurs }
    guard missing.isEmpty else {
      throw Refusal(
        .badInput, "is of an older version", subject: connection.path,
        advice: "the next tianyan run brings it up to date")
    }
  }

  private var notOurs: Refusal {
    Refusal(
      .badInput, "is no catalogue of tianyan", subject: connection.path,
      advice: "restore a backup of it, or name another state directory")
  }

  /// Takes the steps that the file has not had, each in a transaction, after a copy was put beside it.
  func migrate(through steps: [Migration]) throws {
    let missing = try Migration.missing(in: connection, known: steps)
    if missing.count == steps.count, try !connection.isBlank() { throw notOurs }
    for step in missing {
      if try !Migration.applied(in: connection).isEmpty { try backUp(before: step) }
      try connection.transaction {
        // Another process may have taken the step meanwhile.
        guard try Migration.missing(in: connection, known: steps).first?.name == step.name else {
          return
        }
        try connection.script(step.statements)
        try connection.run(
          "INSERT INTO tianyan_migrations (name) VALUES (?)", [.text(step.name)])
        try journal("catalogue.migrated", step.name)
      }
    }
  }

  private func backUp(before step: Migration) throws {
    let place = "\(connection.path).before-\(step.name)"
    // A copy that a run left half done, or of a step that was tried before.
    if FileManager.default.fileExists(atPath: place) {
      try FileManager.default.removeItem(atPath: place)
    }
    try connection.copy(to: place)
  }

  /// Takes the rule that the file's sites are made by, or makes them anew by the one that is wanted.
  private func adopt(_ wanted: SiteRule?, mayChange: Bool) throws {
    let known = try connection.map("SELECT value FROM settings WHERE name = 'site-rule'") {
      try CanonicalJSON.value(SiteRule.self, of: try $0.text(0), in: connection.path)
    }.first
    try known?.check()
    rule = known ?? rule
    guard mayChange, known == nil || (wanted != nil && wanted != known) else { return }
    rule = wanted ?? rule
    try rule.check()
    try connection.transaction {
      guard try change(setting: "site-rule", to: CanonicalJSON.text(of: rule)) else { return }
      try recomputeAll()
    }
  }
}
