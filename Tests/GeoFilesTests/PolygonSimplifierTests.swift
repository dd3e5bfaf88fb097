import RasterGrid
import Testing

@testable import GeoFiles

@Suite("Polygon simplifier")
struct PolygonSimplifierTests {
  /// A closed staircase outline with a hole close to it: what tracing pixels gives.
  private static let staircase: [[MapPoint]] = {
    var ring = [MapPoint(x: 0, y: 0)]
    for step in 0..<12 {
      let (x, y) = (Double(step + 1) * 10, Double(step) * 10)
      ring += [MapPoint(x: x, y: y), MapPoint(x: x, y: y + 10)]
    }
    ring += [MapPoint(x: 0, y: 120), MapPoint(x: 0, y: 0)]
    // The corner (60, 60) of the hole lies 10 / sqrt(2) from the stairs' line and inside of them.
    let hole = [
      MapPoint(x: 40, y: 60), MapPoint(x: 40, y: 80), MapPoint(x: 60, y: 80),
      MapPoint(x: 60, y: 60), MapPoint(x: 40, y: 60),
    ]
    return [ring, hole]
  }()

  private func distance(_ p: MapPoint, toRing ring: [MapPoint]) -> Double {
    zip(ring, ring.dropFirst()).map { a, b in
      let (dx, dy) = (b.x - a.x, b.y - a.y)
      let along = ((p.x - a.x) * dx + (p.y - a.y) * dy) / (dx * dx + dy * dy)
      let t = min(1, max(0, along))
      let (ex, ey) = (p.x - a.x - t * dx, p.y - a.y - t * dy)
      return (ex * ex + ey * ey).squareRoot()
    }.min() ?? .infinity
  }

  /// Even-odd over all rings.
  private func isInside(_ p: MapPoint, _ rings: [[MapPoint]]) -> Bool {
    var inside = false
    for ring in rings {
      for (a, b) in zip(ring, ring.dropFirst()) where (a.y > p.y) != (b.y > p.y) {
        if a.x + (p.y - a.y) / (b.y - a.y) * (b.x - a.x) > p.x { inside.toggle() }
      }
    }
    return inside
  }

  /// Whether two edges cross at a point inside both.
  private func cross(_ a: (MapPoint, MapPoint), _ b: (MapPoint, MapPoint)) -> Bool {
    func side(_ p: MapPoint, _ q: MapPoint, _ r: MapPoint) -> Double {
      (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x)
    }
    return side(a.0, a.1, b.0) * side(a.0, a.1, b.1) < 0
      && side(b.0, b.1, a.0) * side(b.0, b.1, a.1) < 0
  }

  @Test("takes corners away, none further than the tolerance", arguments: [6, 8, 15, 40.0])
  func simplifies(tolerance: Double) throws {
    let simpler = try PolygonSimplifier.simplify([Self.staircase], tolerance: tolerance)
    let polygons = try #require(simpler)
    #expect(polygons.count == 1)
    #expect(polygons[0].count == 2)
    #expect(polygons[0][0].count < Self.staircase[0].count)
    for ring in polygons[0] {
      #expect(ring.count >= 4)
      #expect(ring.first == ring.last)
    }
    for (old, new) in zip(Self.staircase, polygons[0]) {
      for point in old { #expect(distance(point, toRing: new) <= tolerance + 1e-9) }
    }
  }

  @Test(
    "crosses no edges, where plain Douglas-Peucker would cut the hole", arguments: [8, 15, 40.0])
  func staysValid(tolerance: Double) throws {
    let polygons = try #require(
      try PolygonSimplifier.simplify([Self.staircase], tolerance: tolerance))
    let edges = polygons[0].flatMap { Array(zip($0, $0.dropFirst())) }
    for (i, a) in edges.enumerated() {
      for b in edges[(i + 1)...] { #expect(!cross(a, b)) }
    }
    for point in polygons[0][1].dropLast() { #expect(isInside(point, [polygons[0][0]])) }
  }

  @Test("leaves a square alone")
  func square() throws {
    let ring = [
      MapPoint(x: 0, y: 0), MapPoint(x: 10, y: 0), MapPoint(x: 10, y: 10), MapPoint(x: 0, y: 10),
      MapPoint(x: 0, y: 0),
    ]
    let same = try PolygonSimplifier.simplify(
      [[ring], [ring.map { MapPoint(x: $0.x + 50, y: $0.y) }]], tolerance: 1)
    #expect(same?.count == 2)
    #expect(same?.first?.first.map { Set($0) } == Set(ring))
  }

  @Test("gives none for an outline that crosses itself")
  func invalid() throws {
    let bowTie = [
      MapPoint(x: 0, y: 0), MapPoint(x: 10, y: 10), MapPoint(x: 10, y: 0), MapPoint(x: 0, y: 10),
      MapPoint(x: 0, y: 0),
    ]
    #expect(try PolygonSimplifier.simplify([[bowTie]], tolerance: 0) == nil)
  }

  @Test("finds a point inside, not in the hole and not outside a bend")
  func pointInside() throws {
    let frame = [
      [
        MapPoint(x: 0, y: 0), MapPoint(x: 100, y: 0), MapPoint(x: 100, y: 100),
        MapPoint(x: 0, y: 100), MapPoint(x: 0, y: 0),
      ],
      [
        MapPoint(x: 5, y: 5), MapPoint(x: 5, y: 95), MapPoint(x: 95, y: 95), MapPoint(x: 95, y: 5),
        MapPoint(x: 5, y: 5),
      ],
    ]
    let horseshoe = [
      [
        MapPoint(x: 0, y: 0), MapPoint(x: 100, y: 0), MapPoint(x: 100, y: 100),
        MapPoint(x: 90, y: 100), MapPoint(x: 90, y: 10), MapPoint(x: 10, y: 10),
        MapPoint(x: 10, y: 100), MapPoint(x: 0, y: 100), MapPoint(x: 0, y: 0),
      ]
    ]
    for polygon in [frame, horseshoe, Self.staircase] {
      let point = try #require(try PolygonSimplifier.pointInside([polygon]))
      #expect(isInside(point, polygon))
    }
  }

  @Test("finds no point in nothing")
  func nowhere() throws {
    #expect(try PolygonSimplifier.pointInside([]) == nil)
  }
}
