import RasterGrid
import Sites
import Testing

@testable import SceneAnalysis

@Suite("Region assembly")
struct RegionAssemblyTests {
  /// What workers would find in tiles of a shape: parts of one rule, each with its pixels counted.
  private func findings(_ drawing: Drawing, _ shape: TileShape, rule: Int = 0) -> [TileFindings] {
    drawing.grid.tiles(shape).map { window in
      var findings = TileFindings(window: window, observed: [])
      let runs = drawing.runs(in: window)
      var sets = RunLabels.join(runs)
      for group in RunLabels.groups(of: &sets) {
        let part = part(group.map { runs[$0] }, rule)
        let touchesEdge = part.runs.pixels.contains { pixel in
          pixel.column == window.column || pixel.column == window.columns.upperBound - 1
            || pixel.row == window.row || pixel.row == window.rows.upperBound - 1
        }
        if touchesEdge { findings.open.append(part) } else { findings.whole.append(part) }
      }
      return findings
    }
  }

  private func part(_ runs: [PixelRun], _ rule: Int) -> RegionPart {
    var measures = Measures(indexCount: 0)
    measures.pixels = runs.reduce(0) { $0 + $1.count }
    return RegionPart(rule: rule, runs: runs, measures: measures)
  }

  private func expectParts(
    of drawing: Drawing, _ shape: TileShape, at location: SourceLocation = #_sourceLocation
  ) {
    let regions = RegionAssembly.regions(of: findings(drawing, shape))
    #expect(
      Set(regions.map(\.runs.pixels)) == drawing.parts, "tiles of \(shape)\n\(drawing)",
      sourceLocation: location)
    #expect(regions.count == drawing.parts.count, sourceLocation: location)
    for region in regions {
      #expect(region.measures.pixels == region.runs.pixels.count, sourceLocation: location)
      #expect(region.runs == region.runs.sorted(), sourceLocation: location)
    }
  }

  @Test(
    "agrees with a flood fill of the whole, whatever the tiles",
    arguments: [(1, 1), (3, 2), (7, 7), (1, 16), (16, 1), (5, 16), (64, 64)])
  func random(width: Int, height: Int) {
    for (seed, density) in zip((0 as UInt64)..., [0.1, 0.25, 0.4, 0.5, 0.7, 0.9, 1]) {
      expectParts(
        of: Drawing(width: 17, height: 15, density: density, seed: seed),
        TileShape(width: width, height: height))
    }
  }

  @Test("joins pixels that touch at the corner where four tiles meet, both ways")
  func tileCorner() {
    expectParts(of: Drawing("....", ".#..", "..#.", "...."), TileShape(width: 2, height: 2))
    expectParts(of: Drawing("....", "..#.", ".#..", "...."), TileShape(width: 2, height: 2))
  }

  @Test("joins pixels that touch at a corner on a seam, both ways")
  func seamCorner() {
    expectParts(of: Drawing("..#.", ".#..", "...#", "..#."), TileShape(width: 2, height: 4))
    expectParts(of: Drawing("..#.", ".#..", "...#", "..#."), TileShape(width: 4, height: 2))
  }

  @Test("joins the ends of a U that meet only two tiles away")
  func detour() {
    expectParts(
      of: Drawing("#.#.#", "#.#.#", "#.#.#", "#.#.#", "###.#"), TileShape(width: 5, height: 2))
  }

  @Test("keeps two rules that lie side by side apart")
  func rules() {
    let left = findings(Drawing("##..", "##.."), TileShape(width: 2, height: 2), rule: 0)
    let right = findings(Drawing("..##", "..##"), TileShape(width: 2, height: 2), rule: 1)
    let regions = RegionAssembly.regions(of: left + right)
    #expect(regions.map(\.rule) == [0, 1])
    #expect(regions.map(\.measures.pixels) == [4, 4])
  }

  @Test("gives the same regions in whatever order tiles finish within their rows")
  func order() {
    let drawing = Drawing(width: 17, height: 15, density: 0.5, seed: 5)
    let tiles = findings(drawing, TileShape(width: 3, height: 2))
    let shuffled = RegionAssembly.regions(of: tiles.reversed())
    #expect(
      Set(RegionAssembly.regions(of: tiles).map(\.runs)) == Set(shuffled.map(\.runs)))
  }

  @Test("of nothing is nothing")
  func nothing() {
    #expect(RegionAssembly.regions(of: []).isEmpty)
    #expect(
      RegionAssembly.regions(of: findings(Drawing("..", ".."), TileShape(width: 1, height: 1)))
        .isEmpty)
  }
}
