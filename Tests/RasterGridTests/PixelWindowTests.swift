import RasterGrid
import SeededRandomness
import Testing

@Suite("Pixel window")
struct PixelWindowTests {
  private func random(_ generator: inout SplitMix) -> PixelWindow {
    PixelWindow(
      column: .random(in: -6...6, using: &generator), row: .random(in: -6...6, using: &generator),
      width: .random(in: 0...8, using: &generator), height: .random(in: 0...8, using: &generator))
  }

  private func pixels(_ window: PixelWindow) -> Set<[Int]> {
    Set(window.rows.flatMap { row in window.columns.map { [$0, row] } })
  }

  @Test("holds as many pixels as its area says")
  func area() {
    var generator = SplitMix(state: 1)
    for _ in 0..<50 {
      let window = random(&generator)
      #expect(pixels(window).count == window.area)
      #expect(window.isEmpty == pixels(window).isEmpty)
    }
  }

  @Test("shares with another exactly the pixels that are in both")
  func intersection() {
    var generator = SplitMix(state: 2)
    for _ in 0..<200 {
      let (a, b) = (random(&generator), random(&generator))
      let shared = pixels(a).intersection(pixels(b))
      #expect(a.intersection(b).map(pixels) ?? [] == shared)
      #expect((a.intersection(b) == nil) == shared.isEmpty)
      #expect(a.intersection(b) == b.intersection(a))
    }
  }

  @Test("offset there and back is itself, and moves with what it intersects")
  func offset() {
    var generator = SplitMix(state: 3)
    for _ in 0..<100 {
      let (a, b) = (random(&generator), random(&generator))
      #expect(a.offset(columns: 4, rows: -9).offset(columns: -4, rows: 9) == a)
      let together = a.offset(columns: 2, rows: 3).intersection(b.offset(columns: 2, rows: 3))
      #expect(together == a.intersection(b)?.offset(columns: 2, rows: 3))
    }
  }

  @Test("padded has itself in the middle")
  func padded() {
    let window = PixelWindow(column: 5, row: 7, width: 3, height: 2)
    let grown = window.padded(by: 2)
    #expect(grown == PixelWindow(column: 3, row: 5, width: 7, height: 6))
    #expect(grown.padded(by: -2) == window)
    #expect(grown.intersection(window) == window)
  }

  @Test("padded by less than nothing never becomes negative")
  func shrunk() {
    let gone = PixelWindow(column: 0, row: 0, width: 3, height: 2).padded(by: -5)
    #expect(gone.isEmpty)
    #expect(gone.width == 0)
    #expect(gone.height == 0)
  }

  @Test("says where it is")
  func described() {
    let window = PixelWindow(column: 0, row: 1024, width: 512, height: 256)
    #expect("\(window)" == "512 x 256 pixels at column 0, row 1024")
  }

  @Test("refuses a negative size")
  func negative() async {
    await #expect(processExitsWith: .failure) {
      _ = PixelWindow(column: 0, row: 0, width: -1, height: 1)
    }
  }
}
