import GeoFiles
import Spectral

/// An analysis-ready layer, as `tianyan prepare` makes it: a GeoTIFF with `TIANYAN_LAYER` in its
/// metadata.
enum LayerProduct: ProductReader {
  static let title = "analysis-ready layer"

  static func recognise(_ product: ProductCandidate) throws -> Recognition {
    guard product.files == nil else { return .declined("it is a folder or an archive") }
    let info: RasterInfo
    do {
      info = try RasterFile(opening: product.path).info()
    } catch let error as GDALError {
      return .declined("it is no raster: \(error.messages.first ?? "GDAL gave no reason")")
    }
    let key = LayerOrigin.Key.version.rawValue
    return info.metadata[key] == nil ? .declined("its metadata has no \(key)") : .recognised
  }

  static func scene(_ product: ProductCandidate) throws -> Scene {
    let path = product.path
    let info = try Scene.inspect(path)
    let origin = try LayerOrigin(reading: info.metadata, of: path)
    var bands: [BandRole: BandSource] = [:]
    var reasons: BandSource?
    for (i, band) in info.bands.enumerated() {
      guard band.sampleType == .uint16 else {
        throw Refusal(
          .badInput, "is a layer whose band \(i + 1) is not of 16 bits", subject: path.shown,
          advice: "make it again with tianyan prepare")
      }
      if band.name == LayerFormat.reasonsName, reasons == nil {
        reasons = try Scene.source(path, band: i + 1, info, calibration: Calibration())
        continue
      }
      guard let role = BandRole(rawValue: band.name), bands[role] == nil, let scale = band.scale,
        scale > 0, let offset = band.offset, band.nodata == LayerFormat.nodata
      else {
        throw Refusal(
          .badInput,
          "is a layer whose band \(i + 1) (\"\(band.name)\") lacks a role of its own, scale, offset "
            + "or nodata", subject: path.shown, advice: "make it again with tianyan prepare")
      }
      let calibration = Calibration(scale: scale, offset: offset, nodata: band.nodata)
      if let flaw = calibration.flaw {
        throw Refusal(
          .badInput, "is a layer whose band \(i + 1) (\(role.rawValue)) states \(flaw)",
          subject: path.shown, advice: "make it again with tianyan prepare")
      }
      var source = try Scene.source(path, band: i + 1, info, calibration: calibration)
      source.calibrationReason = "scale \(scale), offset \(offset) of the layer"
      bands[role] = source
    }
    guard !bands.isEmpty, let reasons else {
      throw Refusal(
        .badInput, "is a layer without measurements or without \(LayerFormat.reasonsName)",
        subject: path.shown, advice: "make it again with tianyan prepare")
    }
    // Without a mask its products say nothing of clouds, and the layer must not look as if it did.
    let masks = origin.masks.map { name in
      [MaskSource(name: name, content: .band(reasons, .tianyanReasons))]
    }
    var scene = Scene(
      id: origin.scene, path: path.shown, sensor: origin.sensor, level: origin.level,
      acquired: origin.acquired, quantity: .reflectance, bands: bands, masks: masks ?? [])
    scene.facts = origin.facts
    scene.fillNearInfrared()
    return scene
  }
}

extension LayerOrigin {
  /// What is told of the scene in the layer.
  fileprivate var facts: ProductFacts {
    var facts = ProductFacts(family: .layer)
    facts.name = products.isEmpty ? nil : products.joined(separator: "+")
    (facts.baseline, facts.tile) = (baseline, tile)
    (facts.sun, facts.view) = (sun, view)
    let place = region.isEmpty ? "" : " for the region \(region)"
    facts.notes =
      ["made\(place) of \(sources.joined(separator: ", ")), \(resampling.rawValue) resampling"]
      + calibrations.map { "calibrated by " + $0 } + notes
    return facts
  }
}

extension Scene {
  /// The id of the scene that products of one overpass make up in a region: of one alone its own id,
  /// of several a hash of theirs and of the region's name, in whatever order they come.
  public static func id(joining scenes: [Scene], region: String) -> String {
    SceneIdentity.make(joining: scenes, region: region)
  }
}
