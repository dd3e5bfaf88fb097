internal import CGDAL
import RasterGrid

/// Polygons put together by GEOS. Rings come closed; inside is where an odd number surrounds.
public enum PolygonOverlay {
  /// The rings of the area that any of the polygons covers, each an exterior ring and its holes.
  public static func unite(_ polygons: [[[MapPoint]]]) throws(GDALError) -> [[MapPoint]] {
    _ = GDALRuntime.started
    return try united(polygons).rings
  }

  /// The rings of the area that every group covers with one of its polygons, drawn in from its edge
  /// by `distance`, in the unit of the coordinates. Corners stay sharp enough: eight chords a quarter
  /// of a circle.
  public static func common(_ groups: [[[[MapPoint]]]], shrunkBy distance: Double)
    throws(GDALError) -> [[MapPoint]]
  {
    _ = GDALRuntime.started
    guard let first = groups.first else { return [] }
    var area = try united(first)
    for group in groups.dropFirst() {
      let next = try united(group)
      area = try intersection(area, next)
    }
    return try buffer(area, -distance).rings
  }

  /// The rings of the area within `reach` of what any of the polygons covers, of which only counts
  /// what lies in a disc of the radius `core`; both in the unit of the coordinates.
  public static func grown(_ polygons: [[[MapPoint]]], core: Double, reach: Double)
    throws(GDALError) -> [[MapPoint]]
  {
    _ = GDALRuntime.started
    let area = try united(polygons)
    let middle = try buffer(area, -core)
    return try buffer(middle, core + reach).rings
  }

  private static func buffer(_ area: borrowing Geometry, _ distance: Double)
    throws(GDALError) -> Geometry
  {
    let raw = area.raw
    let chords: Int32 = 8
    return try reportingErrors("buffer", subject) { Geometry(OGR_G_Buffer(raw, distance, chords)) }
  }

  private static let subject = "outlines"

  private static func united(_ polygons: [[[MapPoint]]]) throws(GDALError) -> Geometry {
    try reportingErrors("unite", subject) { () -> Geometry? in
      guard let whole = Geometry.make(polygons) else { return nil }
      return Geometry(OGR_G_UnionCascaded(whole.raw))
    }
  }

  private static func intersection(_ a: borrowing Geometry, _ b: borrowing Geometry)
    throws(GDALError) -> Geometry
  {
    let (first, second) = (a.raw, b.raw)
    return try reportingErrors("intersect", subject) { Geometry(OGR_G_Intersection(first, second)) }
  }
}
