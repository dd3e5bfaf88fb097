import Eigenproblem
import PixelKernels

/// The differences of two dates' canonical variates, each in units of its noise: multivariate
/// alteration detection (MAD; Nielsen 1998, doi 10.1016/S0034-4257(97)00162-4).
///
/// Pairs of combinations, one of each date's bands, that correlate most; they depend on no gain and no
/// offset of a band. They come from the singular values of the whitened covariances between the dates
/// (Bjoerck and Golub 1973, doi 10.1090/S0025-5718-1973-0348991-3), so that each correlation is positive.
/// Bands that say nothing of their own are left out, which changes nothing but the degrees of freedom.
struct CanonicalChange {
  /// The correlations of the pairs, ascending, 0 to 1.
  let correlations: [Double]
  /// The sum of the squares of the differences, each divided by its variance, 2 (1 - correlation).
  let measure: ChangeMeasure

  /// The variance of a difference that is reckoned with where dates are exactly alike.
  private static let leastVariance = 1e-12

  /// The differences that moments speak of.
  init(_ moments: PairMoments) throws(ChangeFitError) {
    let bands = moments.independentBands
    guard
      let first = CholeskyFactor(Self.part(moments.before, bands), ridge: 0)?.inverse,
      let second = CholeskyFactor(Self.part(moments.after, bands), ridge: 0)?.inverse
    else { throw .noBand }
    guard !bands.isEmpty else { throw .noBand }
    let between = Self.part(moments.between, bands)
    let places = bands.indices
    let whitened = places.map { i in
      places.map { j in
        var sum = 0.0
        for k in 0...i {
          for l in 0...j { sum += first[i][k] * between[k][l] * second[j][l] }
        }
        return sum
      }
    }
    let pairs = try ChangeFitError.translating { () throws(EigenproblemError) in
      try Eigenproblem.singular(whitened)
    }
    correlations = pairs.values.reversed().map { min($0, 1) }
    let combinations = places.reversed().map { pair in
      let scale = 1 / max(2 * (1 - pairs.values[pair]), Self.leastVariance).squareRoot()
      var coefficients = [Double](repeating: 0, count: 2 * moments.bands)
      for i in places {
        for k in 0...i {
          coefficients[bands[k]] += scale * pairs.left[pair][i] * first[i][k]
          coefficients[moments.bands + bands[k]] -= scale * pairs.right[pair][i] * second[i][k]
        }
      }
      return coefficients
    }
    measure = ChangeMeasure(means: moments.means, combinations: combinations)
  }

  private static func part(_ matrix: [[Double]], _ rows: [Int]) -> [[Double]] {
    rows.map { i in rows.map { matrix[i][$0] } }
  }
}
