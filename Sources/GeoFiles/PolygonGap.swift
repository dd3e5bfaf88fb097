internal import CGDAL
import Foundation
import RasterGrid

/// Distances and unions of polygons in longitude and latitude, by GEOS.
public enum PolygonGap {
  /// Metres of a degree of latitude: WGS 84 at 30 degrees north; a county is 0.3 % off at worst.
  private static let metresPerDegree = 110_852.0

  /// What part of its length at the equator a degree of longitude has at a latitude.
  public static func narrowing(at latitude: Double) -> Double { cos(latitude * .pi / 180) }

  /// The shortest distance in metres between two multipolygons of closed rings in degrees; 0 where they touch or
  /// overlap. Both are laid on a plane at their mean latitude, which is good to 1 % over some kilometres.
  public static func metres(between a: [[[MapPoint]]], and b: [[[MapPoint]]]) throws(GDALError)
    -> Double
  {
    _ = GDALRuntime.started
    let latitudes = (a + b).joined().joined().map(\.y)
    let middle = ((latitudes.min() ?? 0) + (latitudes.max() ?? 0)) / 2
    let scale = (x: metresPerDegree * narrowing(at: middle), y: metresPerDegree)
    return try reportingErrors("measure", "outlines") { () -> Double? in
      guard let first = Geometry.make(a.scaled(scale)), let second = Geometry.make(b.scaled(scale))
      else { return nil }
      let distance = OGR_G_Distance(first.raw, second.raw)
      return distance < 0 ? nil : distance
    }
  }

  /// The shortest distance in metres from a point to a multipolygon; 0 inside. As good as between two of them.
  public static func metres(from point: MapPoint, to polygons: [[[MapPoint]]]) throws(GDALError)
    -> Double
  {
    // A ring of one place: GEOS measures from its border.
    try metres(between: [[[point, point, point, point]]], and: polygons)
  }

  /// The ground that any of some multipolygons covers, as polygons of closed rings.
  public static func union(of all: [[[[MapPoint]]]]) throws(GDALError) -> [[[MapPoint]]] {
    _ = GDALRuntime.started
    return try reportingErrors("unite", "outlines") {
      guard let whole = Geometry.make(all.flatMap { $0 }),
        let union = Geometry(OGR_G_UnionCascaded(whole.raw))
      else { return nil }
      return union.polygons
    }
  }

  /// Whether two multipolygons have a point in common.
  public static func intersects(_ a: [[[MapPoint]]], _ b: [[[MapPoint]]]) throws(GDALError) -> Bool
  {
    _ = GDALRuntime.started
    return try reportingErrors("compare", "outlines") { () -> Bool? in
      guard let first = Geometry.make(a), let second = Geometry.make(b) else { return nil }
      return OGR_G_Intersects(first.raw, second.raw) != 0
    }
  }
}

extension [[[MapPoint]]] {
  /// The same with coordinates multiplied.
  fileprivate func scaled(_ scale: (x: Double, y: Double)) -> [[[MapPoint]]] {
    map { $0.map { $0.map { MapPoint(x: $0.x * scale.x, y: $0.y * scale.y) } } }
  }
}
