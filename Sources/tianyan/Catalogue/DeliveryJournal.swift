import Foundation
import GeoFiles
import SiteCatalogue

/// Writes into a catalogue's journal what left it, and who took it.
final class DeliveryJournal {
  private let catalogue: Catalogue?

  /// The journal of a state directory; nil for a result, of which nothing is noted. Warns where this user may read the
  /// catalogue but not write it.
  init(state: String?) throws {
    do {
      catalogue = try state.map { try Catalogue(state: $0, for: .write) }
    } catch let refusal as Refusal where refusal.reason == .cannotWrite {
      catalogue = nil
      Verbosity(level: 0).logger().warning(
        "what leaves the catalogue is not in its journal: \(refusal.what)")
    }
  }

  /// Notes an event.
  func note(_ event: String, of subject: String, _ detail: [String: String]) throws {
    try catalogue?.note(event, of: subject, detail: detail.merging(["by": NSUserName()]) { $1 })
  }
}
