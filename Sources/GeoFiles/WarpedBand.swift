internal import CGDAL
import RasterGrid

/// One band of a raster file seen on another grid, warped window by window by GDAL's warper.
///
/// It owns the file. The positions are exact to a hundredth of a pixel.
public struct WarpedBand: ~Copyable {
  private let file: RasterFile
  private let operation: GDALWarpOperationH
  private let transform: WarpTransform
  private let type: SampleType

  /// How many pixels more than it expects the warper reads on every side of an image that is seen
  /// through a sensor model: a hill between the points that it looks at leans over by some.
  private static let reliefMargin = 32

  /// What the warp makes of the file.
  public struct Target {
    /// The grid to see the band on.
    public var grid: Grid
    /// How samples between samples are made.
    public var resampling: Resampling
    /// The raw value that stands for "no data" in the file.
    public var nodata: Double?
    /// The type of the samples given: classes stay what they are, measurements become `float32`.
    public var type: SampleType

    /// A target from its parts.
    public init(grid: Grid, resampling: Resampling, nodata: Double?, type: SampleType) {
      self.grid = grid
      self.resampling = resampling
      self.nodata = nodata
      self.type = type
    }
  }

  /// Prepares the warp of `band` (the first is 1) of `file`, whose pixels lie on `source`: as they
  /// are, or seen through `model`.
  public init(
    _ file: consuming RasterFile, band: Int, from source: Grid, through model: SensorModel? = nil,
    to target: Target
  ) throws(GDALError) {
    let transform =
      if let model {
        try WarpTransform(file.path, from: source, through: model, to: target.grid)
      } else {
        try WarpTransform(file.path, from: source, to: target.grid)
      }
    operation = try Self.operation(
      file, band: band, target: target, transform, margin: model == nil ? nil : Self.reliefMargin)
    self.transform = transform
    self.file = file
    type = target.type
  }

  /// Warps `window` of the target grid into `plane`; what no source pixel covers is `fill`.
  public func read(window: PixelWindow, fill: Double, into plane: SamplePlane) throws(GDALError) {
    plane.resize(type: type, width: window.width, height: window.height)
    try plane.withMutableBytes { (bytes) throws(GDALError) in
      Self.fill(bytes, fill, type)
      try reportingErrors("warp \(window) of", file.path) {
        succeeded(
          GDALWarpRegionToBuffer(
            operation, Int32(window.column), Int32(window.row), Int32(window.width),
            Int32(window.height), bytes.baseAddress, type.gdal, 0, 0, 0, 0))
      }
    }
  }

  private static func fill(
    _ bytes: UnsafeMutableRawBufferPointer, _ value: Double, _ type: SampleType
  ) {
    switch type {
    case .uint8: bytes.bindMemory(to: UInt8.self).update(repeating: UInt8(value))
    case .uint16: bytes.bindMemory(to: UInt16.self).update(repeating: UInt16(value))
    case .int16: bytes.bindMemory(to: Int16.self).update(repeating: Int16(value))
    case .float32: bytes.bindMemory(to: Float.self).update(repeating: Float(value))
    }
  }

  private static func operation(
    _ file: borrowing RasterFile, band: Int, target: Target, _ transform: borrowing WarpTransform,
    margin: Int?
  ) throws(GDALError) -> GDALWarpOperationH {
    let path = file.path
    let dataset = file.dataset.raw
    let (function, argument) = (transform.function, transform.argument)
    return try reportingErrors("prepare the warp of", path) {
      guard let options = GDALCreateWarpOptions() else { return nil }
      defer { GDALDestroyWarpOptions(options) }
      options.pointee.hSrcDS = dataset
      options.pointee.nBandCount = 1
      options.pointee.panSrcBands = allocate([Int32(band)])
      options.pointee.panDstBands = allocate([Int32(1)])
      options.pointee.eResampleAlg = target.resampling.warp
      options.pointee.eWorkingDataType = target.type.gdal
      options.pointee.pfnTransformer = function
      options.pointee.pTransformerArg = argument
      if let margin {
        for setting in ["SAMPLE_GRID=YES", "SOURCE_EXTRA=\(margin)"] {
          options.pointee.papszWarpOptions = CSLAddString(options.pointee.papszWarpOptions, setting)
        }
      }
      if let nodata = target.nodata { options.pointee.padfSrcNoDataReal = allocate([nodata]) }
      return GDALCreateWarpOperation(options)
    }
  }

  /// Memory that GDAL will free.
  private static func allocate<T: BitwiseCopyable>(_ values: [T]) -> UnsafeMutablePointer<T>? {
    let bytes = values.count * MemoryLayout<T>.stride
    let pointer = CPLMalloc(bytes)?.bindMemory(to: T.self, capacity: values.count)
    pointer?.initialize(from: values, count: values.count)
    return pointer
  }

  deinit { GDALDestroyWarpOperation(operation) }
}

extension Affine {
  /// The six numbers in GDAL's order.
  var coefficients: [Double] {
    [originX, columnStepX, rowStepX, originY, columnStepY, rowStepY]
  }
}
