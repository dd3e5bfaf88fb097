import GeoFiles

extension Scene {
  /// The families of products, in the order in which they are asked: what the user describes comes
  /// first, since a `scene.yaml` beside a provider's files is there to overrule them; then providers;
  /// last a lone raster, which takes any file.
  private static let readers: [any ProductReader.Type] = [
    DescribedFolder.self, Sentinel2Product.self, LandsatProduct.self, GaofenProduct.self,
    STACItemProduct.self, LayerProduct.self, DescribedRaster.self,
  ]

  /// Recognises and opens what lies at `path`: a product of one of the families. No pixel is read.
  public init(opening path: InputPath, options: OpeningOptions = OpeningOptions()) throws {
    let candidate = try ProductCandidate(path, options: options)
    var declined: [String] = []
    for reader in Self.readers {
      switch try reader.recognise(candidate) {
      case .recognised:
        self = try reader.scene(candidate)
        masks = masks.map { $0.withRims(ofClouds: options.cloudMargin) }
        try checkMasks()
        if facts.family != .plain, path.isFolder { product = path }
        return
      case .declined(let reason):
        declined.append("  \(reader.title): \(reason)")
      }
    }
    throw Refusal(
      .badInput, "is no product that can be read:\n" + declined.joined(separator: "\n"),
      subject: path.shown, advice: "README.md lists the products and shows a scene.yaml")
  }

  /// Refuses masks that are not what their archive states: they decide what was not observed at all,
  /// and a few megabytes are soon read.
  private func checkMasks() throws {
    let measured = Set(bands.values.map(\.file))
    for file in Set(masks.compactMap(\.band?.file)).subtracting(measured)
    where file.checksum != nil {
      try FileBytes(opening: file).check()
    }
  }

  /// A file opened and asked what it is, with refusals in the words of the user.
  static func inspect(_ path: InputPath) throws -> RasterInfo {
    do {
      return try RasterFile(opening: path).info()
    } catch let error as GDALError {
      throw Refusal(
        .badInput, "is no raster that can be read: \(error.messages.joined(separator: "; "))",
        subject: path.shown,
        advice: "tianyan reads \(GDALRuntime.rasterDrivers.joined(separator: ", "))")
    }
  }

  /// The source of a band of an inspected file; refuses a calibration that leaves no values.
  static func source(
    _ path: InputPath, band: Int, _ info: RasterInfo, calibration: Calibration
  ) throws -> BandSource {
    guard info.bands.indices.contains(band - 1) else {
      throw Refusal(
        .badInput, "has \(info.bands.count) bands, not a band \(band)", subject: path.shown)
    }
    guard let grid = info.grid else {
      throw Refusal(
        .badInput, "has no georeferencing", subject: path.shown,
        advice: "set it with gdal_edit.py -a_srs EPSG:n -a_ullr ulx uly lrx lry")
    }
    if let flaw = calibration.flaw {
      throw Refusal(
        .badInput, "states \(flaw), for band \(band)", subject: path.shown,
        advice: "state the provider's: gdal_edit.py -scale 0.0001 -offset -0.1, or a scene.yaml")
    }
    let facts = info.bands[band - 1]
    return BandSource(
      file: path, band: band, grid: grid, sampleType: facts.sampleType, calibration: calibration,
      blockWidth: facts.blockWidth, blockHeight: facts.blockHeight,
      fileStatesNodata: facts.nodata == calibration.nodata)
  }
}
