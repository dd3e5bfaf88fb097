#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

extension Threshold {
  /// The value from which on the upper of two normal classes is the likelier one; shares, means and
  /// deviations by expectation and maximisation (Dempster, Laird and Rubin 1977; for change Bruzzone and
  /// Fernandez Prieto 2000, doi 10.1109/36.843009), from Kittler and Illingworth's classes on. The upper
  /// edge of the last bin below it.
  public static func mixture(_ histogram: Histogram) throws(NoThreshold) -> Double {
    let start = try kittlerIllingworth(histogram)
    var classes = Mixture(histogram, partedAt: histogram.bin(below: start))
    for _ in 0..<mostRounds {
      let next = classes.refined(by: histogram)
      let step = classes.distance(to: next)
      classes = next
      if step < settled { break }
    }
    guard let bin = classes.lastBinOfLower(histogram.counts.count) else { throw .oneClass }
    try check(histogram, after: bin)
    return histogram.upperEdge(of: bin)
  }

  /// After so many rounds it ends, or once no mean and no deviation moves by this share of a bin.
  private static let mostRounds = 500
  private static let settled = 1e-4
}

extension Histogram {
  /// The last bin whose upper edge is not above a value.
  fileprivate func bin(below value: Double) -> Int {
    max(0, Int(((value - range.lowerBound) / binWidth).rounded()) - 1)
  }
}

/// Two normal classes; means and deviations in bins.
private struct Mixture {
  struct Normal {
    var share, mean, deviation: Double

    func density(_ bin: Int) -> Double {
      let distance = (Double(bin) - mean) / deviation
      return share / deviation * exp(-distance * distance / 2)
    }
  }

  var lower, upper: Normal

  /// No class is narrower than the values within a bin.
  private static let leastDeviation = (1.0 / 12).squareRoot()

  init(_ histogram: Histogram, partedAt bin: Int) {
    let weights = histogram.counts.enumerated().map { (Double($1), $0 <= bin ? 1.0 : 0) }
    self.init(weights)
  }

  /// The classes of bins that hold `count` values, of which a share is of the lower one.
  private init(_ bins: [(count: Double, lower: Double)]) {
    func normal(_ weight: (Double) -> Double) -> Normal {
      var (total, sum, squares, all) = (0.0, 0.0, 0.0, 0.0)
      for (bin, values) in bins.enumerated() {
        let part = values.count * weight(values.lower)
        all += values.count
        total += part
        sum += part * Double(bin)
        squares += part * Double(bin) * Double(bin)
      }
      let mean = total > 0 ? sum / total : 0
      let variance = total > 0 ? max(0, squares / total - mean * mean) : 0
      return Normal(
        share: total / all, mean: mean,
        deviation: max(variance.squareRoot(), Self.leastDeviation))
    }
    lower = normal { $0 }
    upper = normal { 1 - $0 }
  }

  func refined(by histogram: Histogram) -> Mixture {
    Mixture(
      histogram.counts.enumerated().map { bin, count in
        let (below, above) = (lower.density(bin), upper.density(bin))
        // Where both are too far to be told, the nearer one has it.
        let isLower = abs(Double(bin) - lower.mean) < abs(Double(bin) - upper.mean)
        return (Double(count), below + above > 0 ? below / (below + above) : isLower ? 1 : 0)
      })
  }

  func distance(to other: Mixture) -> Double {
    [
      lower.mean - other.lower.mean, upper.mean - other.upper.mean,
      lower.deviation - other.lower.deviation, upper.deviation - other.upper.deviation,
    ].map(abs).max() ?? 0
  }

  /// The last bin between the means in which the lower class is the likelier one; nil where there is none
  /// or nothing is left above.
  func lastBinOfLower(_ bins: Int) -> Int? {
    guard lower.mean < upper.mean else { return nil }
    let between = max(0, Int(lower.mean.rounded(.up)))..<max(0, min(bins, Int(upper.mean) + 1))
    return between.last { lower.density($0) >= upper.density($0) }
  }
}
