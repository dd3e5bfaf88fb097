import GeoFiles
import Spectral

/// A STAC Item of one scene: a `.json` file that names a raster a band by its common name, as `tianyan export --stac` and
/// the catalogues of providers write it.
enum STACItemProduct: ProductReader {
  static let title = "STAC Item"

  static func recognise(_ product: ProductCandidate) throws -> Recognition {
    guard product.files == nil, ["json", "geojson"].contains(product.path.fileExtension) else {
      return .declined("it is no .json file")
    }
    return try STACItemText(reading: product.path) == nil
      ? .declined("it has no stac_version") : .recognised
  }

  static func scene(_ product: ProductCandidate) throws -> Scene {
    guard let text = try STACItemText(reading: product.path) else {
      preconditionFailure("it was recognised")
    }
    return try STACItemOpening(
      text: text, path: product.path, allowRemote: product.options.allowRemote
    ).scene()
  }
}

/// An item on its way to a scene. Its files are opened, no pixel is read.
private struct STACItemOpening {
  let text: STACItemText
  let path: InputPath
  let allowRemote: Bool

  /// The key of Sen2Cor's scene classification in the catalogues of providers.
  private static let classification = "scl"

  func scene() throws -> Scene {
    var bands: [BandRole: BandSource] = [:]
    var masks: [MaskSource] = []
    var isCalibrated = true
    let places = STACAssetPath(item: path, allowRemote: allowRemote)
    var known: [InputPath: RasterInfo] = [:]
    func source(_ asset: STACItemText.Asset, _ calibration: Calibration) throws -> BandSource {
      let file = try places.file(asset.href, checksum: asset.checksum)
      let info = try known[file] ?? Scene.inspect(file)
      known[file] = info
      let number = asset.band ?? 1
      var calibration = calibration
      if info.bands.indices.contains(number - 1) {
        calibration.nodata = calibration.nodata ?? info.bands[number - 1].nodata
      }
      var source = try Scene.source(file, band: number, info, calibration: calibration)
      source.calibrationReason =
        "scale \(calibration.scale), offset \(calibration.offset) of the item"
      return source
    }
    for (key, asset) in text.assets.sorted(by: { $0.key < $1.key }) {
      if let coding = try coding(of: asset, key) {
        masks.append(MaskSource(try source(asset, Calibration()), coding))
        continue
      }
      guard let role = role(of: asset) else { continue }
      guard bands[role] == nil else {
        throw refusal("names two files as \(role.rawValue)", advice: "leave one of them out")
      }
      let storage = asset.rasterBands?.first
      let calibration = try calibration(of: asset, storage)
      let band = try source(asset, calibration)
      isCalibrated = isCalibrated && (storage?.scale != nil || band.sampleType == .float32)
      bands[role] = band
    }
    guard !bands.isEmpty else {
      throw refusal(
        "names no file of a band by its common name",
        advice: "an asset needs eo:bands with a common_name, such as green")
    }
    let quantity = text.properties.quantity.flatMap(Scene.Quantity.init(rawValue:))
    var scene = Scene(
      id: "", path: path.shown, sensor: try slug(text.properties.platform, "platform"),
      level: try slug(text.properties.level, "processing:level"), acquired: try acquired(),
      quantity: quantity ?? (isCalibrated ? .reflectance : .dn), bands: bands, masks: masks)
    scene.description = path
    scene.facts.name = text.properties.product ?? text.id
    scene.facts.baseline = text.properties.baseline
    scene.facts.cloudPercent = text.properties.cloudCover
    scene.id = try SceneIdentity.make(for: scene)
    scene.fillNearInfrared()
    return scene
  }

  private func role(of asset: STACItemText.Asset) -> BandRole? {
    let bands = asset.eoBands ?? asset.bands ?? []
    // What several bands of one file are, only a band number could tell.
    guard let band = bands.first, bands.count == 1 || asset.band != nil else { return nil }
    return [band.commonName, band.eoCommonName].lazy.compactMap { $0 }
      .compactMap(BandRole.init(rawValue:)).first
  }

  private func coding(of asset: STACItemText.Asset, _ key: String) throws -> MaskCoding? {
    guard let name = asset.coding else {
      return key.lowercased() == Self.classification ? .sentinel2SCL : nil
    }
    guard let coding = MaskCoding(rawValue: name) else {
      throw refusal(
        "its mask \(key) has codes \"\(name.prefix(40))\" that nobody knows",
        advice: "known are " + MaskCoding.allCases.map(\.rawValue).joined(separator: ", "))
    }
    return coding
  }

  private func calibration(of asset: STACItemText.Asset, _ storage: STACItemText.Storage?) throws
    -> Calibration
  {
    var planck: PlanckConstants?
    if let constants = asset.planck {
      guard constants.count == 2, constants.allSatisfy({ $0 > 0 && $0.isFinite }) else {
        throw refusal("has constants of Planck's law that are none", advice: "correct the item")
      }
      planck = PlanckConstants(k1: constants[0], k2: constants[1])
    }
    let calibration = Calibration(
      scale: storage?.scale ?? 1, offset: storage?.offset ?? 0, nodata: storage?.nodata,
      planck: planck)
    if let flaw = calibration.flaw { throw refusal("states \(flaw)", advice: "correct the item") }
    return calibration
  }

  /// The time, or the day where the item runs over all of one.
  private func acquired() throws -> AcquisitionTime? {
    let facts = text.properties
    if let time = facts.datetime { return try AcquisitionTime(time) ?? thrown(time) }
    guard let start = facts.start_datetime, let end = facts.end_datetime else { return nil }
    guard start.hasSuffix("T00:00:00Z"), end.hasSuffix("T23:59:59Z"),
      start.prefix(10) == end.prefix(10)
    else { return try AcquisitionTime(start) ?? thrown(start) }
    return AcquisitionTime(String(start.prefix(10)))
  }

  private func thrown(_ time: String) throws -> AcquisitionTime {
    throw refusal("\"\(time.prefix(40))\" is no time", advice: "correct the item's datetime")
  }

  /// Short text fit for an identifier; of what is none, the item is refused.
  private func slug(_ value: String?, _ name: String) throws -> String? {
    guard let value else { return nil }
    guard value.wholeMatch(of: /[A-Za-z0-9][A-Za-z0-9._\-]{0,39}/) != nil else {
      throw refusal(
        "its \(name) is no short name of letters, digits, - _ and .", advice: "correct the item")
    }
    return value
  }

  private func refusal(_ what: String, advice: String) -> Refusal {
    Refusal(.badInput, what, subject: path.shown, advice: advice)
  }
}
