internal import CGDAL
import RasterGrid

/// Takes positions in an image to longitude and latitude (WGS 84) and back, through rational
/// polynomials, at the height of the ground.
///
/// It belongs to the worker that made it. The C function is GDAL's `GDALCreateRPCTransformerV2`;
/// from image to ground it iterates.
public struct ImageTransform: ~Copyable {
  private let raw: UnsafeMutableRawPointer

  /// How far from the position in the image, in pixels, the iteration may end.
  private static let iterationTolerance = 0.01

  /// A transform; throws where an elevation model cannot be opened or the polynomials are degenerate.
  public init(_ polynomials: RationalPolynomials, height: GroundHeight) throws(GDALError) {
    _ = GDALRuntime.started
    var info = GDALRPCInfoV2(polynomials)
    let options: [String]
    let subject: String
    switch height {
    case .mean(let metres):
      options = ["RPC_HEIGHT=\(metres)"]
      subject = "a height of \(metres) m"
    case .dem(let path):
      options = ["RPC_DEM=\(path.gdalName)"]
      subject = path.shown
    }
    raw = try withStringList(options) { (list) throws(GDALError) in
      try reportingErrors("see the image on", subject) {
        GDALCreateRPCTransformerV2(&info, 0, Self.iterationTolerance, list)
      }
    }
  }

  /// Where pixels are on the ground. In: x is the column and y the row, counted from the outer corner
  /// of the first pixel. Out: longitude and latitude in degrees; nil where there is no answer.
  public func ground(_ pixels: [MapPoint]) -> [MapPoint?] { transform(pixels, toImage: false) }

  /// The way back.
  public func image(_ places: [MapPoint]) -> [MapPoint?] { transform(places, toImage: true) }

  private func transform(_ points: [MapPoint], toImage: Bool) -> [MapPoint?] {
    var x = points.map(\.x)
    var y = points.map(\.y)
    var z = [Double](repeating: 0, count: points.count)
    var reached = [Int32](repeating: 0, count: points.count)
    // Points that fail are marked one by one; the messages repeat what the marks say.
    CPLPushErrorHandler(CPLQuietErrorHandler)
    GDALRPCTransform(raw, toImage ? 1 : 0, Int32(points.count), &x, &y, &z, &reached)
    CPLPopErrorHandler()
    return points.indices.map { i in
      reached[i] != 0 && x[i].isFinite && y[i].isFinite ? MapPoint(x: x[i], y: y[i]) : nil
    }
  }

  /// Hands GDAL's transformer over to a new owner, who destroys it.
  consuming func release() -> UnsafeMutableRawPointer {
    let released = raw
    discard self
    return released
  }

  deinit { GDALDestroyRPCTransformer(raw) }
}

extension GDALRPCInfoV2 {
  fileprivate init(_ polynomials: RationalPolynomials) {
    self.init()
    let ground = polynomials.ground
    let (line, sample) = (polynomials.line, polynomials.sample)
    (dfLONG_OFF, dfLONG_SCALE) = (ground.longitude.offset, ground.longitude.scale)
    (dfLAT_OFF, dfLAT_SCALE) = (ground.latitude.offset, ground.latitude.scale)
    (dfHEIGHT_OFF, dfHEIGHT_SCALE) = (ground.height.offset, ground.height.scale)
    (dfLINE_OFF, dfLINE_SCALE) = (line.normalisation.offset, line.normalisation.scale)
    (dfSAMP_OFF, dfSAMP_SCALE) = (sample.normalisation.offset, sample.normalisation.scale)
    withUnsafeMutableBytes(of: &adfLINE_NUM_COEFF) { line.numerator.copy(to: $0) }
    withUnsafeMutableBytes(of: &adfLINE_DEN_COEFF) { line.denominator.copy(to: $0) }
    withUnsafeMutableBytes(of: &adfSAMP_NUM_COEFF) { sample.numerator.copy(to: $0) }
    withUnsafeMutableBytes(of: &adfSAMP_DEN_COEFF) { sample.denominator.copy(to: $0) }
    (dfMIN_LONG, dfMAX_LONG, dfMIN_LAT, dfMAX_LAT) = (-180, 180, -90, 90)
    (dfERR_BIAS, dfERR_RAND) = (.nan, .nan)
  }
}

extension [Double] {
  fileprivate func copy(to bytes: UnsafeMutableRawBufferPointer) {
    withUnsafeBytes { bytes.copyMemory(from: $0) }
  }
}
