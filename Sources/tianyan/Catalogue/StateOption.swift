import ArgumentParser
import Foundation
import GeoFiles
import SiteCatalogue

/// Which catalogue is meant.
struct StateOption: ParsableArguments {
  /// The variable that says it where the option does not.
  private static let variable = "TIANYAN_STATE"

  @Option(
    help: "The state directory that tianyan run fills. (default: $TIANYAN_STATE)",
    completion: .directory)
  var state: String?

  /// The directory that was named.
  func folder() throws -> String {
    if let named = state ?? ProcessInfo.processInfo.environment[Self.variable], !named.isEmpty {
      return named
    }
    throw ValidationError("Say where the catalogue is: --state DIR, or set \(Self.variable).")
  }

  /// Its catalogue.
  func catalogue(for access: SQLiteConnection.Access = .read) throws -> Catalogue {
    try Catalogue(state: try folder(), for: access)
  }
}
