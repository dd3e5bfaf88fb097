import RasterGrid
import Sites
import Testing

@Suite("Merged runs")
struct MergedRunsTests {
  @Test("join what overlaps or touches in a row, and nothing else")
  func merging() {
    let runs = [
      PixelRun(row: 1, columns: 4..<6), PixelRun(row: 0, columns: 8..<9),
      PixelRun(row: 0, columns: 0..<5), PixelRun(row: 0, columns: 1..<3),
      PixelRun(row: 0, columns: 5..<7), PixelRun(row: 1, columns: 6..<7),
    ]
    #expect(
      runs.merged() == [
        PixelRun(row: 0, columns: 0..<7), PixelRun(row: 0, columns: 8..<9),
        PixelRun(row: 1, columns: 4..<7),
      ])
  }

  @Test("stay the same once merged")
  func again() {
    let runs = Mask(width: 20, height: 20, density: 0.5, seed: 1).runs
    #expect(runs.merged() == runs)
    #expect(runs.shuffled().merged() == runs)
    #expect([PixelRun]().merged().isEmpty)
  }
}
