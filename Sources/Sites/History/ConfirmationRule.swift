/// How many looks it takes until an anomaly is believed, and until it is over.
///
/// Looks are counted, not days: a look that saw nothing (`Look.Finding.unobserved`) is not counted at all, so
/// silence under cloud neither confirms nor ends anything.
public struct ConfirmationRule: Hashable, Sendable {
  /// Anomalous looks that make it `provisional`; fewer leave it `first`.
  public let provisional: Int
  /// Anomalous looks that make it `confirmed`.
  public let confirmed: Int
  /// The number of successive observed looks among which these must be: equal to `confirmed`, they must be
  /// consecutive; each one more allows one clear look between them.
  ///
  /// An unconfirmed anomaly is withdrawn when clear looks leave no room for it in any such window: after
  /// `outOf - confirmed + 1` of them in a row.
  public let outOf: Int
  /// The longest time in days from the first to the last of the anomalous looks that confirm; nil: any.
  /// It makes confirmation harder and never withdraws anything.
  public let withinDays: Double?
  /// Successive clear looks after which a confirmed lasting anomaly is `finished`; nil: it never is.
  public let finished: Int?
  /// Successive clear looks after which an event of a transient kind is over, so that the next anomalous
  /// look is a recurrence.
  public let eventEnd: Int
  /// Looks whose times lie within so many seconds after the first of them are one overpass and count once:
  /// neighbouring tiles, and one product processed twice, do not confirm each other.
  public let overpassSeconds: Double

  /// Ten minutes, as products are put together to one layer (`tianyan prepare`).
  public static let usualOverpassSeconds = 600.0

  /// A rule with `1 <= provisional <= confirmed <= outOf` and counts of at least one.
  public init(
    provisional: Int, confirmed: Int, outOf: Int? = nil, withinDays: Double? = nil,
    finished: Int?, eventEnd: Int = 1, overpassSeconds: Double = usualOverpassSeconds
  ) {
    let outOf = outOf ?? confirmed
    precondition(provisional >= 1, "an anomaly needs a look")
    precondition(provisional <= confirmed && confirmed <= outOf, "counts rise")
    precondition(finished ?? 1 >= 1 && eventEnd >= 1, "only a look can end something")
    precondition(withinDays ?? 0 >= 0 && overpassSeconds >= 0, "time does not run backwards")
    self.provisional = provisional
    self.confirmed = confirmed
    self.outOf = outOf
    self.withinDays = withinDays
    self.finished = finished
    self.eventEnd = eventEnd
    self.overpassSeconds = overpassSeconds
  }

  /// Clear looks in a row that withdraw what is not confirmed.
  var withdrawn: Int { outOf - confirmed + 1 }

  /// The same rule with another number of anomalous looks for `confirmed`, at least one; the clear looks
  /// allowed between them stay as many, and `provisional` comes down to it where it must.
  public func confirming(after looks: Int) -> ConfirmationRule {
    ConfirmationRule(
      provisional: min(provisional, looks), confirmed: looks, outOf: looks + outOf - confirmed,
      withinDays: withinDays, finished: finished, eventEnd: eventEnd,
      overpassSeconds: overpassSeconds)
  }
}
