import GeoFiles
import RasterGrid
import SceneBuilding
import Scenes
import Sites
import Testing

@testable import SceneAnalysis

@Suite("Pair scan inside a region")
struct PairScanRegionTests {
  private let scenery: Scenery
  init() throws { scenery = try Scenery() }

  private let drawing = Drawing(
    "~~~~~~~~",
    "~#~~~~#~",
    "~~~##~~~",
    "~~~##~~~",
    "~~~##~~~",
    "~~~~~~~~")
  private var grid: Grid { SyntheticScene.grid(width: drawing.width, height: drawing.height) }

  private func scan(_ region: Region) async throws -> ScanResult {
    try await PairScan.run(
      AnalysisPlan(scenery.request(drawing, region: region)), threads: 1)
  }

  @Test("does not count what lies outside, and cuts a candidate at the boundary")
  func clipped() async throws {
    let region = try scenery.region(
      "west", around: [(0, 0), (4, 0), (4, 4), (0, 4)], of: grid)
    let result = try await scan(region)
    #expect(result.coverage == [.init(kind: "water-lost", observed: 16, considered: 16)])
    let pixels = try result.candidates.map { try $0.pixels(on: grid) }
    #expect(
      Set(pixels) == [
        [Pixel(column: 1, row: 1)], [Pixel(column: 3, row: 2), Pixel(column: 3, row: 3)],
      ])
  }

  @Test("counts a pixel where its centre lies inside, whichever way the boundary cuts it")
  func centres() async throws {
    // The eastern edge runs from 3.4 to 3.6 columns: it passes the centres of column 3 at row 3.
    let region = try scenery.region(
      "slanted", around: [(0, 0), (3.4, 0), (3.6, 6), (0, 6)], of: grid)
    let result = try await scan(region)
    #expect(result.coverage.map(\.considered) == [3 * 6 + 3])
    let site = try #require(result.candidates.first { $0.evidence.pixels > 1 })
    #expect(
      try site.pixels(on: grid) == [Pixel(column: 3, row: 3), Pixel(column: 3, row: 4)])
  }

  @Test("keeps two parts apart that meet only outside")
  func meetOutside() async throws {
    let region = try scenery.region(
      "notched",
      around: [(0, 0), (8, 0), (8, 6), (0, 6), (0, 4), (7, 4), (7, 3), (0, 3)], of: grid)
    let result = try await scan(region)
    let pixels = try result.candidates.map { try $0.pixels(on: grid) }
    #expect(pixels.contains([Pixel(column: 3, row: 2), Pixel(column: 4, row: 2)]))
    #expect(pixels.contains([Pixel(column: 3, row: 4), Pixel(column: 4, row: 4)]))
  }

  @Test("gives other ids in another region")
  func ids() async throws {
    let corners: [(column: Double, row: Double)] = [(0, 0), (8, 0), (8, 6), (0, 6)]
    let one = try await scan(try scenery.region("one", around: corners, of: grid))
    let two = try await scan(try scenery.region("two", around: corners, of: grid))
    #expect(one.candidates.count == 3)
    #expect(Set(one.candidates.map(\.id)).isDisjoint(with: two.candidates.map(\.id)))
  }
}
