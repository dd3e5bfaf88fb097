import GeoFiles
import SceneBuilding
import Testing

@Suite("Boxes of JPEG 2000")
struct JPEG2000BoxesTests {
  private let home: TemporaryFolder

  init() throws { home = try TemporaryFolder() }

  private func breakOff(_ bytes: [UInt8]) throws -> Bool {
    try JPEG2000Boxes.breakOff(in: InputPath(home.write(bytes, to: "a.jp2")))
  }

  @Test("tell a file that is cut off anywhere behind its first box from a whole one")
  func cutOff() throws {
    let whole = TinyJPEG2000.bytes
    #expect(try !breakOff(whole))
    for count in stride(from: 20, to: whole.count, by: 37) {
      // At the end of a box nothing says that another should follow.
      let starts = boxes(of: whole)
      #expect(try breakOff(Array(whole.prefix(count))) == !starts.contains(count), "\(count)")
    }
  }

  /// Where boxes begin, walked here by hand.
  private func boxes(of bytes: [UInt8]) -> Set<Int> {
    var starts: Set<Int> = []
    var start = 0
    while start + 8 <= bytes.count {
      starts.insert(start)
      let length = bytes[start..<start + 4].reduce(0) { $0 * 256 + Int($1) }
      guard length >= 8 else { break }
      start += length
    }
    return starts
  }

  @Test("say nothing of other files, of lengths left open, and of lengths that are none")
  func others() throws {
    #expect(try !breakOff([]))
    #expect(try !breakOff(Array("II*\0 a TIFF under another name".utf8)))
    let signature: [UInt8] = [0, 0, 0, 12, 0x6A, 0x50, 0x20, 0x20, 13, 10, 0x87, 10]
    #expect(try !breakOff(signature + [0, 0, 0, 0, 0x6A, 0x70, 0x32, 0x63, 1, 2, 3]))
    #expect(try !breakOff(signature + [0, 0, 0, 3, 0x6A, 0x70, 0x32, 0x63, 1, 2, 3]))
    #expect(
      try breakOff(
        signature + [0, 0, 0, 1, 0x6A, 0x70, 0x32, 0x63] + [UInt8](repeating: 255, count: 8)))
  }
}
