import RasterGrid
import Testing

@testable import SceneAnalysis

@Suite("Site footprint")
struct SiteFootprintTests {
  private let grid = Grid(
    width: 8, height: 6, affine: Affine(originX: 100, originY: 60, pixel: 10), crs: .wgs84)

  /// A closed ring of pixel coordinates as map coordinates.
  private func ring(_ corners: [(Double, Double)]) -> [MapPoint] {
    (corners + corners.prefix(1)).map { grid.affine.map(column: $0.0, row: $0.1) }
  }

  private func box(_ left: Double, _ top: Double, _ right: Double, _ bottom: Double) -> [MapPoint] {
    ring([(left, top), (right, top), (right, bottom), (left, bottom)])
  }

  @Test("holds the pixels whose centres are inside, without those of holes")
  func centres() {
    let runs = SiteFootprint.runs(
      of: [[box(0.4, 0.6, 4.6, 3.4), box(1.1, 1.1, 2.9, 1.9)]], on: grid)
    #expect(
      runs == [
        PixelRun(row: 1, columns: 0..<1), PixelRun(row: 1, columns: 3..<5),
        PixelRun(row: 2, columns: 0..<5),
      ])
  }

  @Test("unites polygons that overlap and cuts off what lies beside the grid")
  func overlap() {
    let runs = SiteFootprint.runs(of: [[box(-5, 2, 2, 3)], [box(1, 2, 99, 3)]], on: grid)
    #expect(runs == [PixelRun(row: 2, columns: 0..<8)])
  }

  @Test("falls back on the pixels that the outline runs through where no centre is inside")
  func touched() {
    #expect(
      SiteFootprint.runs(of: [[box(2.6, 3.6, 2.9, 3.9)]], on: grid)
        == [PixelRun(row: 3, columns: 2..<3)])
    // A sliver past a corner of four pixels, through three of them.
    #expect(
      SiteFootprint.runs(of: [[ring([(1.9, 1.8), (2.2, 1.9), (2.2, 2.2)])]], on: grid)
        == [PixelRun(row: 1, columns: 1..<3), PixelRun(row: 2, columns: 2..<3)])
  }

  @Test("is empty beside the grid, also for outlines beyond all numbers")
  func beside() {
    #expect(SiteFootprint.runs(of: [[box(20, 20, 24, 24)]], on: grid) == [])
    #expect(SiteFootprint.runs(of: [[box(-1e300, 20, 1e300, 1e300)]], on: grid) == [])
  }
}
