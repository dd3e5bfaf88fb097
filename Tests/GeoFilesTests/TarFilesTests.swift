import Foundation
import GeoFiles
import SceneBuilding
import SeededRandomness
import Testing

@Suite("Files of a tar archive")
struct TarFilesTests {
  private let home: TemporaryFolder
  private let folder: String

  /// A folder with two files, one of more than a megabyte that does not compress.
  init() throws {
    home = try TemporaryFolder()
    folder = try home.folder("a")
    try home.write("words", to: "a/one.txt")
    var generator = SplitMix(state: 7)
    let noise = (0..<200_000).flatMap { _ in withUnsafeBytes(of: generator.next(), Array.init) }
    try home.write(noise, to: "a/two.bin")
  }

  private func pack(_ kind: String) throws -> String {
    try Tar.pack(folder, into: home.file("a.\(kind)"))
    return "a.\(kind)"
  }

  @Test("are found and read where they are", arguments: ["tar", "tar.gz", "tgz"])
  func whole(kind: String) throws {
    let archive = try pack(kind)
    let files = try #require(try ProductFiles(listing: InputPath(home.file(archive))))
    #expect(files.names == ["one.txt", "two.bin"])
    let one = try #require(try files.file("one.txt"))
    #expect(try FileBytes.text(of: one, limit: 100) == "words")
    let two = try FileBytes(opening: #require(try files.file("two.bin")))
    #expect(try two.read(from: 0, count: two.count) == home.bytes(of: "a/two.bin"))
    #expect(try files.file("three") == nil)
    // GDAL would keep the archive's length in a file beside it.
    #expect(try home.names() == ["a", archive])
  }

  @Test("are refused where the archive is cut off", arguments: ["tar", "tar.gz"])
  func cutOff(kind: String) throws {
    let archive = try pack(kind)
    let bytes = try home.bytes(of: archive)
    // Within the second file, and only its last bytes.
    for count in [bytes.count / 2, bytes.count - 100] {
      try home.write(Array(bytes.prefix(count)), to: archive)
      let refusal = #expect(throws: Refusal.self) {
        _ = try ProductFiles(listing: InputPath(home.file(archive)))
      }
      #expect(refusal?.reason == .badInput)
      #expect(refusal?.subject == home.file(archive))
    }
  }

  @Test("are refused where one byte of a compressed archive is not what it was")
  func damaged() throws {
    let archive = try pack("tar.gz")
    let bytes = try home.bytes(of: archive)
    // Within the second file, and in the checksum at the end.
    for place in [bytes.count / 2, bytes.count - 6] {
      var damaged = bytes
      damaged[place] ^= 0xFF
      try home.write(damaged, to: archive)
      let refusal = #expect(throws: Refusal.self) {
        _ = try ProductFiles(listing: InputPath(home.file(archive)))
      }
      #expect(refusal?.reason == .badInput)
      #expect(refusal?.what.hasPrefix("is damaged or cut off") == true)
    }
  }

  @Test("are refused where the file is no archive", arguments: ["tar", "tar.gz", "zip"])
  func noArchive(kind: String) throws {
    for text in ["", "words", String(repeating: "words", count: 1_000)] {
      try home.write(text, to: "b.\(kind)")
      let refusal = #expect(throws: Refusal.self) {
        _ = try ProductFiles(listing: InputPath(home.file("b.\(kind)")))
      }
      #expect(refusal?.reason == .badInput)
    }
  }
}
