import GeoFiles
import RasterGrid
import SceneBuilding
import Scenes
import Sites
import Testing

@testable import SceneAnalysis

@Suite("Pair scan of shapes")
struct PairScanShapeTests {
  private let scenery: Scenery
  init() throws { scenery = try Scenery() }

  private func candidates(_ drawing: Drawing) async throws -> [Candidate] {
    try await PairScan.run(AnalysisPlan(scenery.request(drawing)), threads: 1).candidates
  }

  private func only(_ drawing: Drawing) async throws -> Candidate {
    let found = try await candidates(drawing)
    #expect(found.count == 1)
    let candidate = try #require(found.first)
    let grid = SyntheticScene.grid(width: drawing.width, height: drawing.height)
    #expect(try candidate.pixels(on: grid) == drawing.pixels("#"))
    return candidate
  }

  @Test("outlines an L with six corners")
  func letterL() async throws {
    let found = try await only(Drawing("~~~~~", "~#~~~", "~#~~~", "~###~", "~~~~~"))
    #expect(found.place.geometry.polygons.map(\.exterior.count) == [6])
    #expect(found.evidence.pixels == 5)
  }

  @Test("leaves the island inside a ring out, in outline and in area")
  func ring() async throws {
    let drawing = Drawing("~~~~~", "~###~", "~#~#~", "~###~", "~~~~~")
    let found = try await only(drawing)
    #expect(found.place.geometry.polygons.map(\.holes.count) == [1])
    let whole = try await only(Drawing("~~~~~", "~###~", "~###~", "~###~", "~~~~~"))
    #expect(abs(found.place.area / whole.place.area - 8.0 / 9) < 1e-6)
  }

  @Test("makes one candidate of two polygons of what touches at a corner only, both ways")
  func pinch() async throws {
    for drawing in [
      Drawing("~~~~~~", "~##~~~", "~##~~~", "~~~##~", "~~~##~", "~~~~~~"),
      Drawing("~~~~~~", "~~~##~", "~~~##~", "~##~~~", "~##~~~", "~~~~~~"),
    ] {
      let found = try await only(drawing)
      #expect(found.place.geometry.polygons.count == 2)
      #expect(found.evidence.pixels == 8)
    }
  }

  @Test("makes two candidates of what a pixel of water keeps apart")
  func apart() async throws {
    let found = try await candidates(Drawing("##~##", "##~##"))
    #expect(found.map(\.evidence.pixels) == [4, 4])
    #expect(Set(found.map(\.id)).count == 2)
  }

  @Test("reaches the very edge of the scene")
  func edge() async throws {
    let found = try await only(Drawing("###", "###"))
    #expect(found.evidence.pixels == 6)
  }

  @Test("gives every geometry of a random scene by RFC 7946: simple, closed, counter-clockwise")
  func randomGeometries() async throws {
    let found = try await candidates(Drawing(width: 40, height: 40, density: 0.45, seed: 11))
    #expect(found.count > 10)
    try GeoJSONCheck.expectValid(GeoJSON.featureCollection(name: "c", candidates: found))
  }
}

@Suite("Simplified outlines")
struct OutlineSimplifierTests {
  /// A diagonal band, whose outline is a stair on both sides.
  private let stair: Drawing = {
    var drawing = Drawing(width: 30, height: 30, density: 0, seed: 0)
    for row in 4..<26 { for column in row - 3...row + 3 { drawing.rows[row][column] = "#" } }
    return drawing
  }()

  private let scenery: Scenery
  init() throws { scenery = try Scenery() }

  private func scan(_ metres: Double?) async throws -> Candidate {
    let request = try scenery.request(
      stair, options: .init(plain: true, simplification: metres))
    return try #require(
      try await PairScan.run(AnalysisPlan(request), threads: 1).candidates.first)
  }

  @Test("have fewer corners, are valid, and hold their point")
  func stairs() async throws {
    let exact = try await scan(nil)
    let simple = try await scan(15)
    let corners = simple.place.geometry.polygons[0].exterior
    #expect(corners.count * 4 < exact.place.geometry.polygons[0].exterior.count)
    try GeoJSONCheck.expectValid(GeoJSON.featureCollection(name: "c", candidates: [simple]))
    let point = MapPoint(x: simple.place.point.longitude, y: simple.place.point.latitude)
    #expect(corners.map { MapPoint(x: $0.longitude, y: $0.latitude) }.surrounds(point))
  }

  @Test("stay within their tolerance of the pixels' edges")
  func tolerance() async throws {
    let grid = SyntheticScene.grid(width: 30, height: 30)
    let exact = try await scan(nil).rings(on: grid)[0]
    for corner in try await scan(15).rings(on: grid)[0] {
      let nearest = exact.map { ($0.x - corner.x, $0.y - corner.y) }
        .map { ($0.0 * $0.0 + $0.1 * $0.1).squareRoot() }.min()
      #expect(try #require(nearest) * 10 <= 15)
    }
  }

  @Test("change neither what was measured on the pixels nor which site it is")
  func evidence() async throws {
    let exact = try await scan(nil)
    let simple = try await scan(15)
    #expect(simple.evidence == exact.evidence)
    #expect(simple.score == exact.score)
    #expect(simple.place.area == exact.place.area)
    #expect(simple.id == exact.id)
  }
}
