import PixelKernels
import Spectral

/// How far AFTER lies from BEFORE, and what was done about it.
public struct Registration: Hashable, Sendable {
  /// What was done.
  public enum Decision: String, Hashable, Sendable {
    /// The shift is too small to be worth a resampling.
    case leftAlone = "left-alone"
    /// AFTER was laid back onto BEFORE.
    case moved
    /// The shift is larger than products are wrong by: nothing was moved, scores drop.
    case tooFar = "too-far"
    /// No shift could be measured: scores drop.
    case unmeasured
  }

  /// Where what BEFORE shows at column 0 lies in AFTER, in pixels of the analysis grid to the right; 0
  /// where it was not measured.
  public var columns = 0.0
  /// The same in pixels down.
  public var rows = 0.0
  /// How far single blocks lie from that, in pixels: the standard deviation of those that count, by
  /// their median absolute deviation.
  public var spread = 0.0
  /// Blocks that agree.
  public var blocksUsed = 0
  /// Blocks that were looked at.
  public var blocksTotal: Int
  /// The band it was measured in; nil where the scenes share none.
  public var band: BandRole?
  /// What was done.
  public var decision: Decision
  /// Why, as a clause.
  public var reason: String
  /// The numbers it was decided by.
  public var limits: RegistrationLimits

  /// Decides on what the blocks say; nil is a block that says nothing.
  public init(
    of blocks: [Displacement?], in band: BandRole?, limits: RegistrationLimits = .standard
  ) {
    self.limits = limits
    self.band = band
    blocksTotal = blocks.count
    decision = .unmeasured
    reason = ""
    let good = blocks.compactMap { $0 }.filter { $0.peakRatio >= limits.leastPeakRatio }
    let agreeing = Self.agreeing(good, limits)
    guard agreeing.count >= limits.leastBlocks, 2 * agreeing.count >= good.count else {
      reason =
        "\(agreeing.count) of \(blocks.count) blocks show the same shift: too little texture "
        + "in common"
      return
    }
    let centre = Self.median(agreeing)
    let deviation = Self.deviation(agreeing, from: centre)
    guard max(deviation.columns, deviation.rows) <= limits.mostSpread else {
      reason = "blocks differ by \(max(deviation.columns, deviation.rows)) pixels"
      return
    }
    columns = centre.columns
    rows = centre.rows
    spread = Self.length(deviation)
    blocksUsed = agreeing.count
    decide()
  }

  private mutating func decide() {
    switch length {
    case ..<limits.leftAlone:
      decision = .leftAlone
      reason = "shorter than \(limits.leftAlone) pixel"
    case ...limits.tooFar:
      decision = .moved
      reason = "from \(limits.leftAlone) pixel on AFTER is laid onto BEFORE"
    default:
      decision = .tooFar
      reason = "longer than \(limits.tooFar) pixels: one of the scenes is not where it says"
    }
  }

  /// The length of the shift in pixels.
  public var length: Double { Self.length((columns, rows)) }

  /// How far AFTER is to be moved, in pixels to the right and down; nil where it stays. Rounded to whole
  /// pixels where that is within the error of the measurement.
  var move: (columns: Double, rows: Double)? {
    guard decision == .moved else { return nil }
    return isRounded ? (-columns.rounded(), -rows.rounded()) : (-columns, -rows)
  }

  /// Whether AFTER is resampled for it.
  var isResampling: Bool { decision == .moved && !isRounded }

  private var isRounded: Bool {
    max(abs(columns - columns.rounded()), abs(rows - rows.rounded())) <= limits.rounding
  }

  /// The shift that may remain, in pixels: what edges can change by without any change on the ground.
  public var residual: Double {
    switch decision {
    case .leftAlone: max(limits.leastResidual, length + spread)
    case .moved:
      max(isResampling ? limits.leastResidualOfResampled : limits.leastResidual, spread)
    case .tooFar: length + spread
    case .unmeasured: limits.residualOfUnknown
    }
  }

  /// What remains of every score, for what is not known of the shift.
  public var scoreShare: Double {
    switch decision {
    case .leftAlone, .moved: 1
    case .tooFar, .unmeasured: limits.unsureShare
    }
  }
}

extension Registration {
  private typealias Pair = (columns: Double, rows: Double)

  private static func length(_ pair: Pair) -> Double {
    (pair.columns * pair.columns + pair.rows * pair.rows).squareRoot()
  }

  /// The blocks that are left when outliers are taken out, again and again.
  private static func agreeing(_ blocks: [Displacement], _ limits: RegistrationLimits)
    -> [Displacement]
  {
    var left = blocks
    while !left.isEmpty {
      let centre = median(left)
      let deviation = deviation(left, from: centre)
      let kept = left.filter {
        abs($0.columns - centre.columns)
          <= limits.outlier * max(limits.leastDeviation, deviation.columns)
          && abs($0.rows - centre.rows)
            <= limits.outlier * max(limits.leastDeviation, deviation.rows)
      }
      guard kept.count < left.count else { break }
      left = kept
    }
    return left
  }

  private static func median(_ blocks: [Displacement]) -> Pair {
    (blocks.map(\.columns).median, blocks.map(\.rows).median)
  }

  /// The standard deviation of a normal distribution with the same median absolute deviation.
  private static func deviation(_ blocks: [Displacement], from centre: Pair) -> Pair {
    (
      blocks.map { abs($0.columns - centre.columns) }.median * Double.deviationOfMedianDeviation,
      blocks.map { abs($0.rows - centre.rows) }.median * Double.deviationOfMedianDeviation
    )
  }
}

extension Double {
  /// Standard deviations in a median absolute deviation, for a normal distribution.
  static let deviationOfMedianDeviation = 1.4826
}

extension [Double] {
  /// The value in the middle, or between the two there; the array is not empty.
  var median: Double {
    precondition(!isEmpty, "nothing has no middle")
    let sorted = sorted()
    let middle = count / 2
    return count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }
}
