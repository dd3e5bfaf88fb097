/// How many values lie in each of equal bins between two ends.
public struct Histogram: Hashable, Sendable {
  /// The ends; both belong to it.
  public let range: ClosedRange<Double>
  /// How many values lie in each bin, the lowest first.
  public private(set) var counts: [Int]

  /// A histogram of nothing; the ends are finite and differ.
  public init(range: ClosedRange<Double>, bins: Int) {
    precondition(bins > 0, "a histogram has bins")
    precondition(range.lowerBound < range.upperBound, "the ends differ")
    precondition(range.lowerBound.isFinite && range.upperBound.isFinite, "the ends are finite")
    self.range = range
    counts = [Int](repeating: 0, count: bins)
  }

  /// The width of a bin.
  public var binWidth: Double { (range.upperBound - range.lowerBound) / Double(counts.count) }

  /// How many values it holds.
  public var total: Int { counts.reduce(0, +) }

  /// The upper edge of a bin.
  public func upperEdge(of bin: Int) -> Double {
    range.lowerBound + binWidth * Double(bin + 1)
  }

  /// Counts a block of values; unknown ones and those beyond the ends are left out.
  public mutating func add(_ values: Span<Float>) {
    let perUnit = Double(counts.count) / (range.upperBound - range.lowerBound)
    for i in 0..<values.count {
      let value = Double(values[unchecked: i])
      guard range.contains(value) else { continue }
      counts[min(Int((value - range.lowerBound) * perUnit), counts.count - 1)] += 1
    }
  }

  /// Counts a value, which lies between the ends, many times.
  public mutating func add(_ count: Int, of value: Double) {
    precondition(range.contains(value), "a value between the ends")
    let place = (value - range.lowerBound) / binWidth
    counts[min(Int(place), counts.count - 1)] += count
  }

  /// Adds the counts of another one of the same bins.
  public mutating func merge(_ other: Histogram) {
    precondition(other.range == range && other.counts.count == counts.count, "the same bins")
    for bin in counts.indices { counts[bin] += other.counts[bin] }
  }
}
