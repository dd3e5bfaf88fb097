import ArgumentParser
import GeoFiles
import ScheduledRun
import Scenes
import SiteCatalogue

/// Which sites of a catalogue are delivered.
struct CatalogueChoice: ParsableArguments {
  @Option(
    help: "Take the sites of this state directory of tianyan run instead.", completion: .directory)
  var state: String?

  @Option(help: "With --state: only sites seen on this day or later, YYYY-MM-DD.")
  var since: String?

  @Option(
    help: "With --state: only sites that scenes of this run show; latest is the last that ended.")
  var run: String?

  func validate() throws {
    guard state != nil || (since == nil && run == nil) else {
      throw ValidationError("--since and --run belong to --state.")
    }
    try SiteSelection.checkDay(since, option: "--since")
  }

  /// The catalogue; nil where none is named.
  func catalogue() throws -> Catalogue? { try state.map { try Catalogue(state: $0, for: .read) } }

  /// Notes in the catalogue's journal that something left it; nothing for a result.
  func note(_ event: String, of subject: String, _ detail: [String: String]) throws {
    try DeliveryJournal(state: state).note(event, of: subject, detail)
  }

  /// The query that the options make; `isOpen` leaves out what nobody has to visit any more.
  func query(isOpen: Bool) throws -> SiteQuery {
    var query = SiteQuery()
    query.since = since
    query.isOpen = isOpen
    query.scenes = try run.map { try Self.scenes(of: $0, in: state ?? "") }
    return query
  }

  /// The scenes that a run took in or observed anew.
  static func scenes(of run: String, in state: String) throws -> [String] {
    try RunReport(of: run, in: StateDirectory.existing(at: state)).recorded.map(\.subject)
  }
}
