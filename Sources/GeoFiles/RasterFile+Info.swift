internal import CGDAL
import RasterGrid

extension RasterFile {
  /// What the file says of itself. Refuses a header that asks for blocks nobody can hold.
  public func info() throws -> RasterInfo {
    let width = Int(GDALGetRasterXSize(dataset.raw))
    let height = Int(GDALGetRasterYSize(dataset.raw))
    let count = Int(GDALGetRasterCount(dataset.raw))
    guard count > 0, width > 0, height > 0 else {
      throw Refusal(.badInput, "holds no raster band", subject: path)
    }
    let bands = try (1...count).map { try bandInfo($0) }
    let driver = GDALGetDatasetDriver(dataset.raw).flatMap { GDALGetDriverShortName($0) }
    return RasterInfo(
      driver: driver.map { String(cString: $0) } ?? "",
      width: width, height: height, grid: try grid(width: width, height: height),
      bands: bands, metadata: metadata())
  }

  private func grid(width: Int, height: Int) throws -> Grid? {
    var numbers = [Double](repeating: 0, count: 6)
    guard GDALGetGeoTransform(dataset.raw, &numbers) == CE_None,
      let reference = GDALGetSpatialRef(dataset.raw)
    else { return nil }
    let affine = Affine(
      originX: numbers[0], columnStepX: numbers[1], rowStepX: numbers[2],
      originY: numbers[3], columnStepY: numbers[4], rowStepY: numbers[5])
    guard affine.isInvertible else {
      throw Refusal(.badInput, "its georeferencing gives pixels no area", subject: path)
    }
    return Grid(
      width: width, height: height, affine: affine,
      crs: try SpatialReference.definition(of: reference, subject: path))
  }

  private func bandInfo(_ band: Int) throws -> RasterBandInfo {
    let handle = try bandHandle(band)
    let type = SampleType(reading: GDALGetRasterDataType(handle))
    var blockWidth: Int32 = 0
    var blockHeight: Int32 = 0
    GDALGetBlockSize(handle, &blockWidth, &blockHeight)
    let sampleBytes = Int(GDALGetDataTypeSizeBytes(GDALGetRasterDataType(handle)))
    let bytes = Int(blockWidth) * Int(blockHeight) * sampleBytes
    guard bytes <= Self.maximumBlockBytes else {
      throw Refusal(
        .badInput, "its blocks of \(blockWidth) x \(blockHeight) pixels are too large to decode",
        subject: path, advice: "rewrite it tiled: gdal_translate -co TILED=YES")
    }
    return RasterBandInfo(
      name: GDALGetDescription(handle).map { String(cString: $0) } ?? "",
      sampleType: type,
      nodata: optional { GDALGetRasterNoDataValue(handle, $0) },
      scale: optional { GDALGetRasterScale(handle, $0) },
      offset: optional { GDALGetRasterOffset(handle, $0) },
      blockWidth: Int(blockWidth), blockHeight: Int(blockHeight))
  }

  /// A value that a C function returns beside a flag of whether it is there.
  private func optional(_ get: (UnsafeMutablePointer<Int32>) -> Double) -> Double? {
    var present: Int32 = 0
    let value = get(&present)
    return present != 0 ? value : nil
  }

  private func metadata() -> [String: String] {
    var pairs: [String: String] = [:]
    guard let list = GDALGetMetadata(dataset.raw, nil) else { return pairs }
    for i in 0..<CSLCount(list) {
      guard let entry = list[Int(i)] else { continue }
      let parts = String(cString: entry).split(separator: "=", maxSplits: 1)
      if parts.count == 2 { pairs[String(parts[0])] = String(parts[1]) }
    }
    return pairs
  }
}
