internal import CGDAL
import RasterGrid

/// What a raster file says of itself; no pixel is read for it.
public struct RasterInfo: Hashable, Sendable {
  /// Which driver reads it, by GDAL's short name.
  public var driver: String
  /// Columns and rows.
  public var width, height: Int
  /// Where its pixels are; nil where the file does not say.
  public var grid: Grid?
  /// Its bands, the first first.
  public var bands: [RasterBandInfo]
  /// Metadata of the default domain.
  public var metadata: [String: String]
}

/// What a raster file says of one band.
public struct RasterBandInfo: Hashable, Sendable {
  /// The band's description; empty where it has none.
  public var name: String
  /// How its samples are read.
  public var sampleType: SampleType
  /// The raw value that stands for "no data".
  public var nodata: Double?
  /// Scale and offset from raw to physical values; nil where the file states neither.
  public var scale, offset: Double?
  /// The pixels that are decoded together.
  public var blockWidth, blockHeight: Int
}

/// How samples between samples are made.
public enum Resampling: String, Hashable, Sendable, CaseIterable {
  case nearest, bilinear, cubic
}

/// A raster file open for reading. It belongs to the worker that opened it.
public struct RasterFile: ~Copyable {
  let dataset: DatasetHandle
  /// The path for messages.
  public let path: String
  /// Where the pixels of a coarser band lie before they are repeated.
  private let coarse = SamplePlane()

  /// The largest block that is decoded: more in a header is a trap or a file nobody can work with.
  static let maximumBlockBytes = 1 << 30

  /// Opens `path` with one of the allowed drivers.
  public init(opening path: InputPath) throws(GDALError) {
    _ = GDALRuntime.started
    let flags = UInt32(GDAL_OF_RASTER | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR)
    dataset = try withStringLists(GDALRuntime.rasterDrivers, path.siblings) {
      (drivers, siblings) throws(GDALError) in
      DatasetHandle(
        raw: try reportingErrors("open", path.shown) {
          GDALOpenEx(path.gdalName, flags, drivers.constStrings, nil, siblings.constStrings)
        })
    }
    self.path = path.shown
  }

  /// Reads `window` of a band (the first is 1) as samples of `type`, which fill `plane`.
  public func read(
    band: Int, window: PixelWindow, as type: SampleType, into plane: SamplePlane
  ) throws(GDALError) {
    plane.resize(type: type, width: window.width, height: window.height)
    try read(band: band, window: window, into: plane, resampling: nil)
  }

  /// Reads the part of a band that lies under `plane`'s width x height pixels, `factor` of which
  /// make up a pixel of the file, starting `column` and `row` fine pixels from the file's corner.
  ///
  /// Neighbours beyond the window take part in the interpolation, so that blocks meet without a seam.
  /// GDAL interpolates in the file's own type: whole numbers stay whole.
  public func read(
    band: Int, fineWindow: PixelWindow, factor: Int, resampling: Resampling, as type: SampleType,
    into plane: SamplePlane
  ) throws(GDALError) {
    plane.resize(type: type, width: fineWindow.width, height: fineWindow.height)
    let first = (column: fineWindow.column / factor, row: fineWindow.row / factor)
    let last = (
      column: (fineWindow.columns.upperBound - 1) / factor,
      row: (fineWindow.rows.upperBound - 1) / factor
    )
    let window = PixelWindow(
      column: first.column, row: first.row,
      width: last.column - first.column + 1, height: last.row - first.row + 1)
    if resampling == .nearest {
      // Repeating whole pixels ourselves is several times as fast as GDAL's general way.
      try read(band: band, window: window, as: type, into: coarse)
      return plane.fill(
        enlarging: coarse, factor: factor, column: fineWindow.column - first.column * factor,
        row: fineWindow.row - first.row * factor)
    }
    var extra = GDALRasterIOExtraArg()
    extra.nVersion = RASTERIO_EXTRA_ARG_CURRENT_VERSION
    extra.eResampleAlg = resampling.rasterIO
    extra.bFloatingPointWindowValidity = 1
    extra.dfXOff = Double(fineWindow.column) / Double(factor)
    extra.dfYOff = Double(fineWindow.row) / Double(factor)
    extra.dfXSize = Double(fineWindow.width) / Double(factor)
    extra.dfYSize = Double(fineWindow.height) / Double(factor)
    try read(band: band, window: window, into: plane, resampling: extra)
  }

  private func read(
    band: Int, window: PixelWindow, into plane: SamplePlane, resampling: GDALRasterIOExtraArg?
  ) throws(GDALError) {
    let handle = try bandHandle(band)
    try plane.withMutableBytes { (bytes) throws(GDALError) in
      // What decompresses an archive reports a wrong checksum and goes on.
      try reportingEveryFailure("read \(window) of", "\(path), band \(band)") {
        var extra = resampling ?? GDALRasterIOExtraArg()
        return withUnsafeMutablePointer(to: &extra) { pointer in
          succeeded(
            GDALRasterIOEx(
              handle, GF_Read, Int32(window.column), Int32(window.row), Int32(window.width),
              Int32(window.height), bytes.baseAddress, Int32(plane.width), Int32(plane.height),
              plane.type.gdal, 0, 0, resampling == nil ? nil : pointer))
        }
      }
    }
  }

  func bandHandle(_ band: Int) throws(GDALError) -> GDALRasterBandH {
    try reportingErrors("select band \(band) of", path) {
      GDALGetRasterBand(dataset.raw, Int32(band))
    }
  }
}

extension SampleType {
  /// GDAL's name for it.
  var gdal: GDALDataType {
    switch self {
    case .uint8: GDT_Byte
    case .uint16: GDT_UInt16
    case .int16: GDT_Int16
    case .float32: GDT_Float32
    }
  }

  /// The type in which samples of `type` are read: their own where we have it.
  init(reading type: GDALDataType) {
    self = Self.allCases.first { $0.gdal == type } ?? .float32
  }
}

extension Resampling {
  var rasterIO: GDALRIOResampleAlg {
    switch self {
    case .nearest: GRIORA_NearestNeighbour
    case .bilinear: GRIORA_Bilinear
    case .cubic: GRIORA_Cubic
    }
  }

  var warp: GDALResampleAlg {
    switch self {
    case .nearest: GRA_NearestNeighbour
    case .bilinear: GRA_Bilinear
    case .cubic: GRA_Cubic
    }
  }
}
