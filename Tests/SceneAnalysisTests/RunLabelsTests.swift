import RasterGrid
import Sites
import Testing

@testable import SceneAnalysis

@Suite("Run labels")
struct RunLabelsTests {
  private func parts(_ drawing: Drawing) -> Set<Set<Pixel>> {
    let runs = drawing.runs(in: drawing.grid.window)
    var sets = RunLabels.join(runs)
    return Set(RunLabels.groups(of: &sets).map { group in group.map { runs[$0] }.pixels })
  }

  @Test("join what touches by an edge or a corner, and nothing else")
  func byHand() {
    let drawing = Drawing(
      "#..#.",
      ".#.#.",
      ".....",
      "##.##")
    #expect(
      parts(drawing) == [
        [Pixel(column: 0, row: 0), Pixel(column: 1, row: 1)],
        [Pixel(column: 3, row: 0), Pixel(column: 3, row: 1)],
        [Pixel(column: 0, row: 3), Pixel(column: 1, row: 3)],
        [Pixel(column: 3, row: 3), Pixel(column: 4, row: 3)],
      ])
  }

  @Test("agree with a flood fill on random masks", arguments: [0.1, 0.3, 0.45, 0.6, 0.8])
  func random(density: Double) {
    for seed in 0..<20 as Range<UInt64> {
      let drawing = Drawing(
        width: 1 + Int(seed % 23), height: 1 + Int(seed % 17), density: density, seed: seed)
      #expect(parts(drawing) == drawing.parts, "seed \(seed)\n\(drawing)")
    }
  }

  @Test("come in the order of their first runs")
  func order() {
    let runs = Drawing("#.#.#", "#.###").runs(in: Drawing("#.#.#", "#.###").grid.window)
    var sets = RunLabels.join(runs)
    #expect(RunLabels.groups(of: &sets) == [[0, 3], [1, 2, 4]])
  }

  @Test("join runs of one row that meet at a seam")
  func seam() {
    var sets = RunLabels.join([PixelRun(row: 0, columns: 0..<3), PixelRun(row: 0, columns: 3..<5)])
    #expect(RunLabels.groups(of: &sets) == [[0, 1]])
  }

  @Test("do not join across an empty row")
  func emptyRow() {
    var sets = RunLabels.join([PixelRun(row: 0, columns: 0..<3), PixelRun(row: 2, columns: 0..<3)])
    #expect(RunLabels.groups(of: &sets) == [[0], [1]])
  }

  @Test("of nothing are nothing")
  func nothing() {
    var sets = RunLabels.join([])
    #expect(RunLabels.groups(of: &sets).isEmpty)
  }
}
