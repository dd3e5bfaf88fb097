import RasterGrid
import Testing

@Suite("Enlarging a plane")
struct SamplePlaneEnlargingTests {
  @Test(
    "repeats each coarse pixel, wherever in one it begins", arguments: [1, 2, 3, 6],
    [SampleType.uint8, .uint16, .int16, .float32])
  func repeats(factor: Int, type: SampleType) {
    let coarse = SamplePlane()
    coarse.resize(type: type, width: 5, height: 4)
    coarse.withMutableBytes { bytes in
      for i in bytes.indices { bytes[i] = UInt8(truncatingIfNeeded: i / type.byteCount * 7 + 1) }
    }
    for column in 0..<factor {
      for row in 0..<factor {
        let fine = SamplePlane()
        fine.resize(type: type, width: 5 * factor - column, height: 4 * factor - row)
        fine.fill(enlarging: coarse, factor: factor, column: column, row: row)
        fine.withMutableBytes { bytes in
          for y in 0..<fine.height {
            for x in 0..<fine.width {
              let source = (row + y) / factor * 5 + (column + x) / factor
              let found = bytes[(y * fine.width + x) * type.byteCount]
              #expect(found == UInt8(truncatingIfNeeded: source * 7 + 1))
            }
          }
        }
      }
    }
  }
}
