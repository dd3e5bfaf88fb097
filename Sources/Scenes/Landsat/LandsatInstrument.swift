import Spectral

/// One band as USGS numbers it.
struct LandsatBand: Hashable {
  /// What its samples become.
  enum Quantity: Hashable {
    /// Reflectance, on the grid of the reflective bands.
    case reflectance
    /// Reflectance, on the finer grid of the panchromatic band.
    case panchromatic
    /// Temperature in kelvin.
    case temperature
  }

  /// What stands after `BAND_` in the keys of the metadata: `4`, `6_VCID_1`, `ST_B10`.
  var number: String
  /// What it measures.
  var role: BandRole
  /// What its samples become.
  var quantity: Quantity
}

/// The instruments of Landsat 4 to 9, whose bands are numbered differently (USGS, LSDS-1618 and
/// LSDS-1619, Level 2 science product guides).
enum LandsatInstrument: CaseIterable {
  /// Landsat 8 and 9, with TIRS beside it.
  case oli
  /// Landsat 4 and 5.
  case tm
  /// Landsat 7.
  case etm

  /// By the `SENSOR_ID` of the metadata; nil for others, such as MSS.
  init?(sensorID: String) {
    switch sensorID {
    case "OLI_TIRS", "OLI", "TIRS": self = .oli
    case "TM": self = .tm
    case "ETM": self = .etm
    default: return nil
    }
  }

  /// The bands that become surface reflectance: number and role.
  var surfaceBands: [(number: String, role: BandRole)] {
    switch self {
    case .oli:
      [
        ("1", .coastal), ("2", .blue), ("3", .green), ("4", .red), ("5", .nir08), ("6", .swir16),
        ("7", .swir22),
      ]
    case .tm, .etm:
      [
        ("1", .blue), ("2", .green), ("3", .red), ("4", .nir08), ("5", .swir16), ("7", .swir22),
      ]
    }
  }

  /// The bands of a product of that level, in the order in which they are taken: of two with one
  /// role, the first that is there. ETM+ has its thermal band twice; the low gain (VCID 1) comes first,
  /// since hot ground saturates the high one.
  func bands(of level: LandsatLevel) -> [LandsatBand] {
    let reflective = surfaceBands.map {
      LandsatBand(number: $0.number, role: $0.role, quantity: .reflectance)
    }
    return reflective + (level.isSurface ? surfaceTemperature : levelOneOnly)
  }

  private var surfaceTemperature: [LandsatBand] {
    let number = self == .oli ? "ST_B10" : "ST_B6"
    return [LandsatBand(number: number, role: .lwir11, quantity: .temperature)]
  }

  private var levelOneOnly: [LandsatBand] {
    func thermal(_ number: String, _ role: BandRole) -> LandsatBand {
      LandsatBand(number: number, role: role, quantity: .temperature)
    }
    let pan = LandsatBand(number: "8", role: .pan, quantity: .panchromatic)
    return switch self {
    case .oli:
      [
        pan, LandsatBand(number: "9", role: .cirrus, quantity: .reflectance),
        thermal("10", .lwir11), thermal("11", .lwir12),
      ]
    case .tm: [thermal("6", .lwir11)]
    case .etm: [pan, thermal("6_VCID_1", .lwir11), thermal("6_VCID_2", .lwir11)]
    }
  }

  /// What the bits of its QA_RADSAT band mean.
  var saturationCoding: MaskCoding { self == .oli ? .landsatQARadsat : .landsatQARadsatTM }
}

/// USGS's processing levels that are read.
enum LandsatLevel: String, CaseIterable {
  /// Terrain-corrected to precision, terrain-corrected systematically, and corrected systematically.
  case l1tp = "L1TP"
  case l1gt = "L1GT"
  case l1gs = "L1GS"
  /// Surface reflectance and temperature, and surface reflectance alone.
  case l2sp = "L2SP"
  case l2sr = "L2SR"

  /// Whether values are at the surface; else they are at the top of the atmosphere.
  var isSurface: Bool { self == .l2sp || self == .l2sr }
}
