import GeoFiles
import SceneBuilding
import Testing

@Suite("File bytes")
struct FileBytesTests {
  @Test("gives any piece of a file, and less only at its end")
  func pieces() throws {
    let home = try TemporaryFolder()
    let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0 * 7) }
    let file = try FileBytes(opening: InputPath(home.write(bytes, to: "a.bin")))
    #expect(file.count == 1000)
    #expect(try file.read(from: 0, count: 1000) == bytes)
    #expect(try file.read(from: 300, count: 9) == Array(bytes[300..<309]))
    #expect(try file.read(from: 990, count: 64) == Array(bytes[990...]))
    #expect(try file.read(from: 5000, count: 64).isEmpty)
  }

  @Test("reads a text as it is")
  func text() throws {
    let home = try TemporaryFolder()
    let path = try InputPath(home.write("永康市\n", to: "a.txt"))
    #expect(try FileBytes.text(of: path, limit: 10) == "永康市\n")
  }

  @Test("refuses a text that is too long")
  func tooLong() throws {
    let home = try TemporaryFolder()
    let path = try InputPath(home.write("12345", to: "a.txt"))
    let refusal = #expect(throws: Refusal.self) { _ = try FileBytes.text(of: path, limit: 4) }
    #expect(refusal?.reason == .badInput)
    #expect(refusal?.what.contains("5 bytes long") == true)
  }

  @Test("refuses bytes that are no text")
  func notText() throws {
    let home = try TemporaryFolder()
    let path = try InputPath(home.write([0x61, 0xff, 0x62], to: "a.txt"))
    let refusal = #expect(throws: Refusal.self) { _ = try FileBytes.text(of: path, limit: 4) }
    #expect(refusal?.reason == .badInput)
    #expect(refusal?.what == "is not UTF-8 text")
  }

  @Test("refuses a folder")
  func folder() throws {
    let home = try TemporaryFolder()
    let path = try InputPath(home.path)
    #expect(throws: Refusal.self) { _ = try FileBytes.text(of: path, limit: 4) }
  }

  @Test("refuses what is not inside an archive")
  func missing() throws {
    let path = try InputPath("/vsizip/none.zip/a.txt")
    let refusal = #expect(throws: Refusal.self) { _ = try FileBytes(opening: path) }
    #expect(refusal?.reason == .noInput)
  }
}
