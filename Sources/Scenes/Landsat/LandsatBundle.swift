import GeoFiles
import RasterGrid
import Spectral

/// The rasters of a Landsat product, opened and placed; no pixel is read.
struct LandsatBundle {
  private let files: ProductFiles
  private let folder: String
  private(set) var bands: [BandRole: BandSource] = [:]
  private(set) var masks: [MaskSource] = []
  /// What the product should hold and does not.
  private(set) var missing: [String] = []
  /// What was decided, a sentence each.
  private(set) var notes: [String] = []
  private var placedByMetadata = false

  /// The rasters beside a metadata file in `folder`, which ends in a slash or is empty.
  init(_ files: ProductFiles, folder: String) throws {
    self.files = files
    self.folder = folder
  }

  /// Opens the bands and masks that the header promises.
  mutating func open(_ header: LandsatHeader) throws {
    for band in header.instrument.bands(of: header.level) where bands[band.role] == nil {
      guard let path = try path("BAND_\(band.number)", header.metadata) else { continue }
      let calibration = try LandsatCalibration(band, header.level, header.metadata)
      bands[band.role] = try source(path, LandsatGrid.Kind(band.quantity), calibration, header)
      if band.number.contains("VCID") {
        notes.append(
          "The thermal band is \(band.number): of the two gains the low one is preferred.")
      }
    }
    guard bands.keys.contains(where: { $0 != .pan }) else {
      throw Refusal(
        .badInput, "holds none of the bands that \(header.metadata.name) names",
        subject: files.root.shown, advice: "fetch the product's TIF files beside it")
    }
    let qualities: [(key: String, coding: MaskCoding, name: String)] = [
      ("QUALITY_L1_PIXEL", .landsatQAPixel, "clouds and fill"),
      ("QUALITY_L1_RADIOMETRIC_SATURATION", header.instrument.saturationCoding, "saturation"),
    ]
    for (key, coding, name) in qualities {
      guard let path = try path(key, header.metadata) else {
        notes.append("The product brings no band that marks \(name).")
        continue
      }
      masks.append(MaskSource(try source(path, .reflective, .codes, header), coding))
    }
    try checkSizes()
    try noteGeoreferencing(header.metadata)
  }

  /// The file that the metadata names; nil where it names none, or it is missing, which is noted.
  private mutating func path(_ key: String, _ metadata: LandsatMetadata) throws -> InputPath? {
    guard let name = metadata.text("FILE_NAME_\(key)", in: .contents) else { return nil }
    let path = try files.file(folder + name)
    if path == nil { missing.append(name) }
    return path
  }

  private mutating func source(
    _ path: InputPath, _ kind: LandsatGrid.Kind, _ calibration: LandsatCalibration,
    _ header: LandsatHeader
  ) throws -> BandSource {
    guard try FileBytes(opening: path).count > 0 else {
      throw Refusal(
        .badInput, "is empty (0 bytes)", subject: path.shown, advice: "fetch it again")
    }
    var info = try Scene.inspect(path)
    if info.grid == nil {
      info.grid = try grid(kind, header.metadata, of: path, info)
      placedByMetadata = true
    }
    var source = try Scene.source(path, band: 1, info, calibration: calibration.values)
    source.calibrationReason = calibration.reason
    return source
  }

  private func grid(
    _ kind: LandsatGrid.Kind, _ metadata: LandsatMetadata, of path: InputPath, _ info: RasterInfo
  ) throws -> Grid {
    guard let grid = try LandsatGrid.grid(kind, metadata) else {
      let projection = try metadata.required("MAP_PROJECTION", in: .projection)
      throw Refusal(
        .badInput,
        "bears no georeferencing, and it cannot be taken from \(metadata.name): MAP_PROJECTION "
          + "\(projection) is not UTM", subject: path.shown,
        advice: "USGS's own files of polar scenes bear it: fetch them again, or set it with "
          + "gdal_edit.py -a_srs EPSG:3031 -a_ullr ulx uly lrx lry")
    }
    guard (info.width, info.height) == (grid.width, grid.height) else {
      throw Refusal(
        .badInput,
        "is \(info.width) x \(info.height) pixels, where \(metadata.name) says \(grid.width) x "
          + "\(grid.height)",
        subject: path.shown, advice: "fetch it again: it is damaged, or of another product")
    }
    return grid
  }

  /// All bands but the panchromatic one have the same pixels in Collection 2; one that differs is
  /// damaged or was exchanged.
  private func checkSizes() throws {
    let sources =
      bands.sorted { $0.key < $1.key }.filter { $0.key != .pan }.map(\.value)
      + masks.compactMap(\.band)
    let counts = sources.reduce(into: [:]) { $0[$1.grid, default: 0] += 1 }
    let most = counts.values.max()
    guard let usual = sources.first(where: { counts[$0.grid] == most })?.grid else { return }
    if let odd = sources.first(where: { $0.grid != usual }) {
      throw Refusal(
        .badInput, "has \(odd.grid), where the product's other bands have \(usual)",
        subject: odd.file.shown, advice: "fetch it again: it is damaged, or of another product")
    }
  }

  private mutating func noteGeoreferencing(_ metadata: LandsatMetadata) throws {
    let promised = try LandsatGrid.grid(.reflective, metadata)
    if placedByMetadata {
      notes.append("The files bear no georeferencing; it was taken from \(metadata.name).")
    }
    guard let promised, let own = bands.first(where: { $0.key != .pan })?.value.grid else { return }
    if let contradiction = LandsatGrid.contradiction(of: own, and: promised) {
      notes.append(contradiction)
    }
  }
}

extension LandsatGrid.Kind {
  /// The grid that bands of a quantity lie on.
  fileprivate init(_ quantity: LandsatBand.Quantity) {
    self =
      switch quantity {
      case .reflectance: .reflective
      case .panchromatic: .panchromatic
      case .temperature: .thermal
      }
  }
}
