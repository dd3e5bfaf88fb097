internal import CGDAL
import RasterGrid

/// Measures on the WGS 84 ellipsoid (Karney 2013, doi 10.1007/s00190-012-0578-z), by PROJ's
/// `geodesic.h`.
public enum Geodesic {
  private static let equatorialRadius = 6_378_137.0
  private static let flattening = 1 / 298.257223563

  /// The unsigned area in square metres inside a ring of longitudes and latitudes in degrees;
  /// the ring need not be closed.
  public static func area(of ring: [MapPoint]) -> Double {
    var ellipsoid = geod_geodesic()
    geod_init(&ellipsoid, equatorialRadius, flattening)
    var polygon = geod_polygon()
    geod_polygon_init(&polygon, 0)
    for point in ring { geod_polygon_addpoint(&ellipsoid, &polygon, point.y, point.x) }
    var area = 0.0
    geod_polygon_compute(&ellipsoid, &polygon, 0, 1, &area, nil)
    return abs(area)
  }

  /// The length in metres of the shortest line between two places of longitude and latitude in degrees.
  public static func distance(_ a: MapPoint, _ b: MapPoint) -> Double {
    var ellipsoid = geod_geodesic()
    geod_init(&ellipsoid, equatorialRadius, flattening)
    var length = 0.0
    geod_inverse(&ellipsoid, a.y, a.x, b.y, b.x, &length, nil, nil)
    return length
  }
}
