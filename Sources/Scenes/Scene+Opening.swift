import GeoFiles

extension Scene {
  /// Recognises and opens what lies at `path`: a folder with `scene.yaml`, or one raster file whose
  /// bands are described by role. No pixel is read.
  public init(opening path: InputPath) throws {
    self = path.isFolder ? try Self.folder(path) : try Self.raster(path)
  }

  private static func folder(_ path: InputPath) throws -> Scene {
    let description: InputPath
    do {
      description = try path.file(named: SceneDescription.fileName)
    } catch let refusal as Refusal where refusal.reason == .noInput {
      throw Refusal(
        .badInput, "is a folder without \(SceneDescription.fileName)", subject: path.shown,
        advice: "describe its bands there; README.md shows how, or name a multi-band GeoTIFF")
    }
    return try Scene(described: description, in: path)
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

  /// The source of a band of an inspected file.
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
    let facts = info.bands[band - 1]
    return BandSource(
      file: path, band: band, grid: grid, sampleType: facts.sampleType, calibration: calibration,
      blockWidth: facts.blockWidth, blockHeight: facts.blockHeight,
      fileStatesNodata: facts.nodata == calibration.nodata)
  }
}
