import Eigenproblem
import PixelKernels

/// Why no change could be measured.
enum ChangeFitError: Error, Hashable {
  /// No band varies on both dates.
  case noBand
  /// Too few pixels are known, or too few are left that can have stayed the same.
  case tooFewPixels
  /// The small eigenproblem has no solution.
  case unsolvable(EigenproblemError)

  /// What `work` gives, with its error as one of these.
  static func translating<Result>(_ work: () throws(EigenproblemError) -> Result)
    throws(ChangeFitError) -> Result
  {
    do { return try work() } catch { throw .unsolvable(error) }
  }
}

/// What is fitted to pixels again and again, each time weighted by the chance that they stayed the same.
enum ReweightedTransform: Hashable, CaseIterable {
  /// Multivariate alteration detection; iterated it is IR-MAD (Nielsen 2007,
  /// doi 10.1109/TIP.2006.888195).
  case alteration
  /// Slow features, whose sum of squares is the Mahalanobis distance of standardised differences;
  /// iterated it is ISFA (Wu 2014, doi 10.1109/TGRS.2013.2266673).
  case slowFeatures
}

/// When a fit ends.
struct ReweightingLimits: Hashable {
  /// After so many rounds; 1 is the plain transform.
  var mostRounds: Int
  /// Or once no figure moves by this much.
  var settled: Double
  /// Fewer pixels, counted by their weights, for each band of both dates fit nothing.
  var leastPixelsPerVariable: Double

  /// Rounds and end as Nielsen 2007 has them.
  static let standard = ReweightingLimits(
    mostRounds: 50, settled: 1e-3, leastPixelsPerVariable: 5)
}

/// A measure of change fitted to the pixels that stayed the same.
struct ReweightedChange {
  /// How much each pixel changed.
  let measure: ChangeMeasure
  /// What the end was judged by, ascending: the canonical correlations of alteration detection, the
  /// slow features' variances.
  let figures: [Double]
  /// How many times it was fitted.
  let rounds: Int
  /// Whether the figures stopped moving before the rounds ended.
  let isSettled: Bool
  /// Whether the rounds ended because hardly a pixel was left that could have stayed the same.
  let isExhausted: Bool

  /// Fits `transform`; `moments` gathers the moments of all pixels, weighted by a measure if given one.
  init(
    _ transform: ReweightedTransform, limits: ReweightingLimits = .standard,
    moments: (ChangeMeasure?) async throws -> PairMoments
  ) async throws {
    precondition(limits.mostRounds > 0, "a fit has a round")
    var last: (measure: ChangeMeasure, figures: [Double])?
    var rounds = 0
    var isSettled = false
    var isExhausted = false
    repeat {
      let gathered = try await moments(last?.measure)
      let variables = Double(gathered.means.count)
      guard gathered.weight >= limits.leastPixelsPerVariable * variables else {
        // What weights have left over is no longer the pair's: the round before was the last good one.
        guard let last else { throw ChangeFitError.tooFewPixels }
        (measure, figures) = last
        isExhausted = true
        break
      }
      let next = try Self.fit(transform, gathered)
      isSettled = last.map { Self.distance($0.figures, next.figures) < limits.settled } ?? false
      last = next
      rounds += 1
      if isSettled || rounds == limits.mostRounds {
        (measure, figures) = next
        break
      }
    } while true
    self.rounds = rounds
    self.isSettled = isSettled
    self.isExhausted = isExhausted
  }

  private static func fit(_ transform: ReweightedTransform, _ moments: PairMoments)
    throws(ChangeFitError) -> (measure: ChangeMeasure, figures: [Double])
  {
    switch transform {
    case .alteration:
      let change = try CanonicalChange(moments)
      return (change.measure, change.correlations)
    case .slowFeatures:
      let differences = StandardisedDifferences(moments, bands: moments.independentBands)
      guard !differences.combinations.isEmpty else { throw .noBand }
      let slow = try ChangeFitError.translating { () throws(EigenproblemError) in
        try Eigenproblem.generalised(differences.covariances, differences.correlations)
      }
      return (.mahalanobis(moments), slow.values)
    }
  }

  /// The largest step of a figure; infinite where a band came or went.
  private static func distance(_ first: [Double], _ second: [Double]) -> Double {
    guard first.count == second.count else { return .infinity }
    return zip(first, second).map { abs($0 - $1) }.max() ?? 0
  }
}
