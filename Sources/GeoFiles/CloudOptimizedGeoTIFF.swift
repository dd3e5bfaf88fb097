internal import CGDAL
import RasterGrid

/// Writes rasters that GIS programs and web clients read by parts: tiles of 512 x 512 pixels,
/// DEFLATE with the predictor of their type, overviews, nodata and band descriptions set.
public enum CloudOptimizedGeoTIFF {
  /// Writes `image` beside `path` and renames it, so that there is never half a file.
  public static func write(_ image: RasterImage, to path: String) throws {
    _ = GDALRuntime.started
    let output = try OutputFile(path)
    do {
      let memory = try inMemory(image, path)
      let options = [
        "BLOCKSIZE=512", "COMPRESS=DEFLATE", "PREDICTOR=YES", "LEVEL=9", "NUM_THREADS=1",
        "OVERVIEW_RESAMPLING=NEAREST", "BIGTIFF=IF_SAFER",
      ]
      let driver = try reportingErrors("find driver", "COG") { GDALGetDriverByName("COG") }
      let copy = try withStringList(options) { (options) throws(GDALError) in
        DatasetHandle(
          raw: try reportingErrors("write", path) {
            GDALCreateCopy(driver, output.temporaryPath, memory.raw, 1, options, nil, nil)
          })
      }
      try copy.close(path)
    } catch {
      output.discard()
      throw Refusal(
        error.code == .openFailed ? .cannotWrite : .ioError, error.description, subject: path)
    }
    try output.publish()
  }

  /// A dataset over copies of the samples.
  private static func inMemory(_ image: RasterImage, _ path: String) throws(GDALError)
    -> DatasetHandle
  {
    let grid = image.grid
    let type = image.bands[0].samples.type.gdal
    let driver = try reportingErrors("find driver", "MEM") { GDALGetDriverByName("MEM") }
    let dataset = DatasetHandle(
      raw: try reportingErrors("prepare", path) {
        GDALCreate(
          driver, "", Int32(grid.width), Int32(grid.height), Int32(image.bands.count), type, nil)
      })
    let reference = try SpatialReference(grid.crs)
    var coefficients = grid.affine.coefficients
    try reportingErrors("place", path) {
      succeeded(GDALSetGeoTransform(dataset.raw, &coefficients))
    }
    try reportingErrors("georeference", path) {
      succeeded(GDALSetSpatialRef(dataset.raw, reference.raw))
    }
    for (key, value) in image.metadata {
      try reportingErrors("describe", path) {
        succeeded(GDALSetMetadataItem(dataset.raw, key, value, nil))
      }
    }
    for (i, band) in image.bands.enumerated() {
      try fill(dataset, Int32(i + 1), with: band, image, path)
    }
    return dataset
  }

  private static func fill(
    _ dataset: borrowing DatasetHandle, _ number: Int32, with band: RasterImage.Band,
    _ image: RasterImage, _ path: String
  ) throws(GDALError) {
    let raw = dataset.raw
    let handle = try reportingErrors("select band of", path) { GDALGetRasterBand(raw, number) }
    GDALSetDescription(handle, band.name)
    if let nodata = image.nodata {
      try reportingErrors("set nodata of", path) {
        succeeded(GDALSetRasterNoDataValue(handle, nodata))
      }
    }
    let width = Int32(image.grid.width)
    let height = Int32(image.grid.height)
    try reportingErrors("fill", path) {
      band.samples.withBytes { bytes in
        succeeded(
          GDALRasterIO(
            handle, GF_Write, 0, 0, width, height,
            UnsafeMutableRawPointer(mutating: bytes.baseAddress),
            width, height, band.samples.type.gdal, 0, 0))
      }
    }
  }
}
