import SceneBuilding
import Testing

@testable import GeoFiles

@Suite("Checksums of a zip archive")
struct ZipDirectoryTests {
  private let home: TemporaryFolder
  private let files = [("a/one.txt", Array("123456789".utf8)), ("two.bin", [UInt8](0..<200))]

  init() throws { home = try TemporaryFolder() }

  private func archive(_ bytes: [UInt8], _ name: String = "a.zip") throws -> InputPath {
    try InputPath(home.write(bytes, to: name))
  }

  // The check value that every catalogue of CRCs gives of CRC-32/ISO-HDLC.
  @Test("are those of the standard, whatever pieces the bytes come in", arguments: [1, 2, 8, 9])
  func checkValue(piece: Int) {
    let bytes = Array("123456789".utf8)
    var checksum = CyclicChecksum()
    for start in stride(from: 0, to: bytes.count, by: piece) {
      bytes[start..<min(start + piece, bytes.count)].withUnsafeBytes { checksum.add($0) }
    }
    #expect(checksum.value == 0xcbf4_3926)
  }

  @Test("are known by name, also where something stands before the archive or after it")
  func names() throws {
    let bytes = StoredZip.bytes(of: files)
    for whole in [bytes, [1, 2, 3] + bytes] {
      let directory = try ZipDirectory(reading: archive(whole))
      #expect(directory.checksums.keys.sorted() == ["a/one.txt", "two.bin"])
      #expect(directory.checksums["a/one.txt"] == 0xcbf4_3926)
    }
  }

  @Test("are found through the larger record of archives with 64-bit places")
  func larger() throws {
    let bytes = StoredZip.bytes(of: files)
    let end = bytes.count - 22
    func number(_ value: Int, _ length: Int) -> [UInt8] {
      (0..<length).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
    let size = bytes[end + 12..<end + 16].reversed().reduce(0) { $0 << 8 | Int($1) }
    let record =
      number(0x0606_4b50, 4) + number(44, 8) + number(45, 2) + number(45, 2) + number(0, 8)
      + number(2, 8) + number(2, 8) + number(size, 8) + number(end - size, 8)
    let locator = number(0x0706_4b50, 4) + number(0, 4) + number(end, 8) + number(1, 4)
    let short =
      number(0x0605_4b50, 4) + number(0, 4) + number(0xffff, 2) + number(0xffff, 2)
      + number(0xffff_ffff, 4) + number(0xffff_ffff, 4) + number(0, 2)
    let large = try ZipDirectory(reading: archive(bytes[..<end] + record + locator + short))
    #expect(large.checksums["a/one.txt"] == 0xcbf4_3926 && large.checksums.count == 2)
  }

  @Test("are refused where the table is damaged, cut off or not there")
  func damaged() throws {
    let bytes = StoredZip.bytes(of: files)
    var entry = bytes
    entry[bytes.count - 22 - 53] ^= 1
    for broken in [entry, Array(bytes.dropLast(30)), [], [0x50, 0x4b, 0x05, 0x06]] {
      let refusal = #expect(throws: Refusal.self) {
        _ = try ZipDirectory(reading: archive(broken))
      }
      #expect(refusal?.reason == .badInput)
      #expect(refusal?.what.contains("table at its end") == true)
    }
  }

  @Test("do not fit a stored file of which a bit has flipped: refused as it is read")
  func flipped() throws {
    var bytes = StoredZip.bytes(of: files)
    let whole = try #require(try ProductFiles(listing: archive(bytes)))
    #expect(try FileBytes.text(of: #require(try whole.file("a/one.txt")), limit: 99) == "123456789")
    bytes[30 + 9 + 4] ^= 1
    let flipped = try #require(try ProductFiles(listing: archive(bytes, "b.zip")))
    let one = try #require(try flipped.file("a/one.txt"))
    let refusal = #expect(throws: Refusal.self) { _ = try FileBytes.text(of: one, limit: 99) }
    #expect(refusal?.what.contains("checksum") == true && refusal?.subject == one.shown)
    #expect(throws: Refusal.self) { try FileBytes(opening: one).check() }
    try FileBytes(opening: #require(try flipped.file("two.bin"))).check()
  }

  @Test(
    "are read of archives whose names GDAL's own syntax uses",
    arguments: ["a}b.zip", "a{b.zip", "a{b}.zip", "d}e.tar", "d{e.tar.gz"])
  func braces(name: String) throws {
    if name.hasSuffix("zip") {
      _ = try archive(StoredZip.bytes(of: files), name)
    } else {
      let folder = try home.folder("packed/a")
      try home.write("123456789", to: "packed/a/one.txt")
      try Tar.pack(home.file("packed"), into: home.file(name))
      #expect(!folder.isEmpty)
    }
    let listed = try #require(try ProductFiles(listing: InputPath(home.file(name))))
    let one = try #require(try listed.file("a/one.txt"))
    #expect(try FileBytes.text(of: one, limit: 99) == "123456789")
  }
}
