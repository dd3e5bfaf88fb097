import SceneAnalysis
import Sites
import Spectral

/// Which index of a site is shown: a result measures all indices of all its rules on every site.
public struct IndexChoice: Sendable {
  private let rules: RuleSet
  private let catalogue: IndexCatalogue
  /// The catalogue's names by what columns make of them.
  private let names: [String: String]

  /// The choice among the indices of a catalogue that rules name.
  public init(rules: RuleSet, catalogue: IndexCatalogue) {
    self.rules = rules
    self.catalogue = catalogue
    names = Dictionary(catalogue.names.map { ($0.lowercased(), $0) }) { first, _ in first }
  }

  /// An index that was measured on a site.
  struct Measured {
    let index: IndexDefinition
    let before, after: Double

    /// How far it moved, in parts of its range.
    var share: Double {
      let width = index.range.map { $0.upperBound - $0.lowerBound } ?? abs(before) + abs(after)
      return width > 0 ? abs(after - before) / width : 0
    }
  }

  /// What the site's own rule measured, the index that moved farthest first; of a rule that is not among
  /// ours, or that names no index, whatever was measured.
  func measured(on site: DeliveredSite) -> [Measured] {
    let own = rules.indexNames(
      of: site.kind, version: site.text("rule_version") ?? "", in: catalogue)
    let all = site.attributes.keys.sorted().filter { $0.hasSuffix(Self.suffix) }
      .compactMap { names[String($0.dropLast(Self.suffix.count))] }
    let known = (own ?? []).compactMap { measured($0, on: site) }
    let found = known.isEmpty ? all.compactMap { measured($0, on: site) } : known
    return found.sorted { ($1.share, $0.index.name) < ($0.share, $1.index.name) }
  }

  private static let suffix = "_after"

  private func measured(_ name: String, on site: DeliveredSite) -> Measured? {
    guard let index = catalogue[name], let before = site.number(name.lowercased() + "_before"),
      let after = site.number(name.lowercased() + Self.suffix)
    else { return nil }
    return Measured(index: index, before: before, after: after)
  }
}
