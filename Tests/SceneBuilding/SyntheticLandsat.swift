import GeoFiles
import RasterGrid

/// A small Landsat bundle made in a test: files named and described as USGS does.
public struct SyntheticLandsat {
  /// The first four letters of the name.
  public var prefix = "LC08"
  /// The processing level.
  public var level = "L2SP"
  /// As the metadata spells them.
  public var spacecraft = "LANDSAT_8"
  /// As the metadata spells it.
  public var sensor = "OLI_TIRS"
  /// Bands by what follows `BAND_` in the metadata.
  public var bands = ["1", "2", "3", "4", "5", "6", "7", "ST_B10"]
  /// Files of the metadata that are not written.
  public var leftOut: Set<String> = []
  /// Changes of the metadata's text.
  public var changes: [(old: String, new: String)] = []
  /// The grid that the files state; nil where they state none.
  public var stated: Grid?

  /// Columns.
  public static let width = 4
  /// Rows.
  public static let height = 3
  /// What the metadata describes: corner pixels' centres at 583500 and -2222700.
  public static let grid = Grid(
    width: width, height: height, affine: Affine(originX: 583_485, originY: -2_222_685, pixel: 30),
    crs: CoordinateSystem("EPSG:32623"))
  /// The height of the sun.
  public static let sunElevation = 30.0

  /// A bundle of Landsat 8, Level 2.
  public init() {}

  /// A bundle of Landsat 8, Level 1; the panchromatic band is left out.
  public static var levelOne: SyntheticLandsat {
    var bundle = SyntheticLandsat()
    bundle.level = "L1TP"
    bundle.bands = ["1", "2", "3", "4", "5", "6", "7", "9", "10", "11"]
    return bundle
  }

  /// A bundle of Landsat 7, Level 1.
  public static var landsat7: SyntheticLandsat {
    var bundle = levelOne
    (bundle.prefix, bundle.spacecraft, bundle.sensor) = ("LE07", "LANDSAT_7", "ETM")
    bundle.bands = ["1", "2", "3", "4", "5", "6_VCID_1", "6_VCID_2", "7"]
    return bundle
  }

  /// The product's id.
  public var name: String { "\(prefix)_\(level)_218074_20190114_20200829_02_T1" }

  /// The name of a band's file.
  public func file(_ band: String) -> String {
    guard level.hasPrefix("L2"), !band.hasPrefix("ST_") else {
      return "\(name)_\(band.hasPrefix("ST_") ? band : "B" + band).TIF"
    }
    return "\(name)_SR_B\(band).TIF"
  }

  /// The name of a mask's file: `QA_PIXEL` or `QA_RADSAT`.
  public func mask(_ band: String) -> String { "\(name)_\(band).TIF" }

  /// Raw samples of the band at that place in `bands`, row by row; the first is fill.
  public static func samples(ofBand index: Int) -> [UInt16] {
    [0] + (1..<(width * height)).map { UInt16(8_000 + 1_000 * index + 10 * $0) }
  }

  /// Raw samples of QA_PIXEL: fill, then clear; two of cloud and one of shadow at the end.
  public static let quality: [UInt16] =
    [1] + [UInt16](repeating: 21_824, count: 8) + [22_280, 22_280, 23_888]

  /// Raw samples of QA_RADSAT: only the second pixel is saturated, in its first band.
  public static let saturation: [UInt16] = [0, 1] + [UInt16](repeating: 0, count: 10)

  /// Writes it into a folder of `home` and gives the folder's path.
  public func write(to folder: String = "bundle", in home: TemporaryFolder) throws -> String {
    let path = try home.folder(folder)
    var files = bands.enumerated().map { (file($1), Self.samples(ofBand: $0)) }
    files += [(mask("QA_PIXEL"), Self.quality), (mask("QA_RADSAT"), Self.saturation)]
    for (name, samples) in files where !leftOut.contains(name) {
      if let stated {
        try CloudOptimizedGeoTIFF.write(
          RasterImage(
            grid: stated, bands: [.init(name: "", samples: .uint16(samples))], nodata: nil,
            metadata: []),
          to: "\(path)/\(name)")
      } else {
        try home.write(
          BareTIFF.bytes(width: Self.width, height: Self.height, samples), to: "\(folder)/\(name)")
      }
    }
    try home.write(metadata, to: "\(folder)/\(name)_MTL.txt")
    return path
  }

