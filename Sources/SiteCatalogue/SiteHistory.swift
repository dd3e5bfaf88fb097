import GeoFiles
import Scenes
import Sites

/// The looks of all scenes at one site, and what they say together.
///
/// A scene that showed a candidate of the site saw it anomalous, unless most of the candidate was in doubt: then it
/// saw nothing. Any other scene is judged by its looks at the
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
  private let members: [LocatedCandidate]
  private let rule: SiteRule
  private var first: LocatedCandidate { members[0] }

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
      findings[member.scene, default: Finding()].add(member.candidate, rule: rule)
    }
    self.looks = findings.map { scene, finding in
      SiteLook(
        scene: scene, acquired: times[scene] ?? "", finding: finding.finding, value: finding.value)
    }.sorted { ($0.acquired, $0.scene) < ($1.acquired, $1.scene) }
    self.members = members
    self.rule = rule
    history = AnomalyHistory(
      of: try self.looks.map { Look(time: try Self.seconds($0.acquired), finding: $0.finding) },
      duration: members[0].candidate.rule.duration, rule: try rule.confirmationRule())
  }

  var state: SiteState { SiteState(history, isDoubtful: isDoubtful) }

  /// Whether clouds or haze put it in doubt whenever it showed.
  private var isDoubtful: Bool { !looks.contains { $0.finding == .anomalous } }

  /// How surely it is what its rule says, 0 to 1.
  ///
  /// It is the score of its best candidate, except that what a small place lacks of evidence in one scene
  /// (`CandidateRule.sizeShare`) further looks supply, where the kind lasts: n looks at an area count as one look at n
  /// times as much. What clear looks took back before it was confirmed is nothing.
  var score: Double {
    guard state != .withdrawn else { return 0 }
    let looks = history.duration == .lasting ? Double(max(1, history.confirmations)) : 1
    let sure = members.filter { rule.isClear($0.candidate) }
    return (sure.isEmpty ? members : sure).map { member in
      let (label, area) = (member.candidate.rule, member.candidate.place.area)
      return member.candidate.score * label.sizeShare(of: looks * area) / label.sizeShare(of: area)
    }.max().map { min(1, $0) } ?? 0
  }

  /// When it was seen.
  func course() throws -> SiteCourse {
    // A site that was only ever in doubt was seen all the same.
    let seen = looks.filter { $0.finding == .anomalous }.map(\.acquired)
    let observed = looks.filter { $0.finding != .unobserved }.map(\.acquired)
    return SiteCourse(
      firstSeen: try beginning() ?? first.acquired,
      lastSeen: seen.last ?? members[members.count - 1].acquired,
      lastLook: observed.last ?? first.acquired,
      confirmations: history.confirmations, events: history.episodes.count)
  }

  /// When it began: at the earliest candidate, in doubt or not, after which nobody saw the ground clear until the
  /// first sure look.
  private func beginning() throws -> String? {
    guard let sure = try history.firstSeen.flatMap(time) else { return nil }
    let clear = looks.last { $0.finding == .clear && $0.acquired < sure }?.acquired ?? ""
    return members.map(\.acquired).filter { $0 > clear && $0 < sure }.min() ?? sure
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

  mutating func add(_ candidate: ObservedCandidate, rule: SiteRule) {
    guard rule.isClear(candidate) else {
      isPartlyHidden = true
      return
    }
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
