import PixelKernels
import SceneBuilding
import Testing

@testable import SceneAnalysis

/// The figures are another program's, in double precision over all pixels: `../shared/vectors`.
@Suite("Reweighted change on the pair of Taizhou", .enabled(if: SharedData.isThere))
struct TaizhouChangeTests {
  private func fit(_ transform: ReweightedTransform, mostRounds: Int, on block: PairBlock)
    async throws
    -> ReweightedChange
  {
    var limits = ReweightingLimits.standard
    limits.mostRounds = mostRounds
    return try await ReweightedChange(transform, limits: limits) { measure in
      var moments = PairMoments(bands: 6)
      moments.add(block, weightedBy: measure)
      return moments
    }
  }

  /// Expects the distribution, thresholds and two pixels of the statistic as the figures have them.
  private func expect(_ squares: [Float], like golden: TaizhouPair.Figures) throws {
    let mean = squares.reduce(0) { $0 + Double($1) } / Double(squares.count)
    let sorted = squares.sorted()
    let middle = (Double(sorted[79_999]) + Double(sorted[80_000])) / 2
    let pairs = [
      (mean, golden.mean), (middle, golden.median), (Double(sorted[159_999]), golden.most),
      (Double(squares[0]), golden.corner),
      (Double(squares[100 * TaizhouPair.side + 100]), golden.inside),
    ]
    for (ours, theirs) in pairs {
      let theirs = try #require(theirs)
      #expect(abs(ours - theirs) < 1e-6 * theirs)
    }
    let sizes = squares.map { $0.squareRoot() }
    let histogram = histogram(sizes)
    let otsu = try Threshold.otsu(histogram)
    let leastError = try Threshold.kittlerIllingworth(histogram)
    // The same bin, not merely the next one.
    #expect(abs(otsu - golden.otsu) < 1e-3 * histogram.binWidth)
    #expect(
      abs(leastError - (try #require(golden.kittlerIllingworth))) < 1e-3 * histogram.binWidth)
    #expect(sizes.count { Double($0) > otsu } == golden.aboveOtsu)
    #expect(sizes.count { Double($0) > leastError } == golden.aboveKittlerIllingworth)
  }

  private func histogram(_ sizes: [Float]) -> Histogram {
    let ends = Double(sizes.min() ?? 0)...Double(sizes.max() ?? 1)
    var histogram = Histogram(range: ends, bins: 400)
    histogram.add(sizes.span)
    return histogram
  }

  @Test("gives MAD's correlations to 1e-6, its statistic and its thresholds")
  func alteration() async throws {
    let block = try TaizhouPair.block()
    let golden = try TaizhouPair.golden().alteration
    let fit = try await fit(.alteration, mostRounds: golden.iterations, on: block)
    for (ours, theirs) in zip(fit.figures, try #require(golden.correlations)) {
      #expect(abs(ours - theirs) < 1e-9)
    }
    #expect(fit.rounds == 1 && !fit.isSettled)
    try expect(fit.measure.squares(of: block), like: golden)
  }

  @Test("gives IR-MAD's correlations to 1e-6, its rounds, its statistic and its thresholds")
  func reweighted() async throws {
    let block = try TaizhouPair.block()
    let golden = try TaizhouPair.golden().reweighted
    let fit = try await fit(.alteration, mostRounds: 50, on: block)
    for (ours, theirs) in zip(fit.figures, try #require(golden.correlations)) {
      #expect(abs(ours - theirs) < 1e-9)
    }
    #expect(fit.rounds == golden.iterations && fit.isSettled)
    try expect(fit.measure.squares(of: block), like: golden)
  }

  @Test("gives the variances of iterated slow features to 1e-6, their rounds and Otsu's threshold")
  func slowFeatures() async throws {
    let block = try TaizhouPair.block()
    let golden = try TaizhouPair.golden().slow
    let fit = try await fit(.slowFeatures, mostRounds: 50, on: block)
    for (ours, theirs) in zip(fit.figures, try #require(golden.variances)) {
      #expect(abs(ours - theirs) < 1e-9)
    }
    #expect(fit.rounds == golden.iterations && fit.isSettled)
    let histogram = histogram(fit.measure.squares(of: block).map { $0.squareRoot() })
    #expect(abs(try Threshold.otsu(histogram) - golden.otsu) < 1e-3 * histogram.binWidth)
  }
}
