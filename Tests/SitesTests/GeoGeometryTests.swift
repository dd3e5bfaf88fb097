import Testing

@testable import Sites

@Suite("Geometry on the earth")
struct GeoGeometryTests {
  private func square(west: Double, south: Double, size: Double) -> [GeoPoint] {
    [(0, 0), (1, 0), (1, 1), (0, 1)].map {
      GeoPoint(longitude: west + $0.0 * size, latitude: south + $0.1 * size)
    }
  }

  @Test("runs counter-clockwise outside and clockwise inside, whatever way it came")
  func rewinding() {
    let outer = square(west: 119.9, south: 28.9, size: 0.01)
    let inner = square(west: 119.902, south: 28.902, size: 0.001)
    let right = GeoPolygon(exterior: outer, holes: [inner.reversed()])
    for exterior in [outer, outer.reversed()] {
      for hole in [inner, inner.reversed()] {
        let polygon = GeoPolygon(exterior: exterior, holes: [hole])
        #expect(polygon.rewound() == right)
        let twice = GeoMultiPolygon(polygons: [polygon, polygon])
        #expect(twice.rewound().polygons == [right, right])
      }
    }
  }

  @Test("tells the winding of a sliver three millimetres wide far from the origin")
  func sliver() {
    let tiny = square(west: 120.123456789, south: 28.987654321, size: 3e-8)
    #expect(GeoPolygon.signedArea(of: tiny) > 0)
    #expect(GeoPolygon.signedArea(of: tiny.reversed()) < 0)
  }

  @Test("is bounded by its exteriors")
  func bounds() {
    let polygons = [
      GeoPolygon(exterior: square(west: 120, south: 28, size: 1)),
      GeoPolygon(exterior: square(west: 118, south: 29, size: 0.5)),
    ]
    #expect(
      GeoMultiPolygon(polygons: polygons).bounds
        == GeoBounds(west: 118, south: 28, east: 121, north: 29.5))
    #expect(GeoMultiPolygon(polygons: []).bounds == nil)
  }
}