  /// The metadata as text.
  public var metadata: String {
    let groups = [
      ("PRODUCT_CONTENTS", contents), ("IMAGE_ATTRIBUTES", image),
      ("PROJECTION_ATTRIBUTES", Self.projection),
    ]
    let text =
      (groups + (level.hasPrefix("L2") ? surface : levelOne)).map { group, lines in
        "  GROUP = \(group)\n"
          + lines.split(separator: "\n").map { "    \($0)\n" }.joined()
          + "  END_GROUP = \(group)\n"
      }.joined()
    let whole = "GROUP = LANDSAT_METADATA_FILE\n\(text)END_GROUP = LANDSAT_METADATA_FILE\nEND\n"
    return changes.reduce(whole) { text, change in
      precondition(text.contains(change.old), "\(change.old) is not in the metadata")
      return text.replacing(change.old, with: change.new)
    }
  }

  private var contents: String {
    let files = bands.map { "FILE_NAME_BAND_\($0) = \"\(file($0))\"" }.joined(separator: "\n")
    return """
      LANDSAT_PRODUCT_ID = "\(name)"
      PROCESSING_LEVEL = "\(level)"
      COLLECTION_NUMBER = 02
      \(files)
      FILE_NAME_QUALITY_L1_PIXEL = "\(mask("QA_PIXEL"))"
      FILE_NAME_QUALITY_L1_RADIOMETRIC_SATURATION = "\(mask("QA_RADSAT"))"
      """
  }

  private var image: String {
    """
    SPACECRAFT_ID = "\(spacecraft)"
    SENSOR_ID = "\(sensor)"
    WRS_PATH = 218
    WRS_ROW = 74
    DATE_ACQUIRED = 2019-01-14
    SCENE_CENTER_TIME = "12:57:13.1804960Z"
    CLOUD_COVER = 9.86
    SUN_AZIMUTH = -97.5
    SUN_ELEVATION = \(Self.sunElevation)
    """
  }

  // The white space after a number is USGS's own.
  private static let projection = """
    MAP_PROJECTION = "UTM"
    DATUM = "WGS84"
    UTM_ZONE = 23
    GRID_CELL_SIZE_REFLECTIVE = 30.00
    GRID_CELL_SIZE_THERMAL = 30.00
    REFLECTIVE_LINES = \(height)\t
    REFLECTIVE_SAMPLES = \(width)
    THERMAL_LINES = \(height)
    THERMAL_SAMPLES = \(width)
    ORIENTATION = "NORTH_UP"
    CORNER_UL_PROJECTION_X_PRODUCT = 583500.000
    CORNER_UL_PROJECTION_Y_PRODUCT = -2222700.000
    CORNER_LR_PROJECTION_X_PRODUCT = 583590.000
    CORNER_LR_PROJECTION_Y_PRODUCT = -2222760.000
    """

  private var surface: [(String, String)] {
    let bands = bands.filter { !$0.hasPrefix("ST_") }
    return [
      (
        "LEVEL2_SURFACE_REFLECTANCE_PARAMETERS",
        Self.linear("REFLECTANCE", bands, "2.75e-05", "-0.2")
      ),
      (
        "LEVEL2_SURFACE_TEMPERATURE_PARAMETERS",
        Self.linear("TEMPERATURE", ["ST_B10"], "0.00341802", "149.0")
      ),
      // What Level 1 said of the same bands, which does not hold for these files.
      ("LEVEL1_RADIOMETRIC_RESCALING", Self.linear("REFLECTANCE", bands, "2.0E-05", "-0.1")),
    ]
  }

  private var levelOne: [(String, String)] {
    let constants = bands.filter(Self.isThermal).map {
      "K1_CONSTANT_BAND_\($0) = 774.8853\nK2_CONSTANT_BAND_\($0) = 1321.0789"
    }
    return [
      (
        "LEVEL1_RADIOMETRIC_RESCALING",
        Self.linear("REFLECTANCE", bands.filter { !Self.isThermal($0) }, "2.0E-05", "-0.1") + "\n"
          + Self.linear("RADIANCE", bands, "3.3420E-04", "0.10000")
      ), ("LEVEL1_THERMAL_CONSTANTS", constants.joined(separator: "\n")),
    ]
  }

  private static func isThermal(_ band: String) -> Bool {
    ["10", "11"].contains(band) || band.hasPrefix("6_")
  }

  private static func linear(
    _ quantity: String, _ bands: [String], _ scale: String, _ offset: String
  ) -> String {
    bands.map {
      "\(quantity)_MULT_BAND_\($0) = \(scale)\n\(quantity)_ADD_BAND_\($0) = \(offset)"
    }.joined(separator: "\n")
  }
}
