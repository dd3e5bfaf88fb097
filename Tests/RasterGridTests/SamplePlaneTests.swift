import RasterGrid
import Testing

@Suite("Sample plane")
struct SamplePlaneTests {
  @Test("gives back the samples that were written, whatever type it had before")
  func reuse() {
    let plane = SamplePlane()
    #expect(plane.count == 0)
    for (width, height) in [(5, 3), (64, 2), (1, 1), (9, 9)] {
      plane.resize(type: .uint16, width: width, height: height)
      plane.withMutableBytes { bytes in
        #expect(bytes.count == 2 * width * height)
        for i in 0..<(width * height) {
          bytes.storeBytes(of: UInt16(1000 + i), toByteOffset: 2 * i, as: UInt16.self)
        }
      }
      #expect(plane.samples(as: UInt16.self).elementsEqual(1000..<UInt16(1000 + width * height)))
      plane.resize(type: .float32, width: height, height: width)
      plane.withMutableBytes { $0.bindMemory(to: Float.self).update(repeating: -0.25) }
      #expect(plane.samples(as: Float.self).allSatisfy { $0 == -0.25 })
      #expect(plane.samples(as: Float.self).count == width * height)
    }
  }

  @Test("keeps its memory when it becomes smaller")
  func keepsMemory() {
    let plane = SamplePlane(type: .uint8)
    plane.resize(type: .float32, width: 32, height: 32)
    let before = plane.withMutableBytes { $0.baseAddress }
    plane.resize(type: .uint8, width: 8, height: 8)
    #expect(plane.withMutableBytes { $0.baseAddress } == before)
  }

  @Test("is aligned for vector loads")
  func aligned() {
    let plane = SamplePlane()
    plane.resize(type: .float32, width: 7, height: 3)
    let address = plane.withMutableBytes { UInt(bitPattern: $0.baseAddress) }
    #expect(address % 64 == 0)
  }

  @Test(
    "holds as many bytes a sample as the types of C do",
    arguments: [
      (SampleType.uint8, MemoryLayout<UInt8>.size), (.uint16, MemoryLayout<UInt16>.size),
      (.int16, MemoryLayout<Int16>.size), (.float32, MemoryLayout<Float>.size),
    ])
  func byteCounts(type: SampleType, size: Int) {
    #expect(type.byteCount == size)
  }

  @Test("refuses to be read as another type")
  func wrongType() async {
    await #expect(processExitsWith: .failure) {
      let plane = SamplePlane()
      plane.resize(type: .uint16, width: 2, height: 2)
      _ = plane.samples(as: Float.self)
    }
  }

  @Test("refuses a negative size")
  func negative() async {
    await #expect(processExitsWith: .failure) {
      SamplePlane().resize(type: .uint8, width: -1, height: 2)
    }
  }
}
