import GeoFiles

extension Catalogue {
  /// Refuses a catalogue whose journal was changed: each entry has to bear the hash of what it holds and
  /// of the one before.
  public func requireWholeJournal() throws {
    var previous = ""
    for entry in try journal() {
      guard entry.previous == previous, try entry.hash == entry.computedHash else {
        throw Refusal(
          .badInput, "its journal does not hold together from entry \(entry.id) on",
          subject: connection.path,
          advice: "somebody has changed it: tianyan audit tells more; restore a backup")
      }
      previous = entry.hash
    }
  }
}
