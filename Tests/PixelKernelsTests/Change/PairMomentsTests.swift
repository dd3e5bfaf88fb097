import Testing

@testable import PixelKernels

@Suite("Moments of a pair")
struct PairMomentsTests {
  private func moments(_ pair: PairFixture, _ measure: ChangeMeasure? = nil) -> PairMoments {
    var moments = PairMoments(bands: pair.before.count)
    moments.add(pair.block, weightedBy: measure)
    return moments
  }

  private func expect(
    _ moments: PairMoments, like twin: (means: [Double], covariances: [[Double]]),
    within tolerance: Double = 1e-12
  ) {
    let bands = moments.bands
    for i in 0..<(2 * bands) {
      #expect(abs(moments.means[i] - twin.means[i]) <= tolerance * max(1, abs(twin.means[i])))
    }
    for i in 0..<bands {
      for j in 0..<bands {
        #expect(abs(moments.before[i][j] - twin.covariances[i][j]) < tolerance)
        #expect(abs(moments.after[i][j] - twin.covariances[bands + i][bands + j]) < tolerance)
        #expect(abs(moments.between[i][j] - twin.covariances[i][bands + j]) < tolerance)
      }
    }
  }

  @Test("are those of the definition, at any length", arguments: [1, 7, 8, 9, 1024, 2500])
  func definition(count: Int) {
    let pair = PairFixture(count: count, bands: 3)
    let moments = moments(pair)
    #expect(moments.weight == Double(count))
    expect(moments, like: pair.definition(weights: [Double](repeating: 1, count: count)))
  }

  @Test("leave out pixels that any band of any date does not know")
  func unknown() {
    var pair = PairFixture(count: 300, bands: 2)
    pair.before[1][4] = .nan
    pair.after[0][299] = .infinity
    var weights = [Double](repeating: 1, count: 300)
    weights[4] = 0
    weights[299] = 0
    let moments = moments(pair)
    #expect(moments.weight == 298)
    expect(moments, like: pair.definition(weights: weights))
  }

  @Test("weigh a pixel by the chance that noise changes it as much")
  func weights() {
    let pair = PairFixture(count: 200, bands: 2)
    let measure = ChangeMeasure.mahalanobis(moments(pair))
    let weights = measure.squares(of: pair.block).map {
      ChiSquare.chance(ofExceeding: Double($0), degrees: 2)
    }
    // The statistic comes back as a Float.
    expect(moments(pair, measure), like: pair.definition(weights: weights), within: 1e-6)
  }

  @Test("do not lose the variance of values far from zero, nor on joining blocks that differ")
  func farFromZero() {
    // Exact as Float; sums of squares less the square of the mean are wrong by 0.03 here.
    var moments = PairMoments(bands: 1)
    for value: Float in [0, 2, 0, 2] {
      let numbers = [[Float](repeating: 16_000_000 + value, count: 1500)]
      moments.add(PairBlock(before: numbers, after: numbers))
    }
    #expect(moments.means == [16_000_001, 16_000_001])
    #expect(abs(moments.before[0][0] - 1) < 1e-8)
  }

  @Test("are the same whether pixels are added at once or joined")
  func merging() {
    let pair = PairFixture(count: 700, bands: 2)
    func part(_ range: Range<Int>) -> PairBlock {
      PairBlock(
        before: pair.before.map { Array($0[range]) }, after: pair.after.map { Array($0[range]) })
    }
    var joined = PairMoments(bands: 2)
    joined.merge(PairMoments(bands: 2))
    for range in [0..<3, 3..<3, 3..<501, 501..<700] {
      var moments = PairMoments(bands: 2)
      moments.add(part(range))
      joined.merge(moments)
    }
    expect(joined, like: pair.definition(weights: [Double](repeating: 1, count: 700)))
  }

  @Test("name the bands that say something of their own on both dates")
  func independentBands() {
    var pair = PairFixture(count: 100, bands: 4)
    pair.after[1] = pair.after[1].map { _ in 0.1 }  // constant later
    pair.before[3] = zip(pair.before[0], pair.before[2]).map { $0 + 2 * $1 }
    let moments = moments(pair)
    #expect(moments.varyingBands == [0, 2, 3])
    #expect(moments.independentBands == [0, 2])
    #expect(PairMoments(bands: 2).independentBands.isEmpty)
  }
}
