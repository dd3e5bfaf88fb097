/// How far the officers have come with a site. It runs beside the state that satellites tell, never over it.
///
/// `new > dispatched > true | false | legal | unclear > rectifying > rechecked > closed`, and `rebound`.
public enum SiteStatus: String, Hashable, Sendable, CaseIterable {
  /// Nobody has been sent.
  case new
  /// Somebody is on the way.
  case dispatched
  /// Found to be a violation.
  case verifiedTrue = "true"
  /// Found to be none.
  case verifiedFalse = "false"
  /// Found to be there and allowed.
  case legal
  /// Looked at without an answer.
  case unclear
  /// The violation is being put right.
  case rectifying
  /// Somebody has looked whether it was put right.
  case rechecked
  /// Done with.
  case closed
  /// A violation that was closed and seen again since (返黑返臭).
  case rebound

  /// Whether nobody has to go there any more: found to be none, allowed, or closed.
  public var isSettled: Bool { [.verifiedFalse, .legal, .closed].contains(self) }

  /// What the verdicts on a site say in the order in which they were given, and the dates on which satellites saw
  /// it anomalous.
  ///
  /// A site rebounds when it was found to be a violation, closed, and seen on a later day than that of the
  /// closing visit. One that was found to be none or allowed does not: it is seen again and again.
  init(after verdicts: [Verdict], seen: [String]) {
    guard let last = verdicts.last else {
      self = .new
      return
    }
    self = last.outcome.status
    let finding = verdicts.last { $0.outcome.isFinding }
    if self == .closed, finding?.outcome == .verifiedTrue,
      seen.contains(where: { $0.prefix(Self.dateLength) > last.visited.prefix(Self.dateLength) })
    {
      self = .rebound
    }
  }

  /// The characters of `YYYY-MM-DD`.
  private static let dateLength = 10
}

/// What an officer says of a site: one step of its way from `new` to `closed`.
public enum VerdictOutcome: String, Hashable, Sendable, CaseIterable {
  case dispatched
  case verifiedTrue = "true"
  case verifiedFalse = "false"
  case legal
  case unclear
  case rectifying
  case rechecked
  case closed

  /// The status that it leads to.
  var status: SiteStatus {
    switch self {
    case .dispatched: .dispatched
    case .verifiedTrue: .verifiedTrue
    case .verifiedFalse: .verifiedFalse
    case .legal: .legal
    case .unclear: .unclear
    case .rectifying: .rectifying
    case .rechecked: .rechecked
    case .closed: .closed
    }
  }

  /// Whether it tells what was found.
  var isFinding: Bool { [.verifiedTrue, .verifiedFalse, .legal, .unclear].contains(self) }

  /// The statuses that it may follow. A finding may correct another.
  var predecessors: [SiteStatus] {
    switch self {
    case .dispatched: [.new, .unclear, .rebound]
    case .verifiedTrue, .verifiedFalse, .legal, .unclear:
      [.new, .dispatched, .verifiedTrue, .verifiedFalse, .legal, .unclear, .rebound]
    case .rectifying: [.verifiedTrue]
    case .rechecked: [.rectifying]
    case .closed: [.rechecked, .verifiedFalse, .legal]
    }
  }
}

/// Why a candidate was no violation.
public enum RejectionReason: String, Hashable, Sendable, CaseIterable {
  /// It is there, and allowed.
  case legal
  /// The season: harvest, flooded rice, low water.
  case season
  /// A shadow of cloud, hill or building.
  case shadow
  /// A cloud.
  case cloud
  /// The dates do not lie on each other.
  case registration
  /// The sensor or the processing.
  case artefact
  /// Something else; the note says what.
  case other
}
