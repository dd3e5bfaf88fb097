import GeoFiles
import Sites

/// How candidates become sites and what makes a look. It is kept in the catalogue; a changed rule makes all sites anew.
public struct SiteRule: Codable, Hashable, Sendable {
  /// The gap in metres up to which two candidates of one family are the same thing.
  ///
  /// 30 m are three pixels of 10 m: one for the shift between dates that may remain, one for the mixed pixels at
  /// either edge.
  public var reach: Double = 30
  /// The family of a kind; a kind that is not named is a family of its own. Without families a site has one kind.
  public var families: [String: String] = [:]
  /// The least share of a candidate's pixels that a scene must have seen clear for its look to count.
  public var leastClearShare: Double = 0.5
  /// The share of those from which on the look is anomalous; below, it is clear.
  public var leastAnomalousShare: Double = 0.5
  /// How many looks confirm and end: a preset of `ConfirmationRule` by name. OPERA's, unless told: it is the one
  /// that says when an anomaly is over.
  public var confirmation: String = ConfirmationRule.Preset.dist.rawValue

  /// The rule that holds unless told otherwise.
  public init() {}

  /// The family of a kind.
  func family(of kind: String) -> String { families[kind] ?? kind }

  /// Whether enough of a candidate was seen clear for it to count as a look.
  func isClear(_ candidate: ObservedCandidate) -> Bool {
    candidate.evidence.clearFraction >= leastClearShare
  }

  /// Its numbers of looks.
  func confirmationRule() throws -> ConfirmationRule {
    guard let preset = ConfirmationRule.Preset(rawValue: confirmation) else {
      let names = ConfirmationRule.Preset.allCases.map(\.rawValue).joined(separator: ", ")
      throw Refusal(
        .badInput, "\"\(confirmation)\" is none of \(names)", subject: "site rule, confirmation")
    }
    return preset.rule
  }

  /// The farthest reach in metres: beyond it, neighbours would be taken for one place.
  private static let farthestReach = 10_000.0

  /// Refuses numbers that mean nothing.
  func check() throws {
    _ = try confirmationRule()
    guard (0...Self.farthestReach).contains(reach), (0...1).contains(leastClearShare),
      (0...1).contains(leastAnomalousShare)
    else {
      throw Refusal(
        .badInput, "a reach is 0 to 10 000 m and a share 0 to 1", subject: "site rule")
    }
  }
}
