import ArgumentParser
import Delivery
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

  /// The sites.
  func sites() throws -> DeliveredSites {
    if let file = try file() { return try DeliveredSites(reading: file) }
    guard let state else { preconditionFailure("one of the two was named") }
    let catalogue = try Catalogue(state: state, for: .read)
    let listing = SiteListing(try catalogue.sites(), asOf: try catalogue.lastAcquisition())
    return DeliveredSites(features: listing.features)
  }
}
