/// A sum of measurements that does not depend on the order of adding: steps of 2^-20 in an integer.
///
/// Tiles finish in any order and regions are joined across them; a floating-point sum would differ in
/// its last digits, and with it the output.
struct ExactSum: Hashable, Sendable {
  private var steps: Int128 = 0
  /// How many values were added.
  private(set) var count = 0

  private static let stepsPerUnit: Double = 1_048_576
  /// Larger values, which only poles of ratios reach, count as this; any number of pixels of it fits.
  private static let limit: Double = 1e12

  /// Adds a value; unknown ones are left out.
  mutating func add(_ value: Float) {
    guard !value.isNaN else { return }
    let bounded = min(max(Double(value), -Self.limit), Self.limit)
    steps += Int128((bounded * Self.stepsPerUnit).rounded())
    count += 1
  }

  /// Adds another sum.
  mutating func add(_ other: ExactSum) {
    steps += other.steps
    count += other.count
  }

  /// What was added, together.
  var total: Double { Double(steps) / Self.stepsPerUnit }

  /// The mean of what was added; nil where nothing was.
  var mean: Double? {
    count == 0 ? nil : total / Double(count)
  }
}
