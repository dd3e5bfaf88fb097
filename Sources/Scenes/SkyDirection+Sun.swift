import Foundation

extension SkyDirection {
  /// Where the sun stands over a place (degrees east and north) at a time (seconds since 1970), to some
  /// hundredths of a degree, without refraction.
  ///
  /// Meeus, Astronomical Algorithms (1998), chapters 12 (sidereal time), 13 and 25 (low accuracy).
  public static func sun(at seconds: Double, longitude: Double, latitude: Double) -> SkyDirection {
    let radian = Double.pi / 180
    // Days since noon of 2000-01-01.
    let days = (seconds - 946_728_000) / 86_400
    let centuries = days / 36_525
    let anomaly = (357.52911 + 35_999.05029 * centuries) * radian
    let centre =
      (1.914602 - 0.004817 * centuries) * sin(anomaly) + 0.019993 * sin(2 * anomaly)
      + 0.000289 * sin(3 * anomaly)
    let meanLongitude = 280.46646 + 36_000.76983 * centuries
    let aberration = 0.00569
    let ecliptic = (meanLongitude + centre - aberration) * radian
    let obliquity = (23.43929 - 0.0130042 * centuries) * radian
    let declination = asin(sin(obliquity) * sin(ecliptic))
    let ascension = atan2(cos(obliquity) * sin(ecliptic), cos(ecliptic))
    let siderealTime = (280.46061837 + 360.98564736629 * days) * radian
    let hourAngle = siderealTime + longitude * radian - ascension
    let phi = latitude * radian
    let up = sin(phi) * sin(declination) + cos(phi) * cos(declination) * cos(hourAngle)
    let east = -cos(declination) * sin(hourAngle)
    let north = cos(phi) * sin(declination) - sin(phi) * cos(declination) * cos(hourAngle)
    let azimuth = (atan2(east, north) / radian + 360).truncatingRemainder(dividingBy: 360)
    return SkyDirection(azimuth: azimuth, elevation: asin(min(max(up, -1), 1)) / radian)
  }
}
