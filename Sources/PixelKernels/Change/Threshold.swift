#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Why a histogram has no threshold.
public enum NoThreshold: Error, Hashable, Sendable {
  /// Fewer than two classes of at least two bins can be told apart: it is empty, or all values are in
  /// one bin or two.
  case tooFewBins
  /// Two normal classes describe the values hardly better than one does: there is one class, or it is flat.
  case oneClass
  /// The counts do not fall off above their peak to a tail that lies below its chord.
  case noTail
  /// The value wanted is the largest that there is, so that none lies above it.
  case nothingAbove
}

/// A value that parts a histogram in two classes, found from the histogram itself.
public enum Threshold {
  /// The threshold with the greatest variance between the classes (Otsu 1979,
  /// doi 10.1109/TSMC.1979.4310076): the upper edge of the last bin of the lower class.
  public static func otsu(_ histogram: Histogram) throws(NoThreshold) -> Double {
    try best(histogram) { $0.spread > $1.spread }
  }

  /// The threshold with the least error between two normal classes (Kittler and Illingworth 1986,
  /// doi 10.1016/0031-3203(86)90030-0): the upper edge of the last bin of the lower class.
  public static func kittlerIllingworth(_ histogram: Histogram) throws(NoThreshold) -> Double {
    try best(histogram) { $0.cost < $1.cost }
  }

  /// By how much the cost of two classes, twice the nats a value, has to be below that of one class
  /// for a split to mean anything. Chi with 2 degrees and more, normal and flat distributions in 400
  /// bins stay below 0.008; the changes of Taizhou reach 0.27 to 0.78.
  private static let leastGain = 0.01
  /// What a second class adds to the parameters: a mean, a deviation and a share.
  private static let addedParameters = 3.0

  private static func best(_ histogram: Histogram, by isBetter: (Split, Split) -> Bool)
    throws(NoThreshold) -> Double
  {
    let whole = ClassMoments(histogram, histogram.counts.indices)
    var lower = ClassMoments()
    var best: Split?
    for bin in histogram.counts.indices {
      lower.add(histogram.counts[bin], at: bin)
      guard let split = Split(lower, whole, after: bin) else { continue }
      if best.map({ isBetter(split, $0) }) ?? true { best = split }
    }
    guard let best else { throw .tooFewBins }
    try check(best, whole, histogram)
    return histogram.upperEdge(of: best.bin)
  }

  /// Refuses two classes that describe the values no better than one does.
  fileprivate static func check(_ split: Split, _ whole: ClassMoments, _ histogram: Histogram)
    throws(NoThreshold)
  {
    // A better description has to pay for its parameters (Schwarz 1978, doi 10.1214/aos/1176344136).
    let count = Double(histogram.total)
    let price = leastGain + addedParameters * log(count) / count
    guard 1 + log(whole.variance) - split.cost > price else { throw .oneClass }
  }

  /// Refuses to part a histogram after `bin`.
  static func check(_ histogram: Histogram, after bin: Int) throws(NoThreshold) {
    let whole = ClassMoments(histogram, histogram.counts.indices)
    let lower = ClassMoments(histogram, 0..<bin + 1)
    guard let split = Split(lower, whole, after: bin) else { throw .tooFewBins }
    try check(split, whole, histogram)
  }
}

/// Count, sum and sum of squares of the values of a class, in bins.
private struct ClassMoments {
  var count = 0.0
  var sum = 0.0
  var squares = 0.0

  init() {}

  init(_ histogram: Histogram, _ bins: Range<Int>) {
    for bin in bins { add(histogram.counts[bin], at: bin) }
  }

  mutating func add(_ number: Int, at bin: Int) {
    // Whole numbers, so that sums are exact up to 2^53.
    count += Double(number)
    sum += Double(number) * Double(bin)
    squares += Double(number) * Double(bin) * Double(bin)
  }

  func without(_ part: ClassMoments) -> ClassMoments {
    var rest = self
    rest.count -= part.count
    rest.sum -= part.sum
    rest.squares -= part.squares
    return rest
  }

  var mean: Double { sum / count }
  var variance: Double { squares / count - mean * mean }
}

/// What two classes are like that a bin ends the first of.
private struct Split {
  let bin: Int
  /// The variance between the classes, in square bins.
  let spread: Double
  /// Kittler and Illingworth's criterion.
  let cost: Double

  /// Smaller variances, in square bins, are those of one bin.
  private static let leastVariance = 1e-9

  /// Nil where a class is empty or lies in one bin.
  init?(_ lower: ClassMoments, _ whole: ClassMoments, after bin: Int) {
    let upper = whole.without(lower)
    guard lower.count > 0, upper.count > 0, lower.variance > Self.leastVariance,
      upper.variance > Self.leastVariance
    else { return nil }
    let (below, above) = (lower.count / whole.count, upper.count / whole.count)
    self.bin = bin
    spread = below * above * (upper.mean - lower.mean) * (upper.mean - lower.mean)
    cost =
      1 + below * log(lower.variance) + above * log(upper.variance)
      - 2 * (below * log(below) + above * log(above))
  }
}
