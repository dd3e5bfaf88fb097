import Scenes
import Spectral

/// How the size of a change is measured.
public enum ChangeMethod: Hashable, Sendable {
  /// The length of the vector of band differences; standardised, each band is first put in units of its
  /// own deviation on each date (Malila 1980; Bovolo and Bruzzone 2007, doi 10.1109/TGRS.2006.885408).
  case vector(isStandardised: Bool)
  /// A number over both dates, such as `change.NDVI`; its size is the change.
  case difference(Expression)
  /// The Mahalanobis distance of standardised differences, which is the statistic of slow features.
  case mahalanobis
  /// Multivariate alteration detection (Nielsen 1998, doi 10.1016/S0034-4257(97)00162-4).
  case alteration
  /// The same, reweighted until it settles (IR-MAD; Nielsen 2007, doi 10.1109/TIP.2006.888195).
  case reweightedAlteration
  /// Slow features, reweighted until they settle (ISFA; Wu 2014, doi 10.1109/TGRS.2013.2266673).
  case reweightedSlowFeatures
  /// The angle between the spectra (Kruse 1993, doi 10.1016/0034-4257(93)90013-N).
  case spectralAngle
  /// The odds that built-up land changed, by evidence that was fitted to labelled cities.
  case builtUp(BuiltUpModel)

  /// Its name on the command line.
  public var name: String {
    switch self {
    case .vector: "cva"
    case .difference: "difference"
    case .mahalanobis: "mahalanobis"
    case .alteration: "mad"
    case .reweightedAlteration: "irmad"
    case .reweightedSlowFeatures: "isfa"
    case .spectralAngle: "sam"
    case .builtUp: "built-up"
    }
  }

  /// The name with what else decides the answer.
  public var signature: String {
    switch self {
    case .vector(let isStandardised): isStandardised ? "cva, standardised" : "cva"
    case .difference(let expression): "difference of \(expression.source)"
    case .builtUp(let model): "built-up, \(model.name)"
    default: name
    }
  }

  /// What keeps the method from bands of uncalibrated counts; nil where gains and offsets of a band do
  /// not matter to it.
  public var obstacleOnCounts: String? {
    switch self {
    case .vector(isStandardised: false):
      "counts of two dates have no common unit to be subtracted in"
    case .difference: "an index of counts means nothing"
    case .spectralAngle: "an offset of the counts turns every spectrum"
    case .builtUp: "built-up land is told by its reflectance"
    case .vector(isStandardised: true), .mahalanobis, .alteration, .reweightedAlteration,
      .reweightedSlowFeatures:
      nil
    }
  }

  /// The bands that it wants; nil where it takes any.
  var roles: [BandRole]? {
    if case .builtUp = self { BuiltUpModel.roles } else { nil }
  }

  /// The bands of its map: name and unit.
  var layers: [(name: String, unit: String)] {
    switch self {
    case .vector(let isStandardised):
      [("magnitude", isStandardised ? "" : "reflectance"), ("direction", "degree")]
    case .difference: [("difference", "")]
    case .spectralAngle: [("angle", "degree")]
    case .builtUp: [("odds", "")]
    case .mahalanobis, .alteration, .reweightedAlteration, .reweightedSlowFeatures:
      [("magnitude", "")]
    }
  }
}

extension BandRole {
  /// Bands that see the air and not the ground, or all of it at once: a comparison of all common bands
  /// leaves them out.
  static let asideFromGround: Set<BandRole> = [.nir09, .cirrus, .pan]
}
