/// How much a pixel changed: the sum of the squares of linear combinations of its two dates' bands.
///
/// Change vectors of standardised bands, the Mahalanobis distance of differences, slow features, MAD
/// and IR-MAD are all of this form and differ in the combinations. Where the combinations are
/// uncorrelated and of unit variance, the sum of noise alone follows chi-square.
public struct ChangeMeasure: Hashable, Sendable {
  /// What is subtracted from each variable first: the earlier date's bands, then the later date's.
  let means: [Double]
  /// A combination a row, a coefficient a variable.
  let combinations: [[Double]]

  /// A measure from combinations, one a row, of deviations from `means`.
  public init(means: [Double], combinations: [[Double]]) {
    precondition(combinations.allSatisfy { $0.count == means.count }, "a coefficient a variable")
    self.means = means
    self.combinations = combinations
  }

  /// How many combinations, which are the degrees of freedom of noise.
  public var degrees: Int { combinations.count }

  /// Pixels that are measured at once.
  private static let pixelsAtOnce = 1024

  /// The squared size of each pixel's change, 0 and up; unknown where any band of any date is.
  public func squares(of block: PairBlock) -> [Float] {
    precondition(block.variables.count == means.count, "the bands of the measure")
    var result: [Float] = []
    result.reserveCapacity(block.count)
    for first in stride(from: 0, to: block.count, by: Self.pixelsAtOnce) {
      let pixels = first..<min(first + Self.pixelsAtOnce, block.count)
      let lanes = LaneBlock(block, pixels)
      let squares = squares(of: lanes)
      for i in 0..<pixels.count {
        let (vector, lane) = (i / DoubleLanes.scalarCount, i % DoubleLanes.scalarCount)
        result.append(lanes.weights[vector][lane] > 0 ? Float(squares[vector][lane]) : .nan)
      }
    }
    return result
  }

  /// Multiplies weights by the chance that noise alone is as large as a pixel's change.
  func weigh(_ block: inout LaneBlock) {
    let squares = squares(of: block)
    for v in squares.indices {
      for lane in 0..<DoubleLanes.scalarCount where block.weights[v][lane] > 0 {
        block.weights[v][lane] *= ChiSquare.chance(
          ofExceeding: squares[v][lane], degrees: degrees)
      }
    }
  }

  private func squares(of block: LaneBlock) -> [DoubleLanes] {
    let vectors = block.weights.indices
    var squares = [DoubleLanes](repeating: .zero, count: vectors.count)
    for combination in combinations {
      var sums = [DoubleLanes](repeating: .zero, count: vectors.count)
      for i in means.indices where combination[i] != 0 {
        let mean = DoubleLanes(repeating: means[i])
        let share = DoubleLanes(repeating: combination[i])
        let numbers = block.variables[i]
        for v in vectors { sums[v] += (numbers[v] - mean) * share }
      }
      for v in vectors { squares[v] += sums[v] * sums[v] }
    }
    return squares
  }
}
