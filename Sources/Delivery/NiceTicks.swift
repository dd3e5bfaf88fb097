/// The round numbers that an axis is labelled with.
public struct NiceTicks: Hashable, Sendable {
  /// The numbers, ascending, all inside the range.
  public let values: [Double]
  /// What is written at each, with a true minus sign.
  public let labels: [String]

  /// The multiples of the shortest round step of which at most `most` lie in a range.
  ///
  /// A range without width, or one a billionth of its distance from zero, has one tick: its lower
  /// end. A range with an end beyond 1e300 traps.
  public init(in range: ClosedRange<Double>, atMost most: Int) {
    precondition(most >= 2, "an axis has two ends")
    let low = range.lowerBound
    let high = range.upperBound
    let size = max(abs(low), abs(high))
    precondition(size <= Self.largest, "an axis has ordinary ends")
    let width = high - low
    guard width > size * NiceStep.tolerance, width > Self.narrowest else {
      values = [low]
      labels = [low < 0 ? "−\(-low)" : "\(low)"]
      return
    }
    var step = NiceStep(atMost: width / Double(most))
    var counts = Self.counts(of: step, low: low, high: high)
    // The next step is at most 2.5 times as long, and of three neighbours (there are more than
    // `most`) one is a multiple of it: no range goes empty.
    while counts.count > most {
      step = NiceStep(atLeast: step.value * 1.5)
      counts = Self.counts(of: step, low: low, high: high)
    }
    values = counts.map { step.multiple(Double($0)) }
    labels = counts.map { step.text(multiple: Double($0)) }
  }

  /// Below this a step would be no ordinary number.
  private static let narrowest = 1e-280
  static let largest = 1e300

  private static func counts(of step: NiceStep, low: Double, high: Double) -> ClosedRange<Int> {
    let first = (step.count(in: low) - NiceStep.tolerance).rounded(.up)
    let last = (step.count(in: high) + NiceStep.tolerance).rounded(.down)
    return Int(first)...Int(last)
  }
}
