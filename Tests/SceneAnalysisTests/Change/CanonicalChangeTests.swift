import Eigenproblem
import PixelKernels
import SceneBuilding
import SeededRandomness
import Testing

@testable import SceneAnalysis

@Suite("Change by canonical correlations")
struct CanonicalChangeTests {
  /// Two dates of three bands, a tenth of which changed.
  struct Pair {
    var before: [[Float]] = [[], [], []]
    var after: [[Float]] = [[], [], []]
    var block: PairBlock { PairBlock(before: before, after: after) }

    init(count: Int) {
      var noise = SplitMix(state: 5)
      func uniform() -> Float { Float.random(in: 0..<1, using: &noise) }
      for i in 0..<count {
        let ground = uniform()
        for band in 0..<3 {
          let value = ground * Float(band + 1) + uniform()
          before[band].append(value + 0.1 * uniform())
          after[band].append(i % 10 == 0 ? 4 * uniform() : value + 0.1 * uniform())
        }
      }
    }
  }

  private func fit(_ block: PairBlock, bands: Int, transform: ReweightedTransform = .alteration)
    async throws -> ReweightedChange
  {
    try await ReweightedChange(transform) { measure in
      var moments = PairMoments(bands: bands)
      moments.add(block, weightedBy: measure)
      return moments
    }
  }

  private func plain(_ block: PairBlock, bands: Int) throws -> CanonicalChange {
    var moments = PairMoments(bands: bands)
    moments.add(block)
    return try CanonicalChange(moments)
  }

  @Test("of one band is Pearson's r, and the difference of standardised bands")
  func oneBand() throws {
    let pair = Pair(count: 200)
    let (x, y) = (pair.before[0].map(Double.init), pair.after[0].map(Double.init))
    func moment(_ a: [Double], _ b: [Double]) -> Double {
      let (meanA, meanB) = (a.reduce(0, +) / 200, b.reduce(0, +) / 200)
      return zip(a, b).reduce(0) { $0 + ($1.0 - meanA) * ($1.1 - meanB) } / 200
    }
    let r = moment(x, y) / (moment(x, x) * moment(y, y)).squareRoot()
    let block = PairBlock(before: [pair.before[0]], after: [pair.after[0]])
    let change = try plain(block, bands: 1)
    #expect(abs(change.correlations[0] - r) < 1e-12)
    let squares = change.measure.squares(of: block)
    let (meanX, meanY) = (x.reduce(0, +) / 200, y.reduce(0, +) / 200)
    for v in 0..<200 {
      let difference =
        (x[v] - meanX) / moment(x, x).squareRoot() - (y[v] - meanY) / moment(y, y).squareRoot()
      let twin = difference * difference / (2 * (1 - r))
      #expect(abs(Double(squares[v]) - twin) <= 1e-6 * max(1, twin))
    }
  }

  @Test("has a mean of as many as it has bands, as chi-square has")
  func mean() throws {
    let pair = Pair(count: 300)
    let squares = try plain(pair.block, bands: 3).measure.squares(of: pair.block)
    #expect(abs(squares.reduce(0) { $0 + Double($1) } / 300 - 3) < 1e-5)
  }

