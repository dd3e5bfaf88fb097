import GeoFiles
import RasterGrid
import SceneBuilding
import Scenes
import Spectral
import Testing

@testable import SceneAnalysis

@Suite("Tile worker")
struct TileWorkerTests {
  private let scenery: Scenery
  init() throws { scenery = try Scenery() }

  private func findings(_ drawing: Drawing, least: String, in window: PixelWindow) throws
    -> TileFindings
  {
    let rules = Scenery.waterLost.replacing("pixels: 1", with: least)
    return try TileWorker(AnalysisPlan(scenery.request(drawing, rules: rules)))
      .findings(in: window)
  }

  /// In the left tile of 6 x 6: four pixels and one inside, one on each edge.
  private let drawing = Drawing(
    "~~#~~~~~",
    "~~~~~~~~",
    "#~##~~~~",
    "~~##~#~~",
    "~~~~~~~~",
    "~#~~#~~~")
  private let tile = PixelWindow(column: 0, row: 0, width: 6, height: 6)

  @Test("drops what is complete and too small, before it is measured")
  func small() throws {
    let found = try findings(drawing, least: "pixels: 5", in: tile)
    #expect(found.whole.isEmpty)
    let kept = try findings(drawing, least: "pixels: 4", in: tile)
    #expect(kept.whole.map(\.measures.pixels) == [4])
    #expect(kept.whole.map(\.measures.score.count) == [4])
  }

  @Test("keeps what touches an edge however small: it may go on in the next tile")
  func edges() throws {
    let found = try findings(drawing, least: "pixels: 100", in: tile)
    #expect(found.open.map(\.measures.pixels) == [1, 1, 1, 1, 1])
    #expect(found.open.flatMap(\.runs).map(\.row) == [0, 2, 3, 5, 5])
  }

  @Test("compares an area with the largest pixel there is, so that nothing is dropped too soon")
  func area() throws {
    // Four pixels are 399.55 m2 on the ground.
    #expect(try findings(drawing, least: "area: 399", in: tile).whole.count == 1)
    #expect(try findings(drawing, least: "area: 450", in: tile).whole.isEmpty)
  }

  @Test("gives runs in the coordinates of the grid, not of the tile")
  func coordinates() throws {
    let window = PixelWindow(column: 2, row: 2, width: 3, height: 3)
    let found = try findings(drawing, least: "pixels: 1", in: window)
    #expect(
      found.open.flatMap(\.runs) == [
        PixelRun(row: 2, columns: 2..<4), PixelRun(row: 3, columns: 2..<4),
      ])
    #expect(found.considered == 9)
    #expect(found.observed == [9])
  }

  @Test("a run that the end of a block of pixels cuts is one run")
  func cut() throws {
    var wide = Drawing(String(repeating: "#", count: 70))
    wide.rows = [[Character]](repeating: wide.rows[0].map { $0 }, count: 40)
    #expect(70 * 40 > ProgramRunner.defaultBlockLength)
    #expect(ProgramRunner.defaultBlockLength % 70 != 0)
    let window = PixelWindow(column: 0, row: 0, width: 70, height: 40)
    let found = try findings(wide, least: "pixels: 1", in: window)
    #expect(
      found.open.map(\.runs) == [(0..<40).map { PixelRun(row: $0, columns: 0..<70) }])
    #expect(found.observed == [2800])
  }
}
