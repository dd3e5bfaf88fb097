import Foundation
import GeoFiles
import Spectral

/// How changes of built-up land are told from others: log-odds as a sum of evidence, and the chance
/// that a region of it is real.
///
/// The coefficients were fitted by `Benchmarks/ranking.py` to labelled pairs; they are all that is left of
/// the labels here.
public struct BuiltUpModel: Hashable, Sendable, Codable {
  /// What speaks for or against a change of built-up land at a pixel. All but the first are in units of
  /// the scene's own spread around its median.
  public enum Evidence: String, Hashable, Sendable, Codable, CaseIterable {
    /// How far the pixel and its neighbours changed, as the logarithm of noise exceeded.
    case magnitude
    /// How much redder than blue the redder date is.
    case redness
    /// How bright the brighter date is in the short-wave infrared: bare fields are brighter than towns.
    case shortwave
    /// How bright the darker date is there: water and shadow are dark.
    case shortwaveFloor = "shortwave_floor"
    /// How far the short-wave exceeds the near infrared (NDBI) where it does so less: neither date green.
    case builtness
  }

  /// A coefficient with what it weighs.
  public struct Term: Hashable, Sendable, Codable {
    /// What is weighed.
    public var evidence: Evidence
    /// What a unit of it adds to the log-odds.
    public var weight: Double
  }

  /// A region's log-odds of being real: a bent line over the logarithm of its evidence.
  public struct Calibration: Hashable, Sendable, Codable {
    /// The log-odds where the evidence is 1.
    public var intercept: Double
    /// What a factor of e in evidence adds.
    public var slope: Double
    /// The logarithm beyond which it adds more ...
    public var knee: Double
    /// ... by this much.
    public var further: Double
  }

  /// The model's name and version.
  public var name: String
  /// What it was fitted on.
  public var fitted: String
  /// The log-odds where all evidence is 0.
  public var intercept: Double
  /// The evidence.
  public var terms: [Term]
  /// The share of a pair's pixels, in percent, that the threshold leaves below it.
  public var percentile: Double
  /// The fewest pixels of a region.
  public var leastPixels: Int
  /// The chance of a region.
  public var sites: Calibration

  private enum CodingKeys: String, CodingKey {
    case name, fitted, intercept, terms, percentile, sites
    case leastPixels = "least_pixels"
  }

  /// The bands that the evidence is made from.
  public static let roles: [BandRole] = [.blue, .green, .red, .nir, .swir16, .swir22]

  /// The model that is built in.
  public static func builtIn() throws -> BuiltUpModel {
    try BuiltUpModel(
      json: Data(PackageResources.built_up_json), subject: "the built-in ranking")
  }

  /// A model from a file. Refuses one that is not what it should be.
  public init(reading path: InputPath) throws {
    let file = try FileBytes(opening: path)
    guard file.count <= Self.mostBytes else {
      throw Refusal(.badInput, "is too large for a ranking", subject: path.shown)
    }
    try self.init(json: Data(try file.read(from: 0, count: file.count)), subject: path.shown)
  }

  private static let mostBytes = 1 << 20

  init(json: Data, subject: String) throws {
    do {
      self = try JSONDecoder().decode(Self.self, from: json)
    } catch {
      throw Refusal(
        .badInput, "is no ranking: \(error)", subject: subject,
        advice: "Benchmarks/ranking.py writes one")
    }
    let numbers =
      [intercept, percentile, sites.intercept, sites.slope, sites.knee, sites.further]
      + terms.map(\.weight)
    guard numbers.allSatisfy(\.isFinite), percentile > 0, percentile < 100,
      (1...Self.mostPixels).contains(leastPixels), !terms.isEmpty,
      Set(terms.map(\.evidence)).count == terms.count
    else {
      throw Refusal(
        .badInput,
        "is no ranking: a percentile within 0 and 100, a size of at least 1 pixel and finite weights, "
          + "one of each evidence, are wanted", subject: subject)
    }
  }

  private static let mostPixels = 1 << 30

  /// The chance that a region is real, 0 to 1; `evidence` is what its pixels' log-odds exceed the
  /// threshold by, added up.
  public func chance(ofExcess evidence: Double) -> Double {
    let size = log(max(evidence, Self.leastExcess))
    let odds = sites.intercept + sites.slope * size + sites.further * max(0, size - sites.knee)
    return 1 / (1 + exp(-odds))
  }

  /// A logarithm needs something.
  private static let leastExcess = 1e-3
}
