import Foundation
import GeoFiles

/// What is known of every product that was accepted, so that none is asked twice, and one whose files
/// were taken away by now still counts.
struct ProductLedger {
  private let path: String
  private(set) var products: [ArrivedProduct]

  init(of state: StateDirectory) throws {
    path = state.products
    products = try StateFile.read([ArrivedProduct].self, from: path) ?? []
  }

  /// What is known of a product that looks like this; nil where nothing is, or it has changed.
  func product(_ path: String, _ fingerprint: Fingerprint) -> ArrivedProduct? {
    products.first { $0.path == path && $0.fingerprint == fingerprint }
  }

  /// Remembers these and those of before that are at other places.
  mutating func remember(_ arrived: [ArrivedProduct]) throws {
    let new = Set(arrived.map(\.path))
    let all = (products.filter { !new.contains($0.path) } + arrived).sorted { $0.path < $1.path }
    guard all != products else { return }
    products = all
    try StateFile.write(all, to: path)
  }

  /// Forgets products that turned out to be unreadable.
  mutating func forget(_ paths: Set<String>) throws {
    let rest = products.filter { !paths.contains($0.path) }
    guard rest != products else { return }
    products = rest
    try StateFile.write(rest, to: path)
  }
}
