import Spectral

/// How an analysis-ready layer is laid down in a GeoTIFF: one band a role, described by its name, and
/// the reasons last, all of unsigned 16-bit samples with 0 for "no data".
///
/// The numbers below are the file format. Whoever changes one raises `version`, and the reader keeps
/// to what each file says of its own scale and offset.
public enum LayerFormat {
  /// The version that is written, and the newest that is read.
  public static let version = 1
  /// The description of the band that holds the bits of `MaskReasons`.
  public static let reasonsName = "mask_reasons"
  /// The stored number that stands for no measurement, in the bands of measurements.
  public static let nodata: Double = 0

  /// The roles in the order of the bands: by wavelength.
  public static func ordered(_ roles: some Sequence<BandRole>) -> [BandRole] { roles.sorted() }

  /// How values of a role are stored that come from `sources`: a reflectance in ten-thousandths from
  /// -0.1999 to 6.3335, so that what the correction of the atmosphere takes below zero survives; a
  /// temperature in hundredths of a kelvin.
  ///
  /// Sources that all count in ten-thousandths, as Sentinel-2 does, keep their own counts: the values
  /// then come back to the last bit, and a threshold that one of them meets exactly decides the same.
  public static func calibration(
    of role: BandRole, from sources: some Sequence<BandSource>
  ) -> Calibration {
    guard !role.isThermal else { return Calibration(scale: 0.01, offset: 0, nodata: nodata) }
    let common = Calibration(scale: 0.0001, offset: -0.2, nodata: nodata)
    let own = Set(sources.map(\.calibration))
    guard own.count == 1, let counts = own.first, counts.scale == common.scale,
      counts.nodata == nodata, (common.offset...0).contains(counts.offset),
      sources.allSatisfy({ $0.sampleType == .uint16 })
    else { return common }
    return counts
  }

  /// The unit of a band's values; empty for a reflectance.
  public static func unit(of role: BandRole) -> String { role.isThermal ? "K" : "" }
}

extension BandRole {
  /// Whether its values are temperatures, in kelvin.
  fileprivate var isThermal: Bool { self == .lwir11 || self == .lwir12 }
}

extension Calibration {
  /// The calibration by which raw samples become, not values, but the numbers that `encoding` stores
  /// for them: in one step, so that whole numbers stay whole.
  public func stored(by encoding: Calibration) -> Calibration {
    Calibration(
      scale: scale / encoding.scale, offset: (offset - encoding.offset) / encoding.scale,
      nodata: nodata)
  }
}
