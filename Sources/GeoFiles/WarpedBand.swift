internal import CGDAL
import RasterGrid

/// One band of a raster file seen on another grid, warped window by window by GDAL's warper.
///
/// It owns the file. The positions are exact to a hundredth of a pixel.
public struct WarpedBand: ~Copyable {
  private let file: RasterFile
  private let operation: GDALWarpOperationH
  private let transformer: UnsafeMutableRawPointer
  private let type: SampleType

  /// How far, in pixels, the interpolated positions may lie from the exact ones.
  private static let positionTolerance = 0.01

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

  /// Prepares the warp of `band` (the first is 1) of `file`, whose pixels lie on `source`.
  public init(_ file: consuming RasterFile, band: Int, from source: Grid, to target: Target)
    throws(GDALError)
  {
    let transformer = try Self.transformer(file.path, from: source, to: target.grid)
    let operation = try Self.operation(file, band: band, target: target, transformer: transformer)
    self.transformer = transformer
    self.operation = operation
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

  private static func transformer(_ path: String, from source: Grid, to target: Grid)
    throws(GDALError) -> UnsafeMutableRawPointer
  {
    let from = try SpatialReference(source.crs)
    let to = try SpatialReference(target.crs)
    let exact = try reportingErrors("relate \(source.crs) to \(target.crs) for", path) {
      GDALCreateGenImgProjTransformer4(
        from.raw, source.affine.coefficients, to.raw, target.affine.coefficients, nil)
    }
    return try reportingErrors("relate grids for", path) {
      guard
        let approximate = GDALCreateApproxTransformer(
          GDALGenImgProjTransform, exact, positionTolerance)
      else {
        GDALDestroyGenImgProjTransformer(exact)
        return nil
      }
      GDALApproxTransformerOwnsSubtransformer(approximate, 1)
      return approximate
    }
  }

  private static func operation(
    _ file: borrowing RasterFile, band: Int, target: Target, transformer: UnsafeMutableRawPointer
  ) throws(GDALError) -> GDALWarpOperationH {
    let path = file.path
    let dataset = file.dataset.raw
    return try reportingErrors("prepare the warp of", path) {
      guard let options = GDALCreateWarpOptions() else { return nil }
      defer { GDALDestroyWarpOptions(options) }
      options.pointee.hSrcDS = dataset
      options.pointee.nBandCount = 1
      options.pointee.panSrcBands = allocate([Int32(band)])
      options.pointee.panDstBands = allocate([Int32(1)])
      options.pointee.eResampleAlg = target.resampling.warp
      options.pointee.eWorkingDataType = target.type.gdal
      options.pointee.pfnTransformer = GDALApproxTransform
      options.pointee.pTransformerArg = transformer
      if let nodata = target.nodata { options.pointee.padfSrcNoDataReal = allocate([nodata]) }
      if let made = GDALCreateWarpOperation(options) { return made }
      GDALDestroyApproxTransformer(transformer)
      return nil
    }
  }

  /// Memory that GDAL will free.
  private static func allocate<T: BitwiseCopyable>(_ values: [T]) -> UnsafeMutablePointer<T>? {
    let bytes = values.count * MemoryLayout<T>.stride
    let pointer = CPLMalloc(bytes)?.bindMemory(to: T.self, capacity: values.count)
    pointer?.initialize(from: values, count: values.count)
    return pointer
  }

  deinit {
    GDALDestroyWarpOperation(operation)
    GDALDestroyApproxTransformer(transformer)
  }
}

extension Affine {
  /// The six numbers in GDAL's order.
  var coefficients: [Double] {
    [originX, columnStepX, rowStepX, originY, columnStepY, rowStepY]
  }
}
