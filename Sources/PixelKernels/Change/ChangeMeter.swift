/// Applies a measure to block after block, in the precision that the values have. It belongs to one
/// worker, whose buffers it owns.
///
/// Bands come as `Float`; a `Double` would only tell more of their rounding.
public final class ChangeMeter {
  /// Pixels that are measured at once: so few that all buffers stay in a core's first cache.
  public static let blockLength = 1024

  private let means: [Float]
  private let combinations: [[Float]]
  private var deviations: [[Float]]
  private var combination = [Float](repeating: 0, count: blockLength)
  /// The squared sizes of the last block; NaN where any band of any date is unknown.
  public private(set) var squares = [Float](repeating: 0, count: blockLength)
  /// The sums of all combinations of the last block, from which a direction follows.
  public private(set) var sums = [Float](repeating: 0, count: blockLength)

  /// A meter of a measure.
  public init(_ measure: ChangeMeasure) {
    means = measure.means.map(Float.init)
    combinations = measure.combinations.map { $0.map(Float.init) }
    deviations = means.map { _ in [Float](repeating: 0, count: Self.blockLength) }
  }

  /// How many variables it reads: the earlier date's bands, then the later date's.
  public var variables: Int { means.count }

  /// Measures `count` pixels, at most a block.
  ///
  /// - Parameter load: called once a variable, in order: fills the register with it, NaN where unknown.
  public func measure(count: Int, load: (Int, inout MutableSpan<Float>) -> Void) {
    precondition((0...Self.blockLength).contains(count), "at most a block")
    for variable in means.indices {
      deviations[variable].withUnsafeMutableBufferPointer { buffer in
        var register = UnsafeMutableBufferPointer(rebasing: buffer[..<count]).mutableSpan
        load(variable, &register)
      }
    }
    Self.fill(&squares, 0)
    Self.fill(&sums, 0)
    for variable in means.indices { Self.subtract(means[variable], from: &deviations[variable]) }
    for coefficients in combinations {
      Self.fill(&combination, 0)
      for variable in means.indices where coefficients[variable] != 0 {
        Self.add(coefficients[variable], deviations[variable], to: &combination)
      }
      Self.addSquares(combination, to: &squares)
      Self.add(1, combination, to: &sums)
    }
    // A band that no combination reads hides a pixel too.
    for variable in means.indices
    where combinations.allSatisfy({ $0[variable] == 0 }) {
      Self.add(0, deviations[variable], to: &squares)
    }
  }

  private static func fill(_ values: inout [Float], _ value: Float) {
    var span = values.mutableSpan
    for i in 0..<span.count { span[unchecked: i] = value }
  }

  private static func subtract(_ mean: Float, from values: inout [Float]) {
    var span = values.mutableSpan
    for i in 0..<span.count { span[unchecked: i] -= mean }
  }

  private static func add(_ share: Float, _ values: [Float], to sums: inout [Float]) {
    var span = sums.mutableSpan
    let values = values.span
    for i in 0..<min(span.count, values.count) {
      span[unchecked: i] += share * values[unchecked: i]
    }
  }

  private static func addSquares(_ values: [Float], to sums: inout [Float]) {
    var span = sums.mutableSpan
    let values = values.span
    for i in 0..<min(span.count, values.count) {
      let value = values[unchecked: i]
      span[unchecked: i] += value * value
    }
  }
}
