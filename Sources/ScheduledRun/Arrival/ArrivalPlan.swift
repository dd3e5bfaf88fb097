import SceneAnalysis
import Scenes

/// Which products count, and which of them make up one scene of the region: a function of the set of
/// products, whatever the order in which they came.
public struct ArrivalPlan: Hashable, Sendable {
  /// What a satellite saw in one pass: one product, or neighbouring tiles and overlapping datastrips.
  public struct Overpass: Hashable, Sendable, Codable {
    /// Its products, by scene id.
    public var products: [ArrivedProduct]

    /// The satellite's sensor.
    public var sensor: String { products[0].sensor }
    /// The processing level, the same for all.
    public var level: String? { products[0].level }
    /// When its first product was taken.
    public var acquired: AcquisitionTime {
      products.map(\.time).min { ($0.seconds, $0.text) < ($1.seconds, $1.text) }
        ?? products[0].time
    }
  }

  /// A product that does not count, and why.
  public struct SetAside: Hashable, Sendable {
    /// The product.
    public var product: ArrivedProduct
    /// Why: a clause such as `replaced by ...`.
    public var reason: String
  }

  /// The scenes to be, by time.
  public var overpasses: [Overpass]
  /// What does not count, by path.
  public var setAside: [SetAside]

  /// Decides over all products that can be read.
  public init(_ products: [ArrivedProduct]) {
    overpasses = []
    setAside = []
    var chosen: [ArrivedProduct] = []
    let sorted = products.sorted { $0.path < $1.path }
    for (_, group) in Dictionary(grouping: sorted, by: \.acquisition) {
      chosen += choose(from: group)
    }
    for (_, group) in Dictionary(grouping: chosen, by: \.sensor) { join(group) }
    overpasses.sort { ($0.acquired.seconds, $0.key) < ($1.acquired.seconds, $1.key) }
    setAside.sort { ($0.product.path, $0.reason) < ($1.product.path, $1.reason) }
  }

  /// Datastrips of one tile begin at different times; the same strip, made twice by one processor,
  /// begins at the same one. This many seconds tell them apart.
  static let sameStripSeconds = 1.0

  /// The best of the products of one acquisition: one for each of its datastrips.
  private mutating func choose(from group: [ArrivedProduct]) -> [ArrivedProduct] {
    var kept: [ArrivedProduct] = []
    for product in group.sorted(by: { $0.isBetter(than: $1) }) {
      guard let best = kept.first else {
        kept.append(product)
        continue
      }
      if let same = kept.first(where: { $0.scene == product.scene }) {
        set(aside: product, "the same product as \(same.path)")
      } else if (best.level, best.baseline) != (product.level, product.baseline) {
        set(aside: product, "\(best.name) (\(best.processing)) is the same acquisition and counts")
      } else if let same = kept.first(where: {
        abs($0.time.seconds - product.time.seconds) <= Self.sameStripSeconds
      }) {
        set(aside: product, "\(same.name) is the same acquisition and was made later")
      } else {
        kept.append(product)
      }
    }
    return kept
  }

  /// Joins the products of one satellite that it took in one pass.
  private mutating func join(_ products: [ArrivedProduct]) {
    var passes: [[ArrivedProduct]] = []
    for product in products.sorted(by: { ($0.time.seconds, $0.name) < ($1.time.seconds, $1.name) })
    {
      if let first = passes.last?.first, first.time.isOfOnePass(with: product.time) {
        passes[passes.count - 1].append(product)
      } else {
        passes.append([product])
      }
    }
    for pass in passes {
      // One scene is of one level: what is left out would be taken for change at its seams.
      let isSurface = pass.contains(where: \.isSurfaceReflectance)
      let level =
        pass.filter { $0.isSurfaceReflectance == isSurface }.map(\.level)
        .min { ($0 ?? "") < ($1 ?? "") } ?? nil
      for product in pass where product.level != level {
        set(
          aside: product,
          "is \(product.level ?? "of no known level"), its neighbours are \(level ?? "not")")
      }
      let members = pass.filter { $0.level == level }.sorted {
        ($0.scene, $0.path) < ($1.scene, $1.path)
      }
      overpasses.append(Overpass(products: members))
    }
  }

  private mutating func set(aside product: ArrivedProduct, _ reason: String) {
    setAside.append(SetAside(product: product, reason: reason))
  }
}

extension ArrivalPlan.Overpass {
  /// What tells it from every other: the satellite, the time and a hash of what its products hold.
  public var key: String {
    "\(acquired.compact)-\(sensor)-\(String.shortHash(of: products.map(\.scene)))"
  }
}

extension ArrivedProduct {
  /// Level and baseline, for messages.
  fileprivate var processing: String {
    [level, baseline].compactMap { $0 }.joined(separator: " ")
  }
}

extension AcquisitionTime {
  /// `20240501T023539Z`, or `20240501`.
  var compact: String { text.filter { $0 != "-" && $0 != ":" } }
}
