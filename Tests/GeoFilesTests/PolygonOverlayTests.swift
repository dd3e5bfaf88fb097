import GeoFiles
import RasterGrid
import Testing

@Suite("Polygon overlay")
struct PolygonOverlayTests {
  private func box(_ left: Double, _ bottom: Double, _ right: Double, _ top: Double)
    -> [[MapPoint]]
  {
    let corners = [(left, bottom), (right, bottom), (right, top), (left, top), (left, bottom)]
    return [corners.map { MapPoint(x: $0.0, y: $0.1) }]
  }

  /// Twice the signed area that rings go around (Gauss's shoelace), summed without sign.
  private func area(_ rings: [[MapPoint]]) -> Double {
    rings.reduce(0) { sum, ring in
      let twice = zip(ring, ring.dropFirst()).reduce(0.0) { $0 + $1.0.x * $1.1.y - $1.1.x * $1.0.y }
      return sum + abs(twice) / 2
    }
  }

  @Test("counts what two polygons share once")
  func union() throws {
    let rings = try PolygonOverlay.unite([box(0, 0, 10, 10), box(5, 0, 15, 10)])
    #expect(rings.count == 1)
    #expect(area(rings) == 150)
  }

  @Test("keeps what every group covers, and draws it in on every side")
  func common() throws {
    let groups = [[box(0, 0, 10, 10), box(5, 0, 20, 10)], [box(-5, 0, 12, 20)]]
    #expect(area(try PolygonOverlay.common(groups, shrunkBy: 0)) == 120)
    let rings = try PolygonOverlay.common(groups, shrunkBy: 2)
    #expect(abs(area(rings) - 8 * 6) < 1e-9)
    #expect(rings.joined().allSatisfy { (2...10).contains($0.x) && (2...8).contains($0.y) })
  }

  @Test("leaves nothing of what is thinner than the strip that is cut off")
  func nothing() throws {
    #expect(try PolygonOverlay.common([[box(0, 0, 100, 3)]], shrunkBy: 2) == [])
    #expect(try PolygonOverlay.common([], shrunkBy: 2) == [])
    let apart = [[box(0, 0, 1, 1)], [box(5, 5, 6, 6)]]
    #expect(try PolygonOverlay.common(apart, shrunkBy: 0.1) == [])
  }
}
