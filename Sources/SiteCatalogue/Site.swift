import Sites

/// A place with an identity over time: the candidates that are the same thing.
public struct Site: Hashable, Sendable, Identifiable {
  /// Its id; see `SiteAssembly`.
  public var id: String
  /// The rule that its first candidate was found by.
  public var rule: CandidateRule
  /// How far the suspicion has come, by all looks.
  public var state: SiteState
  /// How far the officers have come.
  public var status: SiteStatus
  /// How surely it is what its rule says, from 0 to 1; see `SiteHistory.score`.
  public var score: Double
  /// The ground that any of its candidates covers.
  public var place: CandidatePlace
  /// When it was seen.
  public var course: SiteCourse
  /// How many candidates it is made of.
  public var candidates: Int
  /// The region's name; nil where none was told.
  public var region: String?
}

/// When a site was seen; times are RFC 3339 in UTC or bare dates.
public struct SiteCourse: Hashable, Sendable {
  /// Of a lasting kind the first look of the current anomaly; of a transient one that of its first event.
  public var firstSeen: String
  /// The last anomalous look.
  public var lastSeen: String
  /// The last look that saw the ground, suspicious or not.
  public var lastLook: String
  /// How many overpasses saw it.
  public var confirmations: Int
  /// How many anomalies or events there were, each seen to be over before the next began.
  public var events: Int
}

/// How far the suspicion about a site has come.
public enum SiteState: String, Hashable, Sendable, CaseIterable {
  /// A lasting kind, seen too seldom to be provisional.
  case first
  /// A lasting kind, seen often enough to look at.
  case provisional
  /// A lasting kind, seen as often as the rule asks.
  case confirmed
  /// A lasting kind that was confirmed and then seen to be over.
  case finished
  /// A lasting kind that clear looks took back before it was confirmed.
  case withdrawn
  /// Either kind, seen only while clouds, haze or an edge put most of it in doubt.
  case doubtful
  /// A transient kind whose latest event nobody has seen the end of.
  case ongoing
  /// A transient kind whose latest event was seen to be over. It happened all the same.
  case over

  /// The state that a history tells.
  init(_ history: AnomalyHistory, isDoubtful: Bool) {
    guard !isDoubtful else {
      self = .doubtful
      return
    }
    switch history.duration {
    case .lasting:
      self =
        switch history.state {
        case .first: .first
        case .provisional: .provisional
        case .confirmed: .confirmed
        case .finished: .finished
        case nil: .withdrawn
        }
    case .transient: self = history.current?.finished == nil ? .ongoing : .over
    }
  }
}
