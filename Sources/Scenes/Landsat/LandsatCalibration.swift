import Foundation

/// From a Landsat band's samples to reflectance or kelvin, and why so.
struct LandsatCalibration: Hashable {
  /// The numbers.
  var values: Calibration
  /// Where they come from, a clause.
  var reason: String

  /// The sample that stands for "no data" in all bands of Collection 2 (LSDS-1618, LSDS-1619).
  static let fill = 0.0
  /// Surface reflectance of Collection 2, all instruments (LSDS-1618, LSDS-1619).
  static let surfaceReflectance = Calibration(scale: 2.75e-5, offset: -0.2, nodata: fill)
  /// Surface temperature of Collection 2 in kelvin (idem).
  static let surfaceTemperature = Calibration(scale: 0.00341802, offset: 149, nodata: fill)

  /// What the constants of Planck's law may be.
  private static let planckConstants = 1e-3...1e6
  /// Degrees above the horizon at which a reflectance can be worked out; below, its inverse sine
  /// blows up noise.
  private static let sunElevations = 0.1...90.0

  /// What the metadata says of a band of a product of that level.
  init(_ band: LandsatBand, _ level: LandsatLevel, _ metadata: LandsatMetadata) throws {
    switch (band.quantity, level.isSurface) {
    case (.temperature, true):
      self = try Self.surface(
        "TEMPERATURE", band, in: .surfaceTemperature, Self.surfaceTemperature, metadata)
    case (_, true):
      self = try Self.surface(
        "REFLECTANCE", band, in: .surfaceReflectance, Self.surfaceReflectance, metadata)
    case (.temperature, false):
      self = try Self.brightnessTemperature(band, metadata)
    case (_, false):
      self = try Self.topOfAtmosphere(band, metadata)
    }
    reason += "; fill \(Int(Self.fill))"
  }

  private init(_ values: Calibration, _ reason: String) {
    self.values = values
    self.reason = reason
  }

  /// The samples of a mask, as they are.
  static let codes = Self(Calibration(), "codes")

  private static func surface(
    _ quantity: String, _ band: LandsatBand, in group: LandsatMetadata.Group,
    _ documented: Calibration, _ metadata: LandsatMetadata
  ) throws -> Self {
    let keys = ["MULT", "ADD"].map { "\(quantity)_\($0)_BAND_\(band.number)" }
    if keys.allSatisfy({ metadata.text($0, in: group) == nil }) {
      return Self(
        documented,
        "\(quantity) \(documented.scale), \(documented.offset), the constants of Collection 2, "
          + "since \(metadata.name) says none")
    }
    return try linear(quantity, band, in: group, metadata)
  }

  /// Top-of-atmosphere reflectance with the sun over the middle of the scene (USGS, Landsat 8 Data
  /// Users Handbook, LSDS-1574, section 5).
  private static func topOfAtmosphere(_ band: LandsatBand, _ metadata: LandsatMetadata) throws
    -> Self
  {
    var made = try linear("REFLECTANCE", band, in: .rescaling, metadata)
    let elevation = try metadata.requiredNumber("SUN_ELEVATION", in: .image, sunElevations)
    let sine = sin(elevation * .pi / 180)
    made.values.scale /= sine
    made.values.offset /= sine
    made.reason += "; divided by the sine of SUN_ELEVATION \(elevation)"
    return made
  }

  /// Temperature at the sensor, through radiance and the inverse of Planck's law (idem).
  private static func brightnessTemperature(_ band: LandsatBand, _ metadata: LandsatMetadata)
    throws -> Self
  {
    var made = try linear("RADIANCE", band, in: .rescaling, metadata)
    let constants = try ["K1", "K2"].map {
      try metadata.requiredNumber(
        "\($0)_CONSTANT_BAND_\(band.number)", in: .thermalConstants, planckConstants)
    }
    made.values.planck = PlanckConstants(k1: constants[0], k2: constants[1])
    made.reason += "; to kelvin by K1 \(constants[0]), K2 \(constants[1])"
    return made
  }

  private static func linear(
    _ quantity: String, _ band: LandsatBand, in group: LandsatMetadata.Group,
    _ metadata: LandsatMetadata
  ) throws -> Self {
    let scale = try metadata.requiredNumber(
      "\(quantity)_MULT_BAND_\(band.number)", in: group, Calibration.scales)
    let offset = try metadata.requiredNumber(
      "\(quantity)_ADD_BAND_\(band.number)", in: group, Calibration.offsets)
    return Self(
      Calibration(scale: scale, offset: offset, nodata: fill),
      "\(quantity)_MULT \(scale), ADD \(offset) from \(metadata.name)")
  }
}
