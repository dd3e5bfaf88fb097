internal import CGDAL
import RasterGrid

/// Writes rasters that GIS programs and web clients read by parts: tiles of 512 x 512 pixels,
/// compressed with the predictor of their type, overviews, nodata and band descriptions set.
public enum CloudOptimizedGeoTIFF {
  /// How a file is made; none of it changes what it says.
  public struct Making: Hashable, Sendable {
    /// How the pixels of overviews are made: classes by nearest neighbour, measurements by mean.
    public enum Overviews: String, Sendable {
      case nearest, average
    }

    /// What makes it small: DEFLATE is read everywhere, ZSTD faster by what knows it.
    public enum Compression: String, Sendable {
      case deflate, zstd
    }

    /// What makes it small.
    public var compression: Compression
    /// How overviews are made.
    public var overviews: Overviews
    /// The compression's level, from 1 (fast) to 9 (small).
    public var level: Int
    /// Whether pixels are stored as what they differ by from their neighbours: smaller where neighbours are
    /// alike, twice the work.
    public var predicts: Bool
    /// How many threads compress.
    public var threads: Int

    /// Small files of classes on one thread unless told otherwise.
    public init(
      overviews: Overviews = .nearest, compression: Compression = .deflate, level: Int = 9,
      predicts: Bool = true, threads: Int = 1
    ) {
      self.compression = compression
      self.overviews = overviews
      self.level = level
      self.predicts = predicts
      self.threads = threads
    }
  }

  /// Pixels a side of a block; a raster that fits into one needs no overviews.
  static let blockSide = 512

  /// Writes `image` beside `path` and renames it, so that there is never half a file.
  public static func write(_ image: RasterImage, to path: String, making: Making = Making()) throws
  {
    _ = GDALRuntime.started
    try publish(try OutputFile(path), making) { () throws(GDALError) in
      try inMemory(image, path)
    }
  }

  /// Copies the dataset that `source` makes into a file that stands at its place once it is whole.
  static func publish(
    _ output: OutputFile, _ making: Making, _ source: () throws(GDALError) -> DatasetHandle
  ) throws {
    do {
      let dataset = try source()
      let options = [
        "BLOCKSIZE=\(blockSide)", "COMPRESS=\(making.compression.rawValue.uppercased())",
        "PREDICTOR=\(making.predicts ? "YES" : "NO")", "LEVEL=\(making.level)",
        "NUM_THREADS=\(making.threads)", "BIGTIFF=IF_SAFER",
        "OVERVIEW_RESAMPLING=\(making.overviews.rawValue.uppercased())",
      ]
      let driver = try reportingErrors("find driver", "COG") { GDALGetDriverByName("COG") }
      try withStringList(options) { (options) throws(GDALError) in
        // Closing flushes. `GDALClose` of GDAL 3.6 returns nothing; what fails in it is only reported.
        try reportingEveryFailure("write", output.path) {
          GDALCreateCopy(driver, output.temporaryPath, dataset.raw, 1, options, nil, nil).map {
            GDALClose($0)
          }
        }
      }
    } catch {
      output.discard()
      throw Refusal(
        error.code == .openFailed ? .cannotWrite : .ioError, error.description,
        subject: output.path)
    }
    try output.publish()
  }

  /// A dataset over copies of the samples.
  private static func inMemory(_ image: RasterImage, _ path: String) throws(GDALError)
    -> DatasetHandle
  {
    let description = image.description
    let grid = image.grid
    let driver = try reportingErrors("find driver", "MEM") { GDALGetDriverByName("MEM") }
    let dataset = DatasetHandle(
      raw: try reportingErrors("prepare", path) {
        GDALCreate(
          driver, "", Int32(grid.width), Int32(grid.height), Int32(image.bands.count),
          description.type.gdal, nil)
      })
    for (i, band) in image.bands.enumerated() {
      let raw = dataset.raw
      try reportingErrors("fill", path) {
        band.samples.withBytes { bytes in
          GDALGetRasterBand(raw, Int32(i + 1)).flatMap {
            succeeded(
              GDALRasterIO(
                $0, GF_Write, 0, 0, Int32(grid.width), Int32(grid.height),
                UnsafeMutableRawPointer(mutating: bytes.baseAddress), Int32(grid.width),
                Int32(grid.height), description.type.gdal, 0, 0))
          }
        }
      }
    }
    try dataset.describe(description, path)
    return dataset
  }
}

extension DatasetHandle {
  /// Says of a dataset what `description` says.
  borrowing func describe(_ description: RasterDescription, _ path: String) throws(GDALError) {
    let raw = raw
    let reference = try SpatialReference(description.grid.crs)
    var coefficients = description.grid.affine.coefficients
    try reportingErrors("place", path) { succeeded(GDALSetGeoTransform(raw, &coefficients)) }
    try reportingErrors("georeference", path) { succeeded(GDALSetSpatialRef(raw, reference.raw)) }
    for (key, value) in description.metadata {
      try reportingErrors("describe", path) {
        succeeded(GDALSetMetadataItem(raw, key, value, nil))
      }
    }
    for (i, band) in description.bands.enumerated() {
      let handle = try reportingErrors("select band of", path) {
        GDALGetRasterBand(raw, Int32(i + 1))
      }
      GDALSetDescription(handle, band.name)
      try reportingErrors("describe a band of", path) {
        var results = [GDALSetRasterUnitType(handle, band.unit)]
        if let nodata = description.nodata {
          results.append(GDALSetRasterNoDataValue(handle, nodata))
        }
        if band.scale != 1 || band.offset != 0 {
          results.append(GDALSetRasterScale(handle, band.scale))
          results.append(GDALSetRasterOffset(handle, band.offset))
        }
        for (key, value) in band.metadata {
          results.append(GDALSetMetadataItem(handle, key, value, nil))
        }
        return results.allSatisfy { succeeded($0) != nil } ? () : nil
      }
      if !band.classes.isEmpty { try Self.setColours(of: band.classes, on: handle, path) }
    }
  }

  /// Gives a band its colour table; values that stand for nothing are not shown.
  private static func setColours(
    of classes: [RasterClass], on band: GDALRasterBandH, _ path: String
  ) throws(GDALError) {
    let table = try reportingErrors("make a colour table for", path) {
      GDALCreateColorTable(GPI_RGB)
    }
    defer { GDALDestroyColorTable(table) }
    for value in 0...Int32(UInt8.max) {
      var hidden = GDALColorEntry()
      GDALSetColorEntry(table, value, &hidden)
    }
    for entry in classes {
      var colour = GDALColorEntry(
        c1: Int16(entry.red), c2: Int16(entry.green), c3: Int16(entry.blue),
        c4: Int16(entry.alpha))
      GDALSetColorEntry(table, Int32(entry.value), &colour)
    }
    try reportingErrors("set the colours of", path) {
      succeeded(GDALSetRasterColorTable(band, table))
    }
  }
}
