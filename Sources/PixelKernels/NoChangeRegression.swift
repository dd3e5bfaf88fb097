#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The straight lines, one a band, that bring one date's values onto another's where nothing changed.
///
/// What did not change is found by iteration: residuals are measured in units of their own covariance
/// (Mahalanobis; the way of ISFA, Wu 2014, doi 10.1109/TGRS.2013.2266673), weighted by the chance that
/// noise alone is as large, and the lines fitted anew. They are orthogonal regressions, since both
/// dates are noisy (Canty and Nielsen 2008, doi 10.1016/j.rse.2007.07.013). A third of the pixels is
/// held out and judges the fit. It holds where less than about half of the pixels changed.
public struct NoChangeRegression: Sendable {
  /// One band's line: `before = gain * after + offset`.
  public struct Line: Hashable, Sendable {
    /// What the later value is multiplied by.
    public var gain: Double
    /// What is added after that.
    public var offset: Double
    /// How well the held-out pixels that did not change follow it: Pearson's r, -1 to 1.
    public var correlation: Double

    /// The line that leaves values as they are.
    public static let identity = Line(gain: 1, offset: 0, correlation: 1)
  }

  /// A line for each band, in their order.
  public private(set) var lines: [Line]
  /// The pixels taken for unchanged, as places in the samples.
  public private(set) var unchanged: [Int]

  /// Every third pixel judges, the others fit.
  private static let heldOut = 3
  private static let mostRounds = 30
  /// Gains that move by less than this have settled.
  private static let settled = 1e-4
  /// A pixel whose residual noise alone would exceed with less than this chance has changed.
  private static let leastChance = 0.05
  /// The variance of residuals that is reckoned with where dates are exactly alike.
  private static let leastVariance = 1e-18

  /// Fits lines to samples, a list a band and date, all of one length and all known; nil where a band
  /// is flat, or where its dates do not rise together.
  public init?(before: [[Double]], after: [[Double]]) {
    precondition(before.count == after.count && !before.isEmpty, "the same bands on both dates")
    let count = before[0].count
    precondition((before + after).allSatisfy { $0.count == count }, "samples of one length")
    guard count > Self.heldOut * before.count else { return nil }
    // Every band starts at unit gain, so that the lines do not depend on the dates' units.
    var start: [Line] = []
    for (b, a) in zip(before, after) {
      guard let line = Line(robustlyFrom: a, to: b) else { return nil }
      start.append(line)
    }
    let scaled = zip(after, start).map { values, line in
      values.map { line.gain * $0 + line.offset }
    }
    var fit = before.map { _ in Line(gain: 1, offset: 0, correlation: 0) }
    var chances = [Double](repeating: 1, count: count)
    for round in 0..<Self.mostRounds {
      let residuals = Self.residuals(before, scaled, fit)
      guard
        let distances = Self.distances(residuals, weights: round == 0 ? nil : chances)
      else { return nil }
      chances = distances.map { ChiSquare.chance(ofExceeding: $0, degrees: before.count) }
      let training = chances.enumerated().map { $0 % Self.heldOut == 0 ? 0 : $1 }
      var next: [Line] = []
      for (b, a) in zip(before, scaled) {
        guard let line = Line(orthogonallyFrom: a, to: b, weights: training) else { return nil }
        next.append(line)
      }
      let moved = zip(fit, next).map { abs($0.gain - $1.gain) }.max() ?? 0
      fit = next
      if moved < Self.settled { break }
    }
    let unchanged = chances.indices.filter { chances[$0] > Self.leastChance }
    let judges = unchanged.filter { $0 % Self.heldOut == 0 }
    lines = zip(zip(start, fit), zip(before, scaled)).map { lines, values in
      Line(
        gain: lines.1.gain * lines.0.gain,
        offset: lines.1.gain * lines.0.offset + lines.1.offset,
        correlation: Moments(judges.map { (values.1[$0], values.0[$0], 1) }).correlation)
    }
    self.unchanged = unchanged
  }

  private static func residuals(_ before: [[Double]], _ after: [[Double]], _ lines: [Line])
    -> [[Double]]
  {
    zip(lines, zip(before, after)).map { line, values in
      zip(values.0, values.1).map { $0 - (line.gain * $1 + line.offset) }
    }
  }

  /// The squared Mahalanobis distance of each pixel's residuals, scaled so that the middle one is where
  /// chi-square's middle is: weights that favour small residuals would else shrink it round by round.
  private static func distances(_ residuals: [[Double]], weights: [Double]?) -> [Double]? {
    let bands = residuals.count
    let weights = weights ?? Self.firstWeights(residuals)
    let total = weights.reduce(0, +)
    guard total > 0 else { return nil }
    var covariance = [[Double]](repeating: [Double](repeating: 0, count: bands), count: bands)
    let centred = residuals.map { band in
      let mean = zip(band, weights).reduce(0) { $0 + $1.0 * $1.1 } / total
      return band.map { $0 - mean }
    }
    for a in 0..<bands {
      for b in 0...a {
        var sum = 0.0
        for i in weights.indices { sum += weights[i] * centred[a][i] * centred[b][i] }
        covariance[a][b] = sum / total
      }
    }
    for band in 0..<bands { covariance[band][band] += Self.leastVariance }
    guard let factor = CholeskyFactor(covariance) else { return nil }
    var distances = factor.squaredLengths(of: centred)
    let middle = distances.sorted()[distances.count / 2]
    guard middle > 0 else { return distances.map { _ in 0 } }
    let scale = ChiSquare.median(degrees: bands) / middle
    for i in distances.indices { distances[i] *= scale }
    return distances
  }

  /// Weights of 1 for the half of the pixels whose residuals, each in units of its band's, are smallest.
  private static func firstWeights(_ residuals: [[Double]]) -> [Double] {
    var sizes = [Double](repeating: 0, count: residuals[0].count)
    for band in residuals {
      let scale = max(band.map { abs($0) }.sorted()[band.count / 2], .leastNormalMagnitude)
      for i in sizes.indices { sizes[i] = max(sizes[i], abs(band[i]) / scale) }
    }
    let middle = sizes.sorted()[sizes.count / 2]
    return sizes.map { $0 <= middle ? 1 : 0 }
  }
}
