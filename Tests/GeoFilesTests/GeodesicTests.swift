import GeoFiles
import RasterGrid
import Testing

@Suite("Geodesic area")
struct GeodesicTests {
  private func box(west: Double, south: Double, width: Double, height: Double) -> [MapPoint] {
    [
      MapPoint(x: west, y: south), MapPoint(x: west + width, y: south),
      MapPoint(x: west + width, y: south + height), MapPoint(x: west, y: south + height),
    ]
  }

  // The literals are those of pyproj 3.7, Geod(ellps="WGS84").polygon_area_perimeter.
  @Test("of a thousandth of a degree in the county is 10 807.331 square metres")
  func small() {
    let ring = box(west: 120.125, south: 28.925, width: 0.001, height: 0.001)
    #expect(abs(Geodesic.area(of: ring) - 10_807.331) < 0.0005)
  }

  @Test("of the county's frame agrees to a square metre")
  func large() {
    let ring = box(west: 119.9, south: 28.75, width: 0.45, height: 0.35)
    #expect(abs(Geodesic.area(of: ring) - 1_702_162_674.438) < 1)
  }

  @Test("of an octant is an eighth of the ellipsoid")
  func octant() {
    let ring = [MapPoint(x: 0, y: 0), MapPoint(x: 90, y: 0), MapPoint(x: 0, y: 90)]
    // The area of the WGS 84 ellipsoid is 510 065 621.724 km2 (NIMA TR8350.2).
    let eighth = 510_065_621_724_000.0 / 8
    #expect(abs(Geodesic.area(of: ring) - eighth) < 1e6)
  }

  @Test("heeds neither direction nor closing")
  func direction() {
    let ring = box(west: 120, south: 29, width: 0.01, height: 0.02)
    let area = Geodesic.area(of: ring)
    #expect(area > 0)
    #expect(abs(Geodesic.area(of: ring.reversed()) - area) < 1e-6)
    #expect(abs(Geodesic.area(of: ring + ring.prefix(1)) - area) < 1e-6)
  }

  @Test("of less than three points is nothing")
  func nothing() {
    #expect(Geodesic.area(of: []) == 0)
    #expect(Geodesic.area(of: [MapPoint(x: 120, y: 29), MapPoint(x: 121, y: 29)]) == 0)
  }
}
