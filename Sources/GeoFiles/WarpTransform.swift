internal import CGDAL
import RasterGrid

/// From pixels of a target grid to pixels of a file, in the form that GDAL's warper calls.
struct WarpTransform: ~Copyable {
  /// What the warper calls.
  let function: GDALTransformerFunc
  /// What it is called with.
  let argument: UnsafeMutableRawPointer
  private let chain: TransformChain
  private let isApproximate: Bool

  /// How far, in pixels, the interpolated positions may lie from the exact ones.
  private static let positionTolerance = 0.01

  /// From `target` to the pixels of a file that lie on `source`.
  init(_ path: String, from source: Grid, to target: Grid) throws(GDALError) {
    let chain = TransformChain([try TransformLink(path, from: source, to: target)])
    try self.init(path, chain, isApproximate: true)
  }

  /// From `target` to the pixels of an image that is seen through `model` and said to lie on `source`.
  ///
  /// With an elevation model every pixel is placed by itself: between two of them may be a hill.
  init(_ path: String, from source: Grid, through model: SensorModel, to target: Grid)
    throws(GDALError)
  {
    let degrees = Grid(
      width: 0, height: 0,
      affine: Affine(
        originX: 0, columnStepX: 1, rowStepX: 0, originY: 0, columnStepY: 0, rowStepY: 1),
      crs: .wgs84)
    let links = [
      try TransformLink(path, from: source, to: target),
      try TransformLink(path, from: degrees, to: model.grid),
      TransformLink(try ImageTransform(model.polynomials, height: model.height)),
    ]
    try self.init(
      path, TransformChain(links, within: model.grid.window), isApproximate: model.dem == nil)
  }

  private init(_ path: String, _ chain: TransformChain, isApproximate: Bool) throws(GDALError) {
    let exact = Unmanaged.passUnretained(chain).toOpaque()
    if isApproximate {
      argument = try reportingErrors("relate grids for", path) {
        GDALCreateApproxTransformer(transformByChain, exact, Self.positionTolerance)
      }
      function = GDALApproxTransform
    } else {
      argument = exact
      function = transformByChain
    }
    self.chain = chain
    self.isApproximate = isApproximate
  }

  deinit {
    if isApproximate { GDALDestroyApproxTransformer(argument) }
  }
}
