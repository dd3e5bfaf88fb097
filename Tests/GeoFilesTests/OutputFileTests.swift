import Foundation
import GeoFiles
import SceneBuilding
import Testing

@Suite("Output file")
struct OutputFileTests {
  private let new = Array("new".utf8)

  @Test("stands at its place with all its bytes, and nothing else does")
  func writes() throws {
    let home = try TemporaryFolder()
    let output = try OutputFile(home.file("a.json"))
    #expect(output.temporaryPath.hasPrefix(home.path + "/."))
    try output.write(new)
    #expect(try home.names() == ["a.json"])
    #expect(try home.bytes(of: "a.json") == new)
  }

  @Test(
    "in memory that is mounted below /dev is renamed like any other",
    .enabled(if: FileManager.default.isWritableFile(atPath: "/dev/shm"), "needs /dev/shm"))
  func sharedMemory() throws {
    let path = "/dev/shm/tianyan-\(UUID().uuidString).txt"
    defer { unlink(path) }
    let output = try OutputFile(path)
    #expect(output.temporaryPath != path)
    try output.write([65])
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "A")
  }

  @Test("stands at one place, however that is spelt")
  func standing() throws {
    let home = try TemporaryFolder()
    _ = try home.folder("a")
    try FileManager.default.createSymbolicLink(
      atPath: home.file("b"), withDestinationPath: home.file("a"))
    let place = try OutputFile(home.file("a/x.tif")).standing
    for other in ["a/../a/x.tif", "./a//x.tif", "b/x.tif"] {
      #expect(try OutputFile(home.file(other)).standing == place, "\(other)")
    }
    #expect(try OutputFile(home.file("x.tif")).standing != place)
  }

  @Test("is not called -, which other programs take for standard output")
  func dash() throws {
    let refusal = #expect(throws: Refusal.self) { _ = try OutputFile("-") }
    #expect(refusal?.reason == .usage)
  }

  @Test("may be empty")
  func empty() throws {
    let home = try TemporaryFolder()
    try OutputFile(home.file("a.json")).write([])
    #expect(try home.bytes(of: "a.json").isEmpty)
  }

  @Test("is seen only when it is published, and replaces what was there")
  func publishes() throws {
    let home = try TemporaryFolder()
    try home.write("old", to: "a.json")
    let output = try OutputFile(home.file("a.json"))
    try Data(new).write(to: URL(fileURLWithPath: output.temporaryPath))
    #expect(try home.bytes(of: "a.json") == Array("old".utf8))
    try output.publish()
    #expect(try home.bytes(of: "a.json") == new)
    #expect(try home.names() == ["a.json"])
  }

  @Test("that is discarded leaves what was there")
  func discards() throws {
    let home = try TemporaryFolder()
    try home.write("old", to: "a.json")
    let output = try OutputFile(home.file("a.json"))
    try Data(new).write(to: URL(fileURLWithPath: output.temporaryPath))
    output.discard()
    #expect(try home.names() == ["a.json"])
    #expect(try home.bytes(of: "a.json") == Array("old".utf8))
  }

  @Test("that cannot be written leaves what was there")
  func failedWrite() throws {
    let home = try TemporaryFolder()
    try home.write("old", to: "a.json")
    let output = try OutputFile(home.file("a.json"))
    try FileManager.default.createDirectory(
      atPath: output.temporaryPath, withIntermediateDirectories: true)
    let refusal = #expect(throws: Refusal.self) { try output.write(new) }
    #expect(refusal?.reason == .cannotWrite)
    #expect(try home.bytes(of: "a.json") == Array("old".utf8))
  }

  @Test("that cannot be renamed is taken back")
  func failedRename() throws {
    let home = try TemporaryFolder()
    let output = try OutputFile(home.file("a.json"))
    _ = try home.folder("a.json")
    let refusal = #expect(throws: Refusal.self) { try output.write(new) }
    #expect(refusal?.reason == .cannotWrite)
    #expect(refusal?.subject == home.file("a.json"))
    #expect(try home.names() == ["a.json"])
  }

  @Test("is refused where there is a folder")
  func folder() throws {
    let home = try TemporaryFolder()
    let refusal = #expect(throws: Refusal.self) { _ = try OutputFile(home.path) }
    #expect(refusal?.reason == .cannotWrite)
    #expect(refusal?.what == "is a folder")
  }

  @Test("is refused where there is no folder")
  func noFolder() throws {
    let home = try TemporaryFolder()
    let refusal = #expect(throws: Refusal.self) { _ = try OutputFile(home.file("none/a.json")) }
    #expect(refusal?.reason == .cannotWrite)
    #expect(refusal?.what == "there is no folder \(home.file("none"))")
  }

  @Test("is refused inside a file")
  func insideFile() throws {
    let home = try TemporaryFolder()
    try home.write("x", to: "a")
    #expect(throws: Refusal.self) { _ = try OutputFile(home.file("a/b.json")) }
  }

  // The superuser may write everywhere, so there is nothing to refuse.
  @Test("is refused where nothing may be written", .enabled(if: geteuid() != 0))
  func readOnly() throws {
    let home = try TemporaryFolder()
    let folder = try home.folder("locked")
    chmod(folder, 0o555)
    defer { chmod(folder, 0o755) }
    let refusal = #expect(throws: Refusal.self) { _ = try OutputFile(folder + "/a.json") }
    #expect(refusal?.reason == .cannotWrite)
    #expect(refusal?.what == "may not be written")
  }

  private static let hasFull = FileManager.default.fileExists(atPath: "/dev/full")

  // The device that is always full is Linux's.
  @Test("on a full device is an I/O error and leaves nothing", .enabled(if: hasFull))
  func full() throws {
    let refusal = #expect(throws: Refusal.self) { try OutputFile("/dev/full").write(new) }
    #expect(refusal?.reason == .ioError)
    #expect(refusal?.subject == "/dev/full")
    let left = try FileManager.default.contentsOfDirectory(atPath: "/dev").filter {
      $0.hasSuffix(".part")
    }
    #expect(left.isEmpty)
  }

  @Test("on a device that swallows all is no error", .enabled(if: hasFull))
  func null() throws {
    try OutputFile("/dev/null").write(new)
    #expect(FileManager.default.fileExists(atPath: "/dev/null"))
  }

  @Test("refuses a place inside a folder that is read")
  func insideInput() throws {
    let home = try TemporaryFolder()
    _ = try home.folder("product")
    let input = try InputPath(home.file("product"))
    let refusal = #expect(throws: Refusal.self) {
      try OutputFile(home.file("product/map.tif")).refuse(overwriting: [input])
    }
    #expect(refusal?.reason == .usage)
    #expect(refusal?.what == "lies in a product that is read")
    try OutputFile(home.file("product.tif")).refuse(overwriting: [input])
  }
}
