/// What one acquisition tells of one place.
///
/// A look is no state and knows no other look: whatever is said of a place over time is computed from all of
/// its looks (`AnomalyHistory`).
public struct Look: Hashable, Sendable {
  /// What was seen there.
  public enum Finding: Int, Hashable, Sendable, Comparable, CaseIterable {
    /// Nothing: no data, or cloud. It is not *clear*, and it ends nothing.
    case unobserved
    /// The ground, and nothing suspicious on it.
    case clear
    /// The ground, and what the rule calls suspicious.
    case anomalous

    /// The order in which one overpass is summed up: what was suspicious in one of its products counts
    /// more than what was clear in another, and that more than a cloud.
    public static func < (a: Finding, b: Finding) -> Bool { a.rawValue < b.rawValue }
  }

  /// When it was taken: seconds since 1970-01-01 in UTC.
  public var time: Double
  /// What was seen.
  public var finding: Finding

  /// A look at a finite time.
  public init(time: Double, finding: Finding) {
    precondition(time.isFinite, "a look has a time")
    self.time = time
    self.finding = finding
  }
}
