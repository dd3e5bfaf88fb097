/// What all looks at one place together say: a function of their set, so that scenes may come late, twice and in
/// any order.
///
/// Nothing here expires. A lasting anomaly ends, and an unconfirmed one is withdrawn, only by looks that saw the
/// ground clear; an event of a transient kind stays on record for good. (DIST and nrt fold one scene at a time
/// into stored state; there a late scene changes the answer.)
public struct AnomalyHistory: Hashable, Sendable {
  /// Whether the kind lasts or passes.
  public let duration: Duration
  /// By time: of a lasting kind what was not withdrawn, of a transient one its events.
  public let episodes: [Episode]
  /// Lasting anomalies that clear looks took back before they were confirmed.
  public let withdrawn: Int
  /// Overpasses that saw the ground, anomalous or clear.
  public let observed: Int
  /// The latest overpass that saw the ground, in seconds since 1970-01-01 UTC; nil: none did.
  public let lastObserved: Double?

  /// The history of a place from all of its looks, in any order.
  public init(of looks: some Sequence<Look>, duration: Duration, rule: ConfirmationRule) {
    let overpasses = Self.overpasses(looks, seconds: rule.overpassSeconds)
    var course = EpisodeCourse(duration: duration, rule: rule)
    for overpass in overpasses { course.take(overpass) }
    self.duration = duration
    episodes = course.all
    withdrawn = course.withdrawn
    observed = overpasses.count
    lastObserved = overpasses.last?.time
  }

  /// Looks that saw the ground, by time, one an overpass: at its first look's time, with its strongest finding.
  private static func overpasses(_ looks: some Sequence<Look>, seconds: Double) -> [Look] {
    let sorted = looks.filter { $0.finding != .unobserved }
      .sorted { a, b in a.time != b.time ? a.time < b.time : a.finding < b.finding }
    var overpasses: [Look] = []
    for look in sorted {
      if let last = overpasses.last, look.time - last.time <= seconds {
        overpasses[overpasses.count - 1].finding = max(last.finding, look.finding)
      } else {
        overpasses.append(look)
      }
    }
    return overpasses
  }

  /// The episode that speaks for the place now: the latest; nil where nothing is suspected.
  public var current: Episode? { episodes.last }

  /// How far a lasting anomaly has come; nil for transient kinds, and where nothing is suspected.
  public var state: AnomalyState? { duration == .lasting ? current?.state : nil }

  /// When it was first seen, in seconds since 1970-01-01 UTC: of a lasting kind the current anomaly, of a
  /// transient one its first event.
  public var firstSeen: Double? {
    duration == .lasting ? current?.first : episodes.first?.first
  }

  /// When it was last seen, in seconds since 1970-01-01 UTC.
  public var lastSeen: Double? { current?.last }

  /// How many overpasses saw it: of a lasting kind the current anomaly, of a transient one all of its events.
  public var confirmations: Int {
    duration == .lasting ? current?.looks ?? 0 : episodes.reduce(0) { $0 + $1.looks }
  }

  /// How often a transient anomaly came back after it was seen to be over; 0 for lasting kinds.
  public var recurrences: Int { duration == .lasting ? 0 : max(0, episodes.count - 1) }

  /// Days from the latest overpass that saw the ground to a time (seconds since 1970-01-01 UTC), at least 0; nil
  /// where the ground was never seen. So silence is not read as compliance.
  public func daysUnobserved(until time: Double) -> Double? {
    lastObserved.map { max(0, time - $0) / Self.secondsPerDay }
  }

  /// Seconds of a day, leap seconds left out.
  static let secondsPerDay = 86_400.0
}
