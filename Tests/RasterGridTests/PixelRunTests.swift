import RasterGrid
import Testing

@Suite("Pixel run")
struct PixelRunTests {
  @Test("sorts in the order of reading")
  func order() {
    let runs = [
      PixelRun(row: 1, columns: 0..<2), PixelRun(row: 0, columns: 5..<9),
      PixelRun(row: 0, columns: 5..<7), PixelRun(row: 0, columns: 1..<9),
    ]
    #expect(runs.sorted() == [runs[3], runs[2], runs[1], runs[0]])
  }

  @Test("counts its pixels")
  func count() {
    #expect(PixelRun(row: 4, columns: 3..<8).count == 5)
  }

  @Test("refuses to be empty")
  func empty() async {
    await #expect(processExitsWith: .failure) { _ = PixelRun(row: 0, columns: 3..<3) }
  }
}
