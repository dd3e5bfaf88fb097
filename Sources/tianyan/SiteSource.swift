import ArgumentParser
import Delivery
import Foundation
import GeoFiles
import SiteCatalogue
import Sites

/// Where sites to be delivered come from: a result of a scan, or the catalogue.
struct SiteSource: ParsableArguments {
  @Argument(help: "A result of tianyan scan or of tianyan sites (GeoJSON).")
  var result: String?

  @Option(help: "The state directory of tianyan run instead: all sites of its catalogue.")
  var state: String?

  func validate() throws {
    guard (result == nil) != (state == nil) else {
      throw ValidationError("Name a result, or a catalogue with --state DIR.")
    }
  }

  /// The result; nil for a catalogue.
  func file() throws -> InputPath? { try result.map { try InputPath($0) } }

  /// Writes into the catalogue's journal that its sites left; nothing for a result. Gives a warning where this
  /// user may read the catalogue but not write it.
  func noteExport(to destination: String, _ detail: [String: String]) throws -> String? {
    guard let state else { return nil }
    do {
      try Catalogue(state: state, for: .write).note(
        "export.written", of: destination,
        detail: detail.merging(["by": NSUserName()]) { $1 })
      return nil
    } catch let refusal as Refusal where refusal.reason == .cannotWrite {
      return "the export is not in the journal of the catalogue: \(refusal.what)"
    }
  }

  /// The sites.
  func sites() throws -> DeliveredSites {
    if let file = try file() { return try DeliveredSites(reading: file) }
    guard let state else { preconditionFailure("one of the two was named") }
    let catalogue = try Catalogue(state: state, for: .read)
    let listing = SiteListing(try catalogue.sites(), asOf: try catalogue.lastAcquisition())
    return DeliveredSites(features: listing.features)
  }
}
