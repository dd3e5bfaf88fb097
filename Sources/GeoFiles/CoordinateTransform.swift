internal import CGDAL
import RasterGrid

/// Takes points from one coordinate system to another, in traditional GIS axis order.
///
/// It belongs to the worker that made it. The PROJ function is `proj_trans`, by OGR's
/// `OCTTransformEx`.
public struct CoordinateTransform: ~Copyable {
  private let raw: OGRCoordinateTransformationH
  private let subject: String

  /// A transform; throws where PROJ knows no way between the two.
  public init(from source: CoordinateSystem, to target: CoordinateSystem) throws(GDALError) {
    let a = try SpatialReference(source)
    let b = try SpatialReference(target)
    let subject = "\(source) to \(target)"
    raw = try reportingErrors("make coordinate transform", subject) {
      OCTNewCoordinateTransformation(a.raw, b.raw)
    }
    self.subject = subject
  }

  /// The points in the target system; throws where one of them has no place there.
  public func transform(_ points: [MapPoint]) throws(GDALError) -> [MapPoint] {
    guard !points.isEmpty else { return [] }
    var x = points.map(\.x)
    var y = points.map(\.y)
    var reached = [Int32](repeating: 0, count: points.count)
    try reportingErrors("transform points", subject) {
      OCTTransformEx(raw, Int32(points.count), &x, &y, nil, &reached)
      return reached.allSatisfy { $0 != 0 } ? () : nil
    }
    return zip(x, y).map { MapPoint(x: $0, y: $1) }
  }

  deinit { OCTDestroyCoordinateTransformation(raw) }
}
