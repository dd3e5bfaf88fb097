#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif
import GeoFiles
import RasterGrid
import Sites

/// Simplifies outlines in longitude and latitude by a tolerance in metres.
///
/// Around one place a degree of longitude and one of latitude are so many metres each; a site is
/// small enough for that.
struct OutlineSimplifier {
  private let metresPerDegree: (longitude: Double, latitude: Double)
  private let origin: MapPoint
  private let tolerance: Double

  /// A simplifier for outlines around a point.
  init(at origin: GeoPoint, metres tolerance: Double) {
    // Length of a degree on the GRS 80 ellipsoid by the first terms of its series.
    let latitude = origin.latitude * .pi / 180
    metresPerDegree = (
      longitude: 111_412.84 * cos(latitude) - 93.5 * cos(3 * latitude),
      latitude: 111_132.92 - 559.82 * cos(2 * latitude)
    )
    self.origin = MapPoint(x: origin.longitude, y: origin.latitude)
    self.tolerance = tolerance
  }

  /// The place with fewer corners and a point inside them; its area stays that of its pixels. Nil
  /// where no valid outline comes of it.
  func simplify(_ place: CandidatePlace) throws -> CandidatePlace? {
    let flat = place.geometry.polygons.map { polygon in
      ([polygon.exterior] + polygon.holes).map {
        $0.map { flattened(MapPoint(x: $0.longitude, y: $0.latitude)) }
      }
    }
    guard let simpler = try PolygonSimplifier.simplify(flat, tolerance: tolerance),
      let inside = try PolygonSimplifier.pointInside(simpler)
    else { return nil }
    // OGR closes rings; ours are not.
    let open = simpler.map { $0.map { Array($0.dropLast()) } }
    guard open.allSatisfy({ !$0.isEmpty && $0.allSatisfy { $0.count >= 3 } }) else { return nil }
    // What counts is what is written: coordinates of seven decimals.
    let written = open.map { $0.map { $0.map { rounded(lifted($0)) } } }
    guard try PolygonSimplifier.isValid(written) else { return nil }
    return CandidatePlace(
      geometry: GeoMultiPolygon(rings: written).rewound(),
      point: GeoPoint(lifted(inside)), area: place.area)
  }

  private func rounded(_ point: MapPoint) -> MapPoint {
    let steps = 1e7  // a centimetre, as GeoJSON is written
    return MapPoint(
      x: (point.x * steps).rounded() / steps, y: (point.y * steps).rounded() / steps)
  }

  private func flattened(_ point: MapPoint) -> MapPoint {
    MapPoint(
      x: (point.x - origin.x) * metresPerDegree.longitude,
      y: (point.y - origin.y) * metresPerDegree.latitude)
  }

  private func lifted(_ point: MapPoint) -> MapPoint {
    MapPoint(
      x: point.x / metresPerDegree.longitude + origin.x,
      y: point.y / metresPerDegree.latitude + origin.y)
  }
}
