#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What a pixel is called.
public enum ChangeLabel {
  /// It did not change.
  public static let unchanged: UInt8 = 0
  /// It changed.
  public static let changed: UInt8 = 1
  /// It was not observed.
  public static let unknown: UInt8 = 255
}

/// How much more likely than not a change of each level is, from the two classes that labels make: both
/// are normal in the logarithm of one plus the size, as in a Potts model (Besag 1986,
/// doi 10.1111/j.2517-6161.1986.tb01412.x).
public struct ChangeEvidence: Sendable {
  /// By level: how many nats speak for a change, less those that speak against it.
  let nats: [Float]

  /// No class is narrower than this, which is a level.
  private static let leastDeviation = 1e-3

  /// The evidence from the counts of the pixels that are called changed, and of the others; nil where a
  /// class is empty or the changed ones are not the larger.
  public init?(changed: LevelCounts, unchanged: LevelCounts) {
    guard let upper = Self.normal(changed), let lower = Self.normal(unchanged),
      upper.mean > lower.mean
    else { return nil }
    var nats = [Float](repeating: 0, count: ChangeLevel.count)
    var most = -Float.infinity
    for level in 1..<nats.count {
      // Below the mean of what did not change a wider class would take over again, and above that of what
      // did: but a larger change never speaks less for one.
      let value = max(Self.value(level), lower.mean)
      let above = (value - upper.mean) / upper.deviation
      let below = (value - lower.mean) / lower.deviation
      let difference =
        (below * below - above * above) / 2 + log(lower.deviation) - log(upper.deviation)
      most = max(most, Float(difference))
      nats[level] = most
    }
    self.nats = nats
  }

  private static func value(_ level: Int) -> Double { log1p(ChangeLevel.size(of: level)) }

  private static func normal(_ counts: LevelCounts) -> (mean: Double, deviation: Double)? {
    var (total, sum, squares) = (0.0, 0.0, 0.0)
    for level in 1..<ChangeLevel.count where counts[level] > 0 {
      let (count, value) = (Double(counts[level]), value(level))
      total += count
      sum += count * value
      squares += count * value * value
    }
    guard total > 0 else { return nil }
    let mean = sum / total
    let variance = max(0, squares / total - mean * mean)
    return (mean, max(variance.squareRoot(), leastDeviation))
  }
}

/// One sweep of iterated conditional modes: every pixel takes the label that its own level and the
/// labels of its eight neighbours before the sweep make the likelier one.
public struct PottsSweep: Sendable {
  /// What levels say.
  public var evidence: ChangeEvidence
  /// What a neighbour of the same label is worth, in half nats.
  public var beta: Float

  /// A sweep from its parts.
  public init(evidence: ChangeEvidence, beta: Float) {
    self.evidence = evidence
    self.beta = beta
  }

  /// What a sweep makes of some rows.
  public struct Result: Sendable {
    /// The labels, row by row.
    public var labels: [UInt8]
    /// The level of each pixel whose label is new, and whether it joins those that changed (1) or leaves
    /// them (-1).
    public var flips: [(level: UInt16, step: Int)]
  }

  /// The new labels of some rows of a field.
  ///
  /// - Parameters:
  ///   - rows: which ones.
  ///   - levels: of the whole field, row by row.
  ///   - labels: of the whole field, before the sweep; unknown ones stay and count for nobody.
  public func labels(
    of rows: Range<Int>, width: Int, levels: Span<UInt16>, labels: Span<UInt8>
  ) -> Result {
    precondition(levels.count == labels.count, "a label a level")
    precondition(
      rows.lowerBound >= 0 && rows.upperBound * width <= labels.count, "rows of the field")
    var result = [UInt8](repeating: ChangeLabel.unknown, count: rows.count * width)
    var flips: [(level: UInt16, step: Int)] = []
    // By column, with one more at each side: how many of three rows are changed, and how many known.
    var changed = [UInt8](repeating: 0, count: width + 2)
    var known = [UInt8](repeating: 0, count: width + 2)
    let half = beta / 2
    let height = width > 0 ? labels.count / width : 0
    let nats = evidence.nats.span
    for row in rows {
      Self.sum(labels, max(0, row - 1)..<min(height, row + 2), width, &changed, &known)
      let c = changed.span
      let k = known.span
      var out = result.mutableSpan
      let (start, target) = (row * width, (row - rows.lowerBound) * width)
      for column in 0..<width {
        let old = labels[unchecked: start + column]
        guard old != ChangeLabel.unknown else { continue }
        // Without the pixel itself.
        let same = Int32(
          c[unchecked: column] &+ c[unchecked: column + 1] &+ c[unchecked: column + 2] &- old)
        let all = Int32(
          k[unchecked: column] &+ k[unchecked: column + 1] &+ k[unchecked: column + 2] &- 1)
        let level = levels[unchecked: start + column]
        let balance = nats[unchecked: Int(level)] + half * Float(2 &* same &- all)
        let new = balance > 0 ? ChangeLabel.changed : ChangeLabel.unchanged
        out[unchecked: target + column] = new
        if new != old { flips.append((level, new == ChangeLabel.changed ? 1 : -1)) }
      }
    }
    return Result(labels: result, flips: flips)
  }

  private static func sum(
    _ labels: Span<UInt8>, _ rows: Range<Int>, _ width: Int, _ changed: inout [UInt8],
    _ known: inout [UInt8]
  ) {
    var c = changed.mutableSpan
    var k = known.mutableSpan
    for column in 0..<width {
      c[unchecked: column + 1] = 0
      k[unchecked: column + 1] = 0
    }
    for row in rows {
      let start = row * width
      for column in 0..<width {
        let label = labels[unchecked: start + column]
        c[unchecked: column + 1] &+= label == ChangeLabel.changed ? 1 : 0
        k[unchecked: column + 1] &+= label == ChangeLabel.unknown ? 0 : 1
      }
    }
  }
}
