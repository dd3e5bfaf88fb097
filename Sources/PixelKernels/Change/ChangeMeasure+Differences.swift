/// Measures that follow from moments alone.
extension ChangeMeasure {
  /// The length of the change vector of bands that are standardised on each date (Malila 1980; Bovolo
  /// and Bruzzone 2007, doi 10.1109/TGRS.2006.885408), squared; constant bands are left out. The bands
  /// hang together, so that the square of noise does not follow chi-square.
  public static func standardisedVector(_ moments: PairMoments) -> ChangeMeasure {
    let differences = StandardisedDifferences(moments)
    return ChangeMeasure(means: moments.means, combinations: differences.combinations)
  }

  /// The Mahalanobis distance of the differences of standardised bands, squared, which is the statistic
  /// of slow feature analysis too (Wu 2014, doi 10.1109/TGRS.2013.2266673). Differences that are zero
  /// or follow from others are left out; between two dates that are alike there is none.
  public static func mahalanobis(_ moments: PairMoments) -> ChangeMeasure {
    let differences = StandardisedDifferences(moments)
    let covariances = differences.covariances
    let varying = covariances.indices.filter { covariances[$0][$0] > leastDifference }
    let kept = CholeskyFactor.independentRows(varying, of: [covariances])
    let part = kept.map { i in kept.map { covariances[i][$0] } }
    guard let factor = CholeskyFactor(part, ridge: 0) else {
      preconditionFailure("independent rows have a factor")
    }
    return ChangeMeasure(
      means: moments.means,
      combinations: factor.inverse.map { shares in
        moments.means.indices.map { variable in
          zip(shares, kept).reduce(0) {
            $0 + $1.0 * differences.combinations[$1.1][variable]
          }
        }
      })
  }

  /// The variance of a difference of standardised bands that the rounding of a `Float` reaches.
  private static let leastDifference = 1e-13
}

/// The differences of two dates' bands, later less earlier, each band in units of its own deviation on
/// each date.
public struct StandardisedDifferences: Sendable {
  /// A band that varies on both dates a row, a coefficient a variable.
  public let combinations: [[Double]]
  /// The covariances of the differences.
  public let covariances: [[Double]]
  /// Half the sum of both dates' correlations, which slow features are normalised by.
  public let correlations: [[Double]]

  /// The differences of `bands`, which vary on both dates; unless told, of all that do.
  public init(_ moments: PairMoments, bands: [Int]? = nil) {
    let bands = bands ?? moments.varyingBands
    let later = moments.bands
    let scales = moments.means.indices.map { 1 / moments.covariance($0, $0).squareRoot() }
    combinations = bands.map { band in
      moments.means.indices.map {
        $0 == band ? -scales[band] : $0 == later + band ? scales[later + band] : 0
      }
    }
    func correlation(_ i: Int, _ j: Int) -> Double {
      moments.covariance(i, j) * scales[i] * scales[j]
    }
    let both = bands.map { i in
      bands.map { j in correlation(i, j) + correlation(later + i, later + j) }
    }
    correlations = both.map { row in row.map { $0 / 2 } }
    covariances = zip(bands, both).map { i, row in
      zip(bands, row).map { j, sum in
        sum - correlation(i, later + j) - correlation(later + i, j)
      }
    }
  }
}

extension ChangeMeasure {
  /// The length of the vector of band differences as they are, later less earlier, squared.
  public static func differences(bands: Int) -> ChangeMeasure {
    ChangeMeasure(
      means: [Double](repeating: 0, count: 2 * bands),
      combinations: (0..<bands).map { band in
        (0..<2 * bands).map { $0 == band ? -1 : $0 == bands + band ? 1 : 0 }
      })
  }
}
