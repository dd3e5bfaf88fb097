import Testing

@testable import PixelKernels

@Suite("Measure of change")
struct ChangeMeasureTests {
  private func moments(_ pair: PairFixture) -> PairMoments {
    var moments = PairMoments(bands: pair.before.count)
    moments.add(pair.block)
    return moments
  }

  @Test("sums squares of combinations, and does not know what a band does not know")
  func byHand() {
    let measure = ChangeMeasure(
      means: [1, 0, 1, 0], combinations: [[1, 0, -1, 0], [0, 2, 0, -1]])
    let block = PairBlock(before: [[3, .nan], [1, 1]], after: [[2, 1], [5, 1]])
    let squares = measure.squares(of: block)
    #expect(squares[0] == 10)  // (2 - 1)^2 + (2 - 5)^2
    #expect(squares[1].isNaN)
    #expect(measure.degrees == 2)
  }

  @Test("is the length of the standardised change vector", arguments: [5, 1300])
  func standardised(count: Int) {
    let pair = PairFixture(count: count, bands: 3)
    let (means, covariances) = pair.definition(weights: [Double](repeating: 1, count: count))
    let squares = ChangeMeasure.standardisedVector(moments(pair)).squares(of: pair.block)
    for v in 0..<count {
      var sum = 0.0
      for band in 0..<3 {
        let early =
          (Double(pair.before[band][v]) - means[band])
          / covariances[band][band].squareRoot()
        let late =
          (Double(pair.after[band][v]) - means[3 + band])
          / covariances[3 + band][3 + band].squareRoot()
        sum += (late - early) * (late - early)
      }
      #expect(abs(Double(squares[v]) - sum) <= 1e-6 * max(1, sum))
    }
  }

  @Test("is the Mahalanobis distance by the inverse of two bands' covariance, written out")
  func mahalanobis() {
    let pair = PairFixture(count: 400, bands: 2)
    let (means, covariances) = pair.definition(weights: [Double](repeating: 1, count: 400))
    func standard(_ i: Int, _ v: Int) -> Double {
      let value = i < 2 ? pair.before[i][v] : pair.after[i - 2][v]
      return (Double(value) - means[i]) / covariances[i][i].squareRoot()
    }
    let differences = (0..<400).map { v in
      (standard(0, v) - standard(2, v), standard(1, v) - standard(3, v))
    }
    let a = differences.reduce(0) { $0 + $1.0 * $1.0 } / 400
    let b = differences.reduce(0) { $0 + $1.0 * $1.1 } / 400
    let c = differences.reduce(0) { $0 + $1.1 * $1.1 } / 400
    let squares = ChangeMeasure.mahalanobis(moments(pair)).squares(of: pair.block)
    for (ours, (x, y)) in zip(squares, differences) {
      let twin = (c * x * x - 2 * b * x * y + a * y * y) / (a * c - b * b)
      #expect(abs(Double(ours) - twin) <= 1e-6 * max(1, twin))
    }
  }

  @Test("has a mean of its degrees of freedom, whatever the gains and offsets of the bands")
  func gains() {
    let pair = PairFixture(count: 500, bands: 3)
    var other = pair
    other.before[0] = pair.before[0].map { 40 * $0 + 1000 }
    other.after[2] = pair.after[2].map { 0.01 * $0 - 3 }
    let squares = ChangeMeasure.mahalanobis(moments(pair)).squares(of: pair.block)
    let others = ChangeMeasure.mahalanobis(moments(other)).squares(of: other.block)
    #expect(abs(squares.reduce(0) { $0 + Double($1) } / 500 - 3) < 1e-5)
    for (a, b) in zip(squares, others) { #expect(abs(a - b) <= 1e-3 * max(1, a)) }
  }

  @Test("finds no change between dates that are alike, and leaves bands out that say nothing")
  func alike() {
    var pair = PairFixture(count: 64, bands: 2)
    pair.after = pair.before
    let measure = ChangeMeasure.mahalanobis(moments(pair))
    #expect(measure.degrees == 0)
    #expect(measure.squares(of: pair.block).allSatisfy { $0 == 0 })
    var weighted = PairMoments(bands: 2)
    weighted.add(pair.block, weightedBy: measure)
    #expect(weighted.weight == 64)

    var doubled = PairFixture(count: 64, bands: 2)
    doubled.before[1] = doubled.before[0]
    doubled.after[1] = doubled.after[0]
    #expect(ChangeMeasure.mahalanobis(moments(doubled)).degrees == 1)
    #expect(ChangeMeasure.standardisedVector(moments(doubled)).degrees == 2)
  }
}
