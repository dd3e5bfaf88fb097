import GeoFiles
import RasterGrid
import Spectral

/// What a `scene.yaml` beside plain rasters says, checked but with no raster opened.
struct SceneDescription {
  static let fileName = "scene.yaml"

  /// A file and the band in it.
  struct FileBand {
    var file: String
    var band: Int
    var value: YAMLValue
  }

  var sensor: String?
  var level: String?
  /// The version of the processing, by which a re-processed scene replaces the one before.
  var baseline: String?
  var acquired: AcquisitionTime?
  var quantity: Scene.Quantity
  var calibration: Calibration
  var bands: [(role: BandRole, source: FileBand)]
  var mask: (source: FileBand, coding: MaskCoding)?

  init(reading path: InputPath) throws {
    let map = try YAMLValue(reading: path).map()
    try map.allow([
      "sensor", "level", "baseline", "acquired", "quantity", "scale", "offset", "nodata", "bands",
      "mask",
    ])
    sensor = try map["sensor"]?.slug()
    level = try map["level"]?.slug()
    baseline = try map["baseline"]?.slug()
    acquired = try map["acquired"].map { value in
      guard let time = AcquisitionTime(try value.string()) else {
        throw value.refusal(
          "is not a time", advice: "write 2016-12-09T03:11:22Z, or the bare date 2016-12-09")
      }
      return time
    }
    calibration = Calibration(
      scale: try map["scale"]?.number() ?? 1, offset: try map["offset"]?.number() ?? 0,
      nodata: try map["nodata"]?.number())
    if let flaw = calibration.flaw {
      let isOffset = Calibration(scale: calibration.scale).flaw == nil
      throw (try map.required(isOffset ? "offset" : "scale")).refusal(
        "states \(flaw)",
        advice: "take the provider's: 0.0001 and 0 or -0.1 for Sentinel-2, 0.0000275 and -0.2 for "
          + "Landsat's surface reflectance")
    }
    // Who states a scale states a calibration; who states nothing has counts.
    quantity =
      try map["quantity"]?.choice(Scene.Quantity.self) ?? (map["scale"] == nil ? .dn : .reflectance)
    bands = try Self.bands(try map.required("bands"))
    mask = try map["mask"].map(Self.mask)
  }

  private static func bands(_ value: YAMLValue) throws -> [(role: BandRole, source: FileBand)] {
    let map = try value.map()
    let bands = try map.keys.map { key in
      let source = try map.required(key)
      guard let role = BandRole(rawValue: key) else {
        throw map.mark(of: key).refusal(
          "\"\(key)\" is no role of a band", in: map.file,
          advice: "roles are \(BandRole.allCases.map(\.rawValue).joined(separator: ", "))")
      }
      return (role: role, source: try fileBand(source))
    }
    guard !bands.isEmpty else { throw value.refusal("names no band") }
    return bands
  }

  private static func fileBand(_ value: YAMLValue) throws -> FileBand {
    guard value.isMap else { return FileBand(file: try value.string(), band: 1, value: value) }
    let map = try value.map()
    try map.allow(["file", "band"])
    return FileBand(
      file: try map.required("file").string(),
      band: try map["band"]?.integer(in: 1...65_535) ?? 1, value: value)
  }

  private static func mask(_ value: YAMLValue) throws -> (source: FileBand, coding: MaskCoding) {
    let map = try value.map()
    try map.allow(["file", "band", "coding"])
    return (
      source: FileBand(
        file: try map.required("file").string(),
        band: try map["band"]?.integer(in: 1...65_535) ?? 1, value: value),
      coding: try map.required("coding").choice(MaskCoding.self)
    )
  }
}

/// A folder of plain rasters with a `scene.yaml` that says what they are.
enum DescribedFolder: ProductReader {
  static let title = "plain rasters"

  static func recognise(_ product: ProductCandidate) throws -> Recognition {
    guard product.path.isFolder, let files = product.files else {
      return .declined("it is no folder")
    }
    let name = SceneDescription.fileName
    return files.names.contains(name) ? .recognised : .declined("it holds no \(name)")
  }

  static func scene(_ product: ProductCandidate) throws -> Scene {
    try Scene(
      described: try product.path.file(named: SceneDescription.fileName), in: product.path)
  }
}

extension YAMLValue {
  /// Short text fit for an identifier: letters, digits, `-`, `_`, `.`.
  public func slug() throws -> String {
    let text = try string()
    guard text.wholeMatch(of: /[A-Za-z0-9][A-Za-z0-9._-]{0,39}/) != nil else {
      throw refusal("\"\(text)\" is no short name of letters, digits, - _ and .")
    }
    return text
  }
}

extension Scene {
  /// The scene that a `scene.yaml` in `folder` describes; its files are opened, no pixel is read.
  init(described path: InputPath, in folder: InputPath) throws {
    let description = try SceneDescription(reading: path)
    var opened: [String: (path: InputPath, info: RasterInfo)] = [:]
    func source(_ band: SceneDescription.FileBand, _ calibration: Calibration?) throws -> BandSource
    {
      let file: (path: InputPath, info: RasterInfo)
      if let known = opened[band.file] {
        file = known
      } else {
        do {
          let path = try folder.file(named: band.file)
          file = (path, try Self.inspect(path))
        } catch let refusal as Refusal where refusal.reason == .noInput {
          throw band.value.refusal("there is no file \"\(band.file)\" beside it")
        }
        opened[band.file] = file
      }
      let stated =
        file.info.bands.indices.contains(band.band - 1)
        ? file.info.bands[band.band - 1].nodata : nil
      var calibration = calibration ?? Calibration()
      calibration.nodata = calibration.nodata ?? stated
      return try Self.source(file.path, band: band.band, file.info, calibration: calibration)
    }
    var bands: [BandRole: BandSource] = [:]
    for (role, band) in description.bands {
      bands[role] = try source(band, description.calibration)
    }
    let mask = try description.mask.map { MaskSource(try source($0.source, nil), $0.coding) }
    if description.quantity == .reflectance,
      let counts = bands.sorted(by: { $0.key < $1.key }).first(where: \.value.holdsCounts)?.value
    {
      throw Refusal(
        .badInput, "calls whole numbers reflectance, which is a fraction", subject: path.shown,
        advice:
          "say scale and offset (0.0001 and, from baseline 04.00 on, -0.1 for Sentinel-2), or "
          + "quantity: dn; it is about \(counts.file.shown)")
    }
    self.init(
      id: "", path: folder.shown, sensor: description.sensor, level: description.level,
      acquired: description.acquired, quantity: description.quantity, bands: bands,
      masks: [mask].compactMap { $0 })
    self.description = path
    facts.baseline = description.baseline
    id = try SceneIdentity.make(for: self)
    fillNearInfrared()
  }
}
