import GeoFiles
import RasterGrid
import Spectral

/// How the band descriptions of one multi-band file are understood.
struct BandNaming {
  /// Roles by description, in lower case.
  var roles: [String: BandRole]
  /// The sensor these descriptions belong to; nil where any sensor may use them.
  var sensor: String?

  /// Roles by their own names: the STAC common names.
  static let stac = BandNaming(
    roles: Dictionary(uniqueKeysWithValues: BandRole.allCases.map { ($0.rawValue, $0) }),
    sensor: nil)

  /// ESA's names of the bands of Sentinel-2's MSI, with and without a leading zero.
  static let sentinel2 = BandNaming(
    roles: table([
      ("1", .coastal), ("2", .blue), ("3", .green), ("4", .red), ("5", .rededge071),
      ("6", .rededge075), ("7", .rededge078), ("8", .nir), ("8a", .nir08), ("9", .nir09),
      ("10", .cirrus), ("11", .swir16), ("12", .swir22),
    ]) { number in ["b" + number] + (number.count == 1 ? ["b0" + number] : []) },
    sensor: "sentinel-2")

  /// USGS's names of the surface reflectance bands of OLI (Landsat 8 and 9).
  static let landsatOLI = BandNaming(
    roles: table(LandsatInstrument.oli.surfaceBands) { ["sr_b" + $0] },
    sensor: "landsat")

  /// USGS's names of the surface reflectance bands of TM and ETM+ (Landsat 4, 5 and 7).
  static let landsatTM = BandNaming(
    roles: table(LandsatInstrument.tm.surfaceBands) { ["sr_b" + $0] },
    sensor: "landsat")

  private static func table(
    _ bands: [(String, BandRole)], _ names: (String) -> [String]
  ) -> [String: BandRole] {
    var roles: [String: BandRole] = [:]
    for (number, role) in bands {
      for name in names(number) { roles[name] = role }
    }
    return roles
  }
}

/// One raster file whose bands say themselves what they measure.
enum DescribedRaster: ProductReader {
  static let title = "raster with described bands"

  static func recognise(_ product: ProductCandidate) throws -> Recognition {
    guard product.files == nil else { return .declined("it is a folder or an archive") }
    do {
      _ = try RasterFile(opening: product.path)
      return .recognised
    } catch {
      return .declined(
        "it is none of \(GDALRuntime.rasterDrivers.joined(separator: ", ")), or damaged: "
          + error.messages.joined(separator: "; "))
    }
  }

  static func scene(_ product: ProductCandidate) throws -> Scene {
    try Scene.raster(product.path)
  }
}

extension Scene {
  /// The scene in one raster file whose bands are described by role, by STAC or by ESA and USGS names.
  static func raster(_ path: InputPath) throws -> Scene {
    let info = try inspect(path)
    let product = LandsatName(in: path.shown)
    let descriptions = info.bands.map { $0.name.lowercased() }
    let naming = try naming(of: descriptions, product, path)
    var bands: [BandRole: BandSource] = [:]
    for (i, description) in descriptions.enumerated() {
      guard let role = naming.roles[description] else { continue }
      guard bands[role] == nil else {
        throw Refusal(.badInput, "describes two bands as \(role.rawValue)", subject: path.shown)
      }
      let calibration = calibration(of: info.bands[i], naming)
      bands[role] = try source(path, band: i + 1, info, calibration: calibration.values)
    }
    let masks: [(String, MaskCoding)] = [("scl", .sentinel2SCL), ("qa_pixel", .landsatQAPixel)]
    let mask = try masks.lazy.compactMap { name, coding in
      descriptions.firstIndex(of: name).map { ($0 + 1, coding) }
    }.first.map { band, coding in
      MaskSource(try source(path, band: band, info, calibration: Calibration()), coding)
    }
    let isCalibrated = info.bands.indices.allSatisfy {
      naming.roles[descriptions[$0]] == nil || calibration(of: info.bands[$0], naming).isStated
    }
    if isCalibrated,
      let counts = bands.sorted(by: { $0.key < $1.key }).first(where: \.value.holdsCounts)
    {
      throw Refusal(
        .badInput,
        "states a scale of \(counts.value.calibration.scale) for \(counts.key.rawValue), whose whole "
          + "numbers are then no reflectances, which are fractions", subject: path.shown,
        advice: "state the provider's: gdal_edit.py -scale 0.0001 -offset -0.1, or a scene.yaml")
    }
    var scene = Scene(
      id: "", path: path.shown, sensor: product?.sensor ?? naming.sensor, level: product?.level,
      acquired: acquired(info, path, product), quantity: isCalibrated ? .reflectance : .dn,
      bands: bands, masks: [mask].compactMap { $0 })
    scene.id = try SceneIdentity.make(for: scene)
    scene.fillNearInfrared()
    return scene
  }

  private static func naming(
    of descriptions: [String], _ product: LandsatName?, _ path: InputPath
  ) throws -> BandNaming {
    let landsat = product?.isOLI == false ? BandNaming.landsatTM : .landsatOLI
    let known = [BandNaming.stac, .sentinel2, landsat]
    let naming = known.first { naming in descriptions.contains { naming.roles[$0] != nil } }
    guard let naming else {
      throw Refusal(
        .badInput, "does not say what its bands measure", subject: path.shown,
        advice: "describe its bands by role (gdal_edit or a scene.yaml beside it): "
          + BandRole.allCases.map(\.rawValue).joined(separator: ", "))
    }
    if product == nil, descriptions.contains(where: { $0.hasPrefix("sr_b") }) {
      throw Refusal(
        .badInput, "has Landsat's band names, which mean other bands on other satellites",
        subject: path.shown, advice: "keep the product's name (LC08_L2SP_...) or add a scene.yaml")
    }
    return naming
  }

  private static func calibration(of band: RasterBandInfo, _ naming: BandNaming)
    -> (values: Calibration, isStated: Bool)
  {
    if band.name.lowercased().hasPrefix("sr_b") {
      return (LandsatCalibration.surfaceReflectance, true)
    }
    let isStated = band.scale != nil || band.offset != nil || band.sampleType == .float32
    let values = Calibration(
      scale: band.scale ?? 1, offset: band.offset ?? 0, nodata: band.nodata)
    return (values, isStated && !(values.scale == 1 && band.sampleType != .float32))
  }

  private static func acquired(_ info: RasterInfo, _ path: InputPath, _ product: LandsatName?)
    -> AcquisitionTime?
  {
    if let product { return product.acquired }
    if let time = info.metadata["ACQUISITION_DATE"].flatMap(AcquisitionTime.init) { return time }
    // TIFF writes 2016:12:09 03:11:22.
    let tag = info.metadata["TIFFTAG_DATETIME"]?.split(separator: " ")
    if let tag, tag.count == 2 {
      let date = tag[0].replacing(":", with: "-")
      return AcquisitionTime("\(date)T\(tag[1])Z")
    }
    return nil
  }
}
