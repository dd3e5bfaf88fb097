/// Weighted means and covariances of two dates' bands, gathered block by block.
///
/// Every block is summed about its own means, and blocks are joined two by two (Chan, Golub and
/// LeVeque 1983, doi 10.1080/00031305.1983.10483115): no rounding grows with the number of pixels or with
/// the distance of the values from zero. The same blocks in the same order give the same figures.
public struct PairMoments: Hashable, Sendable {
  /// How many bands a date has.
  public let bands: Int
  /// The sum of all weights; each known pixel's is 0 to 1.
  public private(set) var weight = 0.0
  /// The means of the earlier date's bands, then of the later date's, in the bands' units.
  public private(set) var means: [Double]
  /// Weighted sums of products of deviations, row by row; only j <= i is kept.
  private var products: [[Double]]

  /// Pixels that are summed about one mean: few enough to stay in a core's cache.
  private static let pixelsAtOnce = 1024
  /// Deviations smaller than this share of the mean are the rounding of a `Float`.
  private static let resolution = 1e-7

  /// The moments of nothing.
  public init(bands: Int) {
    precondition(bands > 0, "a pair has bands")
    self.bands = bands
    means = [Double](repeating: 0, count: 2 * bands)
    products = (0..<(2 * bands)).map { [Double](repeating: 0, count: $0 + 1) }
  }

  /// Adds a block: pixels that are unknown in any band of any date count nothing, the others 1 or, with
  /// a measure, the chance that noise alone is as large as their change (Nielsen 2007,
  /// doi 10.1109/TIP.2006.888195).
  public mutating func add(_ block: PairBlock, weightedBy measure: ChangeMeasure? = nil) {
    precondition(block.variables.count == means.count, "the bands of the moments")
    merge(Self.moments(of: block, 0..<block.count, measure))
  }

  /// Adds the moments of other pixels.
  public mutating func merge(_ other: PairMoments) {
    precondition(other.bands == bands, "moments of the same bands")
    guard other.weight > 0 else { return }
    let total = weight + other.weight
    let steps = zip(means, other.means).map { $1 - $0 }
    let between = weight * other.weight / total
    for i in means.indices {
      for j in 0...i { products[i][j] += other.products[i][j] + between * steps[i] * steps[j] }
      means[i] += steps[i] * (other.weight / total)
    }
    weight = total
  }

  /// The covariances of the earlier date's bands, divided by the sum of weights.
  public var before: [[Double]] { covariances(0, 0) }
  /// The same of the later date's.
  public var after: [[Double]] { covariances(bands, bands) }
  /// Those between the earlier date's bands, the rows, and the later date's.
  public var between: [[Double]] { covariances(0, bands) }

  /// The bands that, on both dates, are neither constant nor a combination of earlier ones; others
  /// would make covariances singular and add nothing.
  public var independentBands: [Int] {
    CholeskyFactor.independentRows(varyingBands, of: [before, after])
  }

  /// The bands that are constant on neither date.
  public var varyingBands: [Int] {
    (0..<bands).filter { isVarying($0) && isVarying(bands + $0) }
  }

  /// Whether a variable deviates from its mean by more than its rounding.
  private func isVarying(_ variable: Int) -> Bool {
    weight > 0
      && covariance(variable, variable).squareRoot() > Self.resolution * abs(means[variable])
  }

  func covariance(_ i: Int, _ j: Int) -> Double { products[max(i, j)][min(i, j)] / weight }

  private func covariances(_ row: Int, _ column: Int) -> [[Double]] {
    (0..<bands).map { i in (0..<bands).map { covariance(row + i, column + $0) } }
  }

  private static func moments(of block: PairBlock, _ pixels: Range<Int>, _ measure: ChangeMeasure?)
    -> PairMoments
  {
    if pixels.count > pixelsAtOnce {
      let middle = pixels.lowerBound + pixels.count / 2
      var first = moments(of: block, pixels.lowerBound..<middle, measure)
      first.merge(moments(of: block, middle..<pixels.upperBound, measure))
      return first
    }
    var lanes = LaneBlock(block, pixels)
    measure?.weigh(&lanes)
    return PairMoments(lanes, bands: block.variables.count / 2)
  }

  /// The moments of a few pixels, which are spoilt: sums of eight lanes each.
  private init(_ block: consuming LaneBlock, bands: Int) {
    self.init(bands: bands)
    weight = block.weights.reduce(DoubleLanes.zero, +).sum()
    guard weight > 0 else { return }
    let vectors = block.weights.indices
    for i in block.variables.indices {
      var sum = DoubleLanes.zero
      for v in vectors { sum += block.weights[v] * block.variables[i][v] }
      means[i] = sum.sum() / weight
      let mean = DoubleLanes(repeating: means[i])
      for v in vectors { block.variables[i][v] -= mean }
      let weighted = vectors.map { block.weights[$0] * block.variables[i][$0] }
      for j in 0...i {
        let other = block.variables[j]
        var sum = DoubleLanes.zero
        for v in vectors { sum += weighted[v] * other[v] }
        products[i][j] = sum.sum()
      }
    }
  }
}
