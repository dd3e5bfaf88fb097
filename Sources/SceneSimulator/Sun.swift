#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Where the sun stands.
struct Sun {
  /// Degrees from the zenith.
  let zenith: Double
  /// Degrees from north towards east.
  let azimuth: Double

  init(zenith: Double, azimuth: Double) {
    self.zenith = zenith
    self.azimuth = azimuth
  }

  /// The sun at a moment and a place in degrees, within a hundredth of a degree.
  ///
  /// Meeus, Astronomical Algorithms, chapters 12 (sidereal time) and 25 (low accuracy).
  init(at moment: Moment, longitude: Double, latitude: Double) {
    let days = moment.daysSinceEpoch
    let centuries = days / 36_525
    let meanLongitude = 280.46646 + 36_000.76983 * centuries
    let anomaly = (357.52911 + 35_999.05029 * centuries) * Self.radian
    let centre =
      (1.914602 - 0.004817 * centuries) * sin(anomaly) + 0.019993 * sin(2 * anomaly)
      + 0.000289 * sin(3 * anomaly)
    // Less the aberration of light.
    let ecliptic = (meanLongitude + centre - 0.00569) * Self.radian
    let obliquity = (23.43929 - 0.0130042 * centuries) * Self.radian
    let declination = asin(sin(obliquity) * sin(ecliptic))
    let ascension = atan2(cos(obliquity) * sin(ecliptic), cos(ecliptic))
    let siderealTime = (280.46061837 + 360.98564736629 * days) * Self.radian
    let hourAngle = siderealTime + longitude * Self.radian - ascension
    let phi = latitude * Self.radian
    let up = sin(phi) * sin(declination) + cos(phi) * cos(declination) * cos(hourAngle)
    let east = -cos(declination) * sin(hourAngle)
    let north = cos(phi) * sin(declination) - sin(phi) * cos(declination) * cos(hourAngle)
    zenith = acos(min(max(up, -1), 1)) / Self.radian
    azimuth = (atan2(east, north) / Self.radian + 360).truncatingRemainder(dividingBy: 360)
  }

  /// The unit direction on the ground towards the sun.
  var direction: Ground {
    Ground(east: sin(azimuth * Self.radian), south: -cos(azimuth * Self.radian))
  }

  /// Metres of shadow for a metre of height.
  var shadowLength: Double { tan(zenith * Self.radian) }

  /// Cosine of the angle between sun and zenith.
  var cosine: Double { cos(zenith * Self.radian) }

  private static let radian = Double.pi / 180
}
