import ArgumentParser
import Delivery
import GeoFiles
import SiteCatalogue
import Sites

/// Where sites to be delivered come from: a result of a scan, or the catalogue.
struct SiteSource: ParsableArguments {
  @Argument(help: "A result of tianyan scan or of tianyan sites (GeoJSON).")
  var result: String?

  @OptionGroup var choice: CatalogueChoice

  func validate() throws {
    guard (result == nil) != (choice.state == nil) else {
      throw ValidationError("Name a result, or a catalogue with --state DIR.")
    }
  }

  /// The result; nil for a catalogue.
  func file() throws -> InputPath? { try result.map { try InputPath($0) } }

  /// The files that sites come from.
  func inputs() throws -> [InputPath] {
    let (named, catalogue) = (try file(), try choice.catalogue())
    return [named].compactMap { $0 } + (try catalogue?.files ?? [])
  }

  /// The sites; `isOpen` leaves out what nobody has to visit any more.
  func sites(isOpen: Bool) throws -> DeliveredSites {
    if let file = try file() { return try DeliveredSites(reading: file) }
    guard let catalogue = try choice.catalogue() else {
      preconditionFailure("one of the two was named")
    }
    let listing = SiteListing(
      try catalogue.sites(try choice.query(isOpen: isOpen)), asOf: try catalogue.lastAcquisition())
    return DeliveredSites(features: listing.features)
  }
}
