internal import CGDAL
import RasterGrid

/// Owns one OGR geometry.
struct Geometry: ~Copyable {
  let raw: OGRGeometryH

  /// Nil where OGR made none.
  init?(_ raw: OGRGeometryH?) {
    guard let raw else { return nil }
    self.raw = raw
  }

  /// A multipolygon from polygons, each an exterior ring and its holes.
  static func make(_ polygons: [[[MapPoint]]]) -> Geometry? {
    guard let whole = Geometry(OGR_G_CreateGeometry(wkbMultiPolygon)) else { return nil }
    for rings in polygons {
      guard let polygon = OGR_G_CreateGeometry(wkbPolygon) else { return nil }
      for points in rings {
        guard let ring = OGR_G_CreateGeometry(wkbLinearRing) else { return nil }
        for point in points { OGR_G_AddPoint_2D(ring, point.x, point.y) }
        OGR_G_CloseRings(ring)
        OGR_G_AddGeometryDirectly(polygon, ring)
      }
      OGR_G_AddGeometryDirectly(whole.raw, polygon)
    }
    return whole
  }

  /// Adds copies of the polygons in `geometry`, however deeply it nests them.
  func add(polygonsOf geometry: OGRGeometryH) {
    if OGR_GT_Flatten(OGR_G_GetGeometryType(geometry)) == wkbPolygon {
      OGR_G_AddGeometry(raw, geometry)
      return
    }
    for i in 0..<OGR_G_GetGeometryCount(geometry) {
      if let part = OGR_G_GetGeometryRef(geometry, i) { add(polygonsOf: part) }
    }
  }

  /// Its polygons, each an exterior ring and its holes.
  var polygons: [[[MapPoint]]] { Self.polygons(of: raw) }

  /// All rings of all polygons.
  var rings: [[MapPoint]] { polygons.flatMap { $0 } }

  private static func polygons(of geometry: OGRGeometryH) -> [[[MapPoint]]] {
    let parts = (0..<OGR_G_GetGeometryCount(geometry)).compactMap {
      OGR_G_GetGeometryRef(geometry, $0)
    }
    guard OGR_GT_Flatten(OGR_G_GetGeometryType(geometry)) == wkbPolygon else {
      return parts.flatMap { polygons(of: $0) }
    }
    return [
      parts.map { ring in
        (0..<OGR_G_GetPointCount(ring)).map {
          MapPoint(x: OGR_G_GetX(ring, $0), y: OGR_G_GetY(ring, $0))
        }
      }
    ]
  }

  deinit { OGR_G_DestroyGeometry(raw) }
}

/// Geometry that GEOS does better than we would.
public enum PolygonSimplifier {
  /// Polygons with fewer corners, none further from the old outline than `tolerance` (in the unit of
  /// the coordinates); nil where GEOS finds no valid result. Rings come closed.
  ///
  /// Douglas-Peucker that keeps topology: GEOS `TopologyPreserveSimplify`.
  public static func simplify(_ polygons: [[[MapPoint]]], tolerance: Double) throws(GDALError)
    -> [[[MapPoint]]]?
  {
    _ = GDALRuntime.started
    return try collectingErrors("simplify", "outline") {
      guard let geometry = Geometry.make(polygons),
        let simpler = Geometry(OGR_G_SimplifyPreserveTopology(geometry.raw, tolerance)),
        OGR_G_IsValid(simpler.raw) != 0
      else { return nil }
      return simpler.polygons
    }
  }

  /// Whether polygons are valid by OGC's rules; throws where OGR cannot even make them.
  public static func isValid(_ polygons: [[[MapPoint]]]) throws(GDALError) -> Bool {
    _ = GDALRuntime.started
    return try reportingErrors("check", "outline") { () -> Bool? in
      guard let geometry = Geometry.make(polygons) else { return nil }
      return OGR_G_IsValid(geometry.raw) != 0
    }
  }

  /// A point that is surely inside; nil where GEOS finds none.
  public static func pointInside(_ polygons: [[[MapPoint]]]) throws(GDALError) -> MapPoint? {
    try collectingErrors("find a point inside", "outline") {
      guard let geometry = Geometry.make(polygons),
        let point = Geometry(OGR_G_PointOnSurface(geometry.raw)), OGR_G_IsEmpty(point.raw) == 0
      else { return nil }
      return MapPoint(x: OGR_G_GetX(point.raw, 0), y: OGR_G_GetY(point.raw, 0))
    }
  }
}
