import Foundation

/// How far the Sun is.
enum EarthSunDistance {
  /// The distance in astronomical units at `seconds` since 1970, right to 0.0001 from 1950 to 2050
  /// (The Astronomical Almanac, section C, low-precision formulas for the Sun's coordinates).
  static func astronomicalUnits(at seconds: Double) -> Double {
    let secondsPerDay = 86_400.0
    let epoch = 10_957.5  // days from 1970-01-01T00:00 to 2000-01-01T12:00
    let days = seconds / secondsPerDay - epoch
    let anomaly = (357.528 + 0.985_600_3 * days) * .pi / 180
    return 1.000_14 - 0.016_71 * cos(anomaly) - 0.000_14 * cos(2 * anomaly)
  }
}
