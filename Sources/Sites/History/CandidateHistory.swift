/// What a stack of dates tells of a candidate, as it leaves the program.
public struct CandidateHistory: Hashable, Sendable {
  /// How far a lasting anomaly has come; nil for transient kinds.
  public var state: AnomalyState?
  /// When it was first and last seen, RFC 3339 in UTC or a bare date.
  public var firstTime, lastTime: String
  /// How many overpasses saw it.
  public var confirmations: Int
  /// How often a transient one came back after it was seen to be over.
  public var recurrences: Int
  /// The latest look that saw the ground there.
  public var lastObserved: String
  /// Days from that look to the end of the stack: silence is not compliance.
  public var daysUnobserved: Double

  /// The history of a candidate whose place was seen anomalous at least once, up to a time (seconds since
  /// 1970-01-01 UTC); nil where it never was. `text` writes the time of a look.
  public init?(_ history: AnomalyHistory, until end: Double, text: (Double) -> String) {
    guard let first = history.firstSeen, let last = history.lastSeen,
      let seen = history.lastObserved, let days = history.daysUnobserved(until: end)
    else { return nil }
    state = history.state
    (firstTime, lastTime) = (text(first), text(last))
    confirmations = history.confirmations
    recurrences = history.recurrences
    lastObserved = text(seen)
    daysUnobserved = days
  }

  /// Its columns, in their order.
  var properties: [(String, JSONValue)] {
    [
      ("state", state.map { .string($0.rawValue) } ?? .null),
      ("first_time", .string(firstTime)), ("last_time", .string(lastTime)),
      ("confirmations", .int(confirmations)), ("recurrences", .int(recurrences)),
      ("last_observed", .string(lastObserved)),
      ("days_unobserved", .rounded(daysUnobserved, places: Self.dayPlaces)),
    ]
  }

  private static let dayPlaces = 1
}
