#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// GCJ-02, the shifted coordinates that maps in China are published in.
///
/// For display and navigation only, never evidence: the official formula is not public. This is the
/// reverse-engineered one that map software shares (eviltransform, wandergis/coordtransform); how
/// far it is from the official one is not documented.
public enum ChineseDatum {
  /// Semi-major axis of Krasovsky's ellipsoid in metres.
  private static let semiMajorAxis = 6_378_245.0
  /// Its squared first eccentricity.
  private static let eccentricitySquared = 0.00669342162296594323
  /// Where the shift counts from.
  private static let origin = GeoPoint(longitude: 105, latitude: 35)
  /// Outside this rectangle there is no shift.
  private static let china = GeoBounds(west: 72.004, south: 0.8293, east: 137.8347, north: 55.8271)

  /// A sine of the public formula: metres high, one wave every 2 `halfWave` degrees.
  private struct Wave {
    let height, halfWave: Double
    func callAsFunction(_ degrees: Double) -> Double { height * sin(degrees / halfWave * .pi) }
  }

  /// What both coordinates take from the longitude.
  private static let sharedWaves = [
    Wave(height: 20, halfWave: 1.0 / 6), Wave(height: 20, halfWave: 1.0 / 2),
  ]
  private static let northWaves = [
    Wave(height: 20, halfWave: 1), Wave(height: 40, halfWave: 3),
    Wave(height: 160, halfWave: 12), Wave(height: 320, halfWave: 30),
  ]
  private static let eastWaves = [
    Wave(height: 20, halfWave: 1), Wave(height: 40, halfWave: 3),
    Wave(height: 150, halfWave: 12), Wave(height: 300, halfWave: 30),
  ]
  /// What the sum of the waves is multiplied by.
  private static let waveScale = 2.0 / 3

  /// Where a place given in WGS 84 is drawn on a Chinese map, in degrees; the place itself outside
  /// the rectangle round China. In Zhejiang the shift is about 500 m to the south-east.
  public static func gcj02(from place: GeoPoint) -> GeoPoint {
    guard place.longitude >= china.west, place.longitude <= china.east,
      place.latitude >= china.south, place.latitude <= china.north
    else { return place }
    let shift = metres(
      x: place.longitude - origin.longitude, y: place.latitude - origin.latitude)
    let latitude = place.latitude * .pi / 180
    let flattening = 1 - eccentricitySquared * sin(latitude) * sin(latitude)
    // Radii of curvature of the ellipsoid: along the meridian and across it.
    let meridianRadius =
      semiMajorAxis * (1 - eccentricitySquared) / (flattening * flattening.squareRoot())
    let parallelRadius = semiMajorAxis / flattening.squareRoot() * cos(latitude)
    return GeoPoint(
      longitude: place.longitude + shift.east / parallelRadius * 180 / .pi,
      latitude: place.latitude + shift.north / meridianRadius * 180 / .pi)
  }

  /// The shift in metres at `x` degrees east and `y` degrees north of the origin: a polynomial
  /// with a root, and waves.
  private static func metres(x: Double, y: Double) -> (east: Double, north: Double) {
    let root = abs(x).squareRoot()
    let shared = sharedWaves.reduce(0) { $0 + $1(x) }
    let east = eastWaves.reduce(shared) { $0 + $1(x) }
    let north = northWaves.reduce(shared) { $0 + $1(y) }
    return (
      east: 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + waveScale * east,
      north: -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + waveScale * north
    )
  }
}
