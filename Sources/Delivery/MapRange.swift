/// The range of values that a map's colours are spread over.
///
/// A few odd pixels must not take the contrast from all others, so it runs from the 2nd to the 98th
/// percentile of what was observed, rounded outward; values beyond it have the colours of the ends.
public struct MapRange: Hashable, Sendable {
  /// Its ends, round numbers; never without width.
  public let bounds: ClosedRange<Double>

  /// The range for values, of which those that are not finite do not count.
  ///
  /// Where zero has a meaning (`isDiverging`), both ends are equally far from it. Where most values
  /// are one and the same, the range holds them all; where all are, it lies around them; where there
  /// are none, it is 0 to 1, or -1 to 1.
  public init(of values: [Float], isDiverging: Bool) {
    let observed = values.filter(\.isFinite).sorted()
    guard let least = observed.first, let most = observed.last else {
      bounds = isDiverging ? -1...1 : 0...1
      return
    }
    var low = Self.quantile(Self.tail, of: observed)
    var high = Self.quantile(1 - Self.tail, of: observed)
    if Self.isConstant(low, high) { (low, high) = (Double(least), Double(most)) }
    let size = max(abs(low), abs(high))
    if size == 0 {
      bounds = -1...1
    } else if isDiverging {
      let end = Self.step(for: size).above(size)
      bounds = -end...end
    } else if Self.isConstant(low, high) {
      let step = Self.step(for: size)
      bounds = (step.below(low) - step.value)...(step.above(high) + step.value)
    } else {
      let step = Self.step(for: high - low)
      bounds = step.below(low)...step.above(high)
    }
  }

  /// The part of the values beyond each end: the customary stretch of satellite pictures.
  static let tail = 0.02
  /// Ends are multiples of a round step that goes about so often into the range.
  private static let stepsAcross = 20.0
  /// Float carries seven digits; closer values are the same.
  private static let resolution = 1e-6

  private static func step(for width: Double) -> NiceStep {
    NiceStep(atLeast: width / stepsAcross)
  }

  private static func isConstant(_ low: Double, _ high: Double) -> Bool {
    high - low <= resolution * max(abs(low), abs(high))
  }

  /// A quantile between the two values nearest to it (type 7 of Hyndman and Fan 1996,
  /// doi:10.1080/00031305.1996.10473566: that of numpy and R).
  static func quantile(_ part: Double, of sorted: [Float]) -> Double {
    let place = part * Double(sorted.count - 1)
    let index = min(Int(place), sorted.count - 1)
    let next = min(index + 1, sorted.count - 1)
    let from = Double(sorted[index])
    return from + (place - Double(index)) * (Double(sorted[next]) - from)
  }
}