  @Test("does not depend on gain or offset of a band, reweighted too")
  func gains() async throws {
    let pair = Pair(count: 600)
    var other = pair
    other.before[0] = pair.before[0].map { 40 * $0 + 100 }
    other.after[2] = pair.after[2].map { -0.01 * $0 + 3 }
    let (first, second) = (
      try await fit(pair.block, bands: 3), try await fit(other.block, bands: 3)
    )
    #expect(first.rounds == second.rounds && first.rounds > 2)
    for (a, b) in zip(first.figures, second.figures) { #expect(abs(a - b) < 1e-4) }
    let squares = zip(
      first.measure.squares(of: pair.block), second.measure.squares(of: other.block))
    for (a, b) in squares { #expect(abs(a - b) <= 1e-2 * max(1, a)) }
  }

  @Test("of slow features, each over its variance, is the Mahalanobis distance")
  func slowFeatures() throws {
    let pair = Pair(count: 300)
    var moments = PairMoments(bands: 3)
    moments.add(pair.block)
    let differences = StandardisedDifferences(moments)
    let (values, vectors) = try Eigenproblem.generalised(
      differences.covariances, differences.correlations)
    let features = ChangeMeasure(
      means: moments.means,
      combinations: zip(values, vectors).map { value, vector in
        moments.means.indices.map { variable in
          (0..<3).reduce(0) { $0 + vector[$1] * differences.combinations[$1][variable] }
            / value.squareRoot()
        }
      })
    let squares = zip(
      features.squares(of: pair.block),
      ChangeMeasure.mahalanobis(moments).squares(of: pair.block))
    for (a, b) in squares { #expect(abs(a - b) <= 1e-5 * max(1, b)) }
  }

  @Test("puts the changed pixels above the others once reweighted")
  func changed() async throws {
    let pair = Pair(count: 600)
    let squares = try await fit(pair.block, bands: 3).measure.squares(of: pair.block)
    let changed = squares.indices.filter { $0 % 10 == 0 }.map { squares[$0] }.sorted()
    let others = squares.indices.filter { $0 % 10 != 0 }.map { squares[$0] }.sorted()
    #expect(changed[changed.count / 4] > others[others.count * 95 / 100])
  }

  @Test(
    "is none where both dates are the same: all weights stay 1",
    arguments: ReweightedTransform.allCases)
  func identity(transform: ReweightedTransform) async throws {
    let pair = Pair(count: 300)
    let block = PairBlock(before: pair.before, after: pair.before)
    let fit = try await fit(block, bands: 3, transform: transform)
    #expect(fit.isSettled && fit.rounds == 2)
    let unchanged = transform == .alteration ? 1.0 : 0
    #expect(fit.figures.allSatisfy { abs($0 - unchanged) < 1e-9 })
    #expect(fit.measure.squares(of: block).allSatisfy { $0 < 1e-9 })
    var weighted = PairMoments(bands: 3)
    weighted.add(block, weightedBy: fit.measure)
    #expect(abs(weighted.weight - 300) < 1e-6)
  }

  @Test(
    "is not changed by bands that say nothing of their own", arguments: ReweightedTransform.allCases
  )
  func singular(transform: ReweightedTransform) async throws {
    let pair = Pair(count: 400)
    let constant = [Float](repeating: 0.3, count: 400)
    let block = PairBlock(
      before: pair.before + [pair.before[1], constant],
      after: pair.after + [pair.after[1], pair.after[0]])
    let (first, second) = (
      try await fit(pair.block, bands: 3, transform: transform),
      try await fit(block, bands: 5, transform: transform)
    )
    #expect(second.measure.degrees == 3)
    #expect(first.rounds == second.rounds)
    for (a, b) in zip(first.figures, second.figures) { #expect(abs(a - b) < 1e-9) }
    #expect(first.measure.squares(of: pair.block) == second.measure.squares(of: block))
  }

  @Test("is refused where no band varies", arguments: ReweightedTransform.allCases)
  func noBand(transform: ReweightedTransform) async {
    let constant = [[Float](repeating: 0.1, count: 100)]
    await #expect(throws: ChangeFitError.noBand) {
      try await fit(PairBlock(before: constant, after: constant), bands: 1, transform: transform)
    }
  }

  @Test("ends with the last good round where hardly a pixel is left that can have stayed the same")
  func exhausted() async throws {
    let block = Pair(count: 300).block
    var rounds = 0
    let fit = try await ReweightedChange(.alteration) { measure in
      rounds += 1
      var moments = PairMoments(bands: 3)
      // Weights that leave ten of three hundred pixels.
      moments.add(rounds < 3 ? block : Pair(count: 10).block, weightedBy: measure)
      return moments
    }
    #expect(fit.isExhausted && !fit.isSettled && fit.rounds == 2)
    #expect(fit.figures.count == 3)
  }

  @Test("is refused where too few pixels are known")
  func tooFewPixels() async {
    let pair = Pair(count: 29)
    await #expect(throws: ChangeFitError.tooFewPixels) { try await fit(pair.block, bands: 3) }
    await #expect(throws: ChangeFitError.tooFewPixels) {
      let unknown = [[Float](repeating: .nan, count: 100)]
      _ = try await fit(PairBlock(before: unknown, after: unknown), bands: 1)
    }
  }
}
