/// The size of a change in 16 bits: level 0 where it is unknown, else a step of 0.1 % of its square.
///
/// A square is kept as a number of six bits of exponent and ten of fraction, so that every size from
/// 3e-5 to 1.3e5 is right to 0.025 % whatever its unit, and what follows from counts of levels
/// (quantiles, histograms, moments of classes) does not depend on the order of the pixels.
public enum ChangeLevel {
  /// The level of a pixel that was not observed.
  public static let unknown: UInt16 = 0
  /// How many levels there are, with the unknown one.
  public static let count = 1 << 16

  /// The bits of a `Float`'s fraction that a level does not keep.
  private static let droppedBits: UInt32 = 13
  /// The smallest square that is told from none, 2^-30, as the bits that a level keeps.
  private static let lowest =
    Float(sign: .plus, exponent: -30, significand: 1).bitPattern
    >> droppedBits

  /// The levels of squared sizes, 0 and up; NaN is unknown.
  public static func encode(_ squares: Span<Float>, into levels: inout MutableSpan<UInt16>) {
    precondition(squares.count == levels.count, "a level a square")
    let most = Int32(count - 1)
    for i in 0..<squares.count {
      let square = squares[unchecked: i]
      let kept = Int32(truncatingIfNeeded: square.bitPattern >> droppedBits) - Int32(lowest)
      let level = min(max(kept, 1), most)
      levels[unchecked: i] = square.isNaN ? unknown : UInt16(truncatingIfNeeded: level)
    }
  }

  /// The size in the middle of a level; of the first, which holds no change, 0.
  public static func size(of level: Int) -> Double {
    precondition((1..<count).contains(level), "a known level")
    guard level > 1 else { return 0 }
    let bits = (UInt32(level) + lowest) << droppedBits | 1 << (droppedBits - 1)
    return Double(Float(bitPattern: bits)).squareRoot()
  }
}

/// How many pixels have each level.
public struct LevelCounts: Hashable, Sendable {
  private var counts = [Int](repeating: 0, count: ChangeLevel.count)

  /// Of no pixel.
  public init() {}

  /// Counts a block.
  public mutating func add(_ levels: Span<UInt16>) {
    for i in 0..<levels.count { counts[Int(levels[unchecked: i])] += 1 }
  }

  /// Adds the counts of other pixels.
  public mutating func merge(_ other: LevelCounts) {
    for level in counts.indices { counts[level] += other.counts[level] }
  }

  /// Takes the counts of some of the pixels out.
  public mutating func subtract(_ other: LevelCounts) {
    for level in counts.indices { counts[level] -= other.counts[level] }
  }

  /// Takes pixels of a level in, or out where there are less than none.
  public mutating func move(_ level: UInt16, by step: Int) { counts[Int(level)] += step }

  /// How many pixels have a level.
  public subscript(level: Int) -> Int { counts[level] }

  /// How many pixels are known.
  public var total: Int { counts.dropFirst().reduce(0, +) }

  /// The size that a share of the known pixels does not exceed; nil where none is known.
  public func quantile(_ share: Double) -> Double? {
    precondition((0...1).contains(share), "a share from 0 to 1")
    let total = total
    guard total > 0 else { return nil }
    let wanted = max(1, (share * Double(total)).rounded(.up))
    var below = 0
    for level in 1..<counts.count {
      below += counts[level]
      if Double(below) >= wanted { return ChangeLevel.size(of: level) }
    }
    return nil
  }

  /// The histogram of the sizes in equal bins from the least to the one that a share does not exceed;
  /// larger ones count in the last bin. Nil where no two sizes differ.
  public func histogram(bins: Int, upTo share: Double = 1) -> Histogram? {
    guard let least = quantile(0), let most = quantile(share), least < most else { return nil }
    var histogram = Histogram(range: least...most, bins: bins)
    for level in 1..<counts.count where counts[level] > 0 {
      histogram.add(counts[level], of: min(max(ChangeLevel.size(of: level), least), most))
    }
    return histogram
  }
}
