import Synchronization

/// A few of a map's values, taken while it is computed: enough for the range of its colours, without a second pass.
///
/// Workers hand in tiles at any time; which values are taken depends on the tiles alone, and their order does not matter
/// to a range.
public final class ValueSample: Sendable {
  private let taken = Mutex<[Float]>([])

  /// One value in so many: a prime, so that no row or column of a tile is always or never met.
  private static let stride = 61

  /// An empty sample.
  public init() {}

  /// Takes some of the values of a tile.
  public func add(_ values: [Float]) {
    let some = Swift.stride(from: 0, to: values.count, by: Self.stride).map { values[$0] }
    taken.withLock { $0 += some }
  }

  /// What was taken so far.
  public var values: [Float] { taken.withLock { $0 } }
}
