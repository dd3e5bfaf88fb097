import PixelKernels
import Testing

@Suite("A change that no shift explains")
struct ShiftTolerantChangeTests {
  private let width = 9

  /// A bright square of 3 x 3 pixels.
  private func square(column: Int, row: Int = 3, bright: Float = 1) -> [Float] {
    (0..<width * width).map { i in
      (column..<column + 3).contains(i % width) && (row..<row + 3).contains(i / width) ? bright : 0
    }
  }

  @Test("is nothing where what was there lies a pixel aside")
  func shifted() {
    let size = ShiftTolerantChange.size(
      before: [square(column: 3)], after: [square(column: 4, row: 4)], width: width)
    #expect(size.allSatisfy { $0 == 0 })
  }

  @Test("is the whole change inside what is new, whichever date has it")
  func new() {
    let (none, some) = (square(column: 3, bright: 0), square(column: 3, bright: 2))
    for (before, after) in [(none, some), (some, none)] {
      let size = ShiftTolerantChange.size(before: [before], after: [after], width: width)
      #expect(size[4 * width + 4] == 2)
      #expect(size[0] == 0)
    }
  }

  @Test("is the root mean square over the bands")
  func bands() {
    let flat = { (value: Float) in [Float](repeating: value, count: 4) }
    let size = ShiftTolerantChange.size(
      before: [flat(0), flat(0)], after: [flat(1), flat(7)], width: 2)
    #expect(size == flat(5))
  }
}
