import PixelKernels
import Testing

@Suite("Filling basins")
struct BasinFillTests {
  /// The lowest level over which a way leads out, by relaxing until nothing changes.
  private func twin(_ surface: [UInt16], _ width: Int, _ rim: UInt16) -> [UInt16] {
    let height = surface.count / width
    func ground(_ column: Int, _ row: Int) -> UInt16? {
      guard 0..<width ~= column, 0..<height ~= row else { return nil }
      let value = surface[row * width + column]
      return value == BasinFill.unknown ? nil : value
    }
    var level = surface.map { $0 == BasinFill.unknown ? rim : UInt16.max }
    var hasChanged = true
    while hasChanged {
      hasChanged = false
      for row in 0..<height {
        for column in 0..<width {
          guard let own = ground(column, row) else { continue }
          var lowest = UInt16.max
          for r in row - 1...row + 1 {
            for c in column - 1...column + 1 where (c, r) != (column, row) {
              let isInside = 0..<width ~= c && 0..<height ~= r
              lowest = min(lowest, isInside ? level[r * width + c] : rim)
            }
          }
          let settled = max(own, lowest)
          if settled < level[row * width + column] {
            level[row * width + column] = settled
            hasChanged = true
          }
        }
      }
    }
    return zip(level, surface).map { $1 == BasinFill.unknown ? 0 : $0 - $1 }
  }

  @Test("finds the depth below the lowest way out", arguments: [UInt16(1), 40, 90])
  func agreesWithRelaxation(rim: UInt16) {
    let width = 31
    for seed in 0..<6 {
      let surface = (0..<width * 27).map { i -> UInt16 in
        let value = (i * 7919 + seed * 104_729) % 1009
        return value < 15 ? BasinFill.unknown : UInt16(1 + value % (seed % 2 == 0 ? 100 : 5))
      }
      #expect(BasinFill.depths(of: surface, width: width, rim: rim) == twin(surface, width, rim))
    }
  }

  @Test("follows a spiral whose only way out is its end")
  func spiral() {
    // Walls of 9, a channel of 3 that leaves over a sill of 5; a scan alone does not get around.
    let rows: [[UInt16]] = [
      [9, 9, 9, 9, 9, 9, 9],
      [9, 3, 3, 3, 3, 3, 9],
      [9, 9, 9, 9, 9, 3, 9],
      [9, 3, 3, 3, 9, 3, 9],
      [9, 3, 9, 9, 9, 3, 9],
      [9, 3, 3, 3, 3, 3, 9],
      [9, 9, 9, 5, 9, 9, 9],
    ]
    let depths = BasinFill.depths(of: rows.flatMap { $0 }, width: 7, rim: 1)
    #expect(depths == rows.flatMap { $0 }.map { $0 == 3 ? 2 : 0 })
  }

  @Test("fills what leaves the picture up to the rim")
  func rim() {
    #expect(BasinFill.depths(of: [2, 2, 8, 2], width: 4, rim: 5) == [3, 3, 0, 3])
  }
}
