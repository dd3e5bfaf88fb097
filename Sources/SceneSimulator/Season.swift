/// A time of the year as the land shows it, between two that are painted in full.
struct Season: Hashable {
  /// 1 in mid-April, 0 in mid-September, and between them what lies between.
  let springShare: Double

  /// Mid-September: rice between heading and ripeness, summer leaves.
  static let earlyAutumn = Season(springShare: 0)
  /// Mid-April: rape in flower, the first paddies ploughed and flooded, young leaves, high water.
  static let spring = Season(springShare: 1)
}

extension Season {
  /// The days of the year of the two that are painted.
  private static let springDay = 102.0
  private static let autumnDay = 257.0

  /// The season of a day of the year, 1...366: leaves and water change without a leap.
  init(dayOfYear: Double) {
    let past = (dayOfYear - Self.springDay + Self.daysPerYear)
      .truncatingRemainder(dividingBy: Self.daysPerYear)
    let summer = Self.autumnDay - Self.springDay
    springShare =
      past < summer
      ? 1 - smoothstep(from: 0, to: summer, past)
      : smoothstep(from: summer, to: Self.daysPerYear, past)
  }

  /// Days of a year, leap days left out.
  static let daysPerYear = 365.0
}
