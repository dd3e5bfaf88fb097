/// How far a lasting anomaly has come; the words of OPERA's DIST-ALERT.
public enum AnomalyState: String, Hashable, Sendable, CaseIterable {
  /// Seen, but not yet often enough to be provisional.
  case first
  /// Seen often enough to look at, not to be sure.
  case provisional
  /// Seen as often as the rule asks; it stays so whatever clouds hide.
  case confirmed
  /// It was confirmed, and then clear looks showed that it is over.
  case finished
}

/// One stretch of time in which a place was anomalous: a lasting anomaly, or one event of a transient kind.
///
/// All times are seconds since 1970-01-01 in UTC.
public struct Episode: Hashable, Sendable {
  /// The first anomalous look.
  public internal(set) var first: Double
  /// The last anomalous look.
  public internal(set) var last: Double
  /// How many overpasses saw it anomalous.
  public internal(set) var looks: Int
  /// The look that made it provisional.
  public internal(set) var provisional: Double?
  /// The look that confirmed it.
  public internal(set) var confirmed: Double?
  /// The clear look that showed it to be over; nil while nobody has seen its end.
  public internal(set) var finished: Double?

  /// An episode of one look.
  init(first time: Double) {
    first = time
    last = time
    looks = 1
  }

  /// How far it has come.
  public var state: AnomalyState {
    if finished != nil { return .finished }
    if confirmed != nil { return .confirmed }
    return provisional != nil ? .provisional : .first
  }
}
