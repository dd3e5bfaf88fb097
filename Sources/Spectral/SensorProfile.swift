/// What formulas have to know about a sensor: where its bands lie, and the coefficients that were
/// fitted for them.
public struct SensorProfile: Hashable, Sendable {
  /// The sensor's slug as it was given; nil where nobody said it.
  public let sensor: String?
  /// Whether anything is known about this sensor.
  public let isKnown: Bool
  /// The bands it has; empty for a sensor that is not known.
  public let roles: Set<BandRole>
  /// Central wavelengths of its bands in nm; empty for a sensor that is not known.
  public let wavelengths: [BandRole: Double]
  /// Its coefficients, by the names of `IndexConstant`.
  public let coefficients: [String: Double]

  /// The profile of a sensor by its slug, such as `sentinel-2b` or `landsat-8`.
  ///
  /// `sentinel-2` without a letter means Sentinel-2A: the satellites differ by up to 17 nm, in
  /// swir22. An unknown sensor has neither wavelengths nor coefficients.
  public init(sensor: String?) {
    self.sensor = sensor
    guard let tables = sensor.flatMap({ Self.tables(of: $0.lowercased()) }) else {
      isKnown = false
      roles = []
      wavelengths = [:]
      coefficients = [:]
      return
    }
    isKnown = true
    roles = tables.otherBands.union(tables.wavelengths.keys)
    wavelengths = tables.wavelengths
    coefficients = tables.coefficients.reduce(into: [:]) { $0.merge($1) { $1 } }
  }

  /// What is known of one sensor.
  struct Tables {
    var wavelengths: [BandRole: Double]
    /// Bands whose wavelengths no formula needs.
    var otherBands: Set<BandRole> = []
    var coefficients: [[String: Double]] = []
  }

  /// The slugs of the sensors of which something is known, one a sensor.
  public static let slugs = known.map(\.slug)

  private static let known: [(slug: String, tables: Tables)] = [
    ("sentinel-2a", sentinel2A), ("sentinel-2b", sentinel2B), ("sentinel-2c", sentinel2C),
    ("landsat-4", thematicMapper), ("landsat-5", thematicMapper),
    ("landsat-7", thematicMapperPlus), ("landsat-8", landImager), ("landsat-9", landImager),
    ("gf-1", gaofen1), ("gf-2", gaofen2), ("gf-6", gaofen6),
  ]

  private static func tables(of slug: String) -> Tables? {
    let name = slug == "sentinel-2" ? "sentinel-2a" : slug.replacing("gaofen-", with: "gf-")
    return known.first { $0.slug == name }?.tables
  }

  /// The bands that Nechad's formula was calibrated for.
  static let turbidityRoles: [BandRole] = [
    .red, .rededge071, .rededge075, .rededge078, .nir, .nir08,
  ]
}

extension BandRole {
  /// The short codes of reflective bands, one a role.
  static let reflectiveCodes: [(code: String, role: BandRole)] =
    shortCodes.filter { !$0.key.hasPrefix("T") }.map { (code: $0.key, role: $0.value) }
    .sorted { $0.role < $1.role }
}
