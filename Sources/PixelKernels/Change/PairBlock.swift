/// The bands of two dates at the same pixels, as blocks of numbers.
public struct PairBlock: Sendable {
  /// The earlier date's bands, then the later date's in the same order; what is not finite is unknown.
  let variables: [[Float]]
  /// How many pixels.
  let count: Int

  /// A block from lists of one length, one a band.
  public init(before: [[Float]], after: [[Float]]) {
    precondition(before.count == after.count && !before.isEmpty, "the same bands on both dates")
    variables = before + after
    count = before[0].count
    precondition(variables.allSatisfy { $0.count == count }, "bands of one length")
  }
}

/// Eight pixels at once.
typealias DoubleLanes = SIMD8<Double>

/// A few pixels of a pair in the precision that sums need, eight at a time; the last eight are filled
/// up with pixels of no weight.
struct LaneBlock {
  /// The pixels of each variable; 0 where any variable is unknown.
  var variables: [[DoubleLanes]]
  /// 1 where all variables are known, else 0.
  var weights: [DoubleLanes]

  /// Pixels of a pair.
  init(_ pair: PairBlock, _ pixels: Range<Int>) {
    let lanes = DoubleLanes.scalarCount
    let vectors = (pixels.count + lanes - 1) / lanes
    var weights = [DoubleLanes](repeating: DoubleLanes(repeating: 1), count: vectors)
    if pixels.count % lanes != 0 {
      for lane in (pixels.count % lanes)..<lanes { weights[vectors - 1][lane] = 0 }
    }
    variables = pair.variables.map { numbers in
      var loaded = [DoubleLanes](repeating: .zero, count: vectors)
      for v in 0..<vectors {
        let first = pixels.lowerBound + v * lanes
        var eight = DoubleLanes.zero
        for lane in 0..<min(lanes, pixels.upperBound - first) {
          eight[lane] = Double(numbers[first + lane])
        }
        // What is not finite is no zero less itself.
        let isKnown = (eight - eight) .== .zero
        weights[v].replace(with: 0, where: .!isKnown)
        loaded[v] = eight.replacing(with: 0, where: .!isKnown)
      }
      return loaded
    }
    self.weights = weights
  }
}
