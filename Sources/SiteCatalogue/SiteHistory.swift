import GeoFiles
import Scenes
import Sites

/// The looks of all scenes at one site, and what they say together.
///
/// A scene that showed a candidate of the site saw it anomalous. Any other scene is judged by its looks at the
/// site's candidates: anomalous where one of them is; clear where it saw ground and all that it saw was clear;
/// else it saw nothing. Several products of one overpass count once (`AnomalyHistory`).
struct SiteHistory {
  /// What one scene says of the site.
  struct SiteLook: Hashable {
    let scene: String
    /// RFC 3339 in UTC.
    let acquired: String
    let finding: Look.Finding
    /// The mean of the rule's first index over the site's clear pixels; nil where it was not measured.
    let value: Double?
  }

  /// By acquisition, then by scene.
  let looks: [SiteLook]
  private let history: AnomalyHistory
  private let first: LocatedCandidate

  /// The history of a site's candidates (one at least) and the looks of valid scenes at them, `acquired` by scene.
  init(
    of members: [LocatedCandidate], looks: [CandidateLook], acquired: [String: String],
    rule: SiteRule
  ) throws {
    var findings: [String: Finding] = [:]
    for look in looks where acquired[look.scene] != nil {
      findings[look.scene, default: Finding()].add(look, rule: rule)
    }
    var times = acquired
    for member in members {
      times[member.scene] = member.acquired
      findings[member.scene, default: Finding()].add(member.candidate)
    }
    self.looks = findings.map { scene, finding in
      SiteLook(
        scene: scene, acquired: times[scene] ?? "", finding: finding.finding, value: finding.value)
    }.sorted { ($0.acquired, $0.scene) < ($1.acquired, $1.scene) }
    first = members[0]
    history = AnomalyHistory(
      of: try self.looks.map { Look(time: try Self.seconds($0.acquired), finding: $0.finding) },
      duration: first.candidate.rule.duration, rule: try rule.confirmationRule())
  }

  var state: SiteState { SiteState(history) }

  /// When it was seen.
  func course() throws -> SiteCourse {
    // A site without an anomaly that counts (withdrawn) was seen all the same.
    let seen = looks.filter { $0.finding == .anomalous }.map(\.acquired)
    let observed = looks.filter { $0.finding != .unobserved }.map(\.acquired)
    return SiteCourse(
      firstSeen: try history.firstSeen.flatMap(time) ?? first.acquired,
      lastSeen: seen.last ?? first.acquired, lastLook: observed.last ?? first.acquired,
      confirmations: history.confirmations, events: history.episodes.count)
  }

  /// The time of the look at a number of seconds, as its scene writes it.
  private func time(_ seconds: Double) throws -> String? {
    try looks.first { try Self.seconds($0.acquired) == seconds }?.acquired
  }

  private static func seconds(_ text: String) throws -> Double {
    guard let time = AcquisitionTime(text) else {
      throw Refusal(.badInput, "\"\(text)\" is no time", subject: "a scene of the catalogue")
    }
    return time.seconds
  }
}

/// What one scene says of a site, gathered look by look; their order does not matter.
private struct Finding {
  private var isAnomalous = false
  private var isClear = false
  private var isPartlyHidden = false
  private var values: [Double] = []

  mutating func add(_ candidate: ObservedCandidate) {
    isAnomalous = true
    if let value = candidate.value { values.append(value) }
  }

  mutating func add(_ look: CandidateLook, rule: SiteRule) {
    guard look.clearShare >= rule.leastClearShare else {
      isPartlyHidden = true
      return
    }
    if let value = look.value { values.append(value) }
    if look.anomalousShare >= rule.leastAnomalousShare {
      isAnomalous = true
    } else {
      isClear = true
    }
  }

  var finding: Look.Finding {
    if isAnomalous { return .anomalous }
    // What was hidden may still be there: only a whole look can end something.
    return isClear && !isPartlyHidden ? .clear : .unobserved
  }

  /// The mean, summed in the order of size so that the order of looks does not show.
  var value: Double? {
    values.isEmpty ? nil : values.sorted().reduce(0, +) / Double(values.count)
  }
}
