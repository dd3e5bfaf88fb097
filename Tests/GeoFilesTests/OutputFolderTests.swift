import Foundation
import GeoFiles
import SceneBuilding
import Testing

@Suite("An output folder")
struct OutputFolderTests {
  private let home: TemporaryFolder
  init() throws { home = try TemporaryFolder() }

  private func names(_ path: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path).sorted()
  }

  @Test("stands whole at its place, and replaces an older one of its kind")
  func replaced() throws {
    let path = home.file("site")
    try OutputFolder(path, marker: "mark").write([("mark", [1]), ("old", [2])])
    try OutputFolder(path, marker: "mark").write([("mark", [3]), ("new", [4])])
    #expect(try names(path) == ["mark", "new"])
    #expect(try names(home.path) == ["site"])
    #expect(try Array(Data(contentsOf: URL(fileURLWithPath: path + "/mark"))) == [3])
  }

  @Test("never replaces a folder of somebody else")
  func foreign() throws {
    _ = try home.folder("site")
    try home.write("dear", to: "site/letter.txt")
    #expect(throws: Refusal.self) { try OutputFolder(home.file("site"), marker: "mark") }
    #expect(try names(home.file("site")) == ["letter.txt"])
  }

  @Test("leaves nothing where a file of it cannot be written")
  func failure() throws {
    let path = home.file("site")
    #expect(throws: Refusal.self) {
      try OutputFolder(path, marker: "mark").write([("mark", [1]), ("no/such/folder", [2])])
    }
    #expect(try names(home.path) == [])
  }

  @Test("brings files to their places one by one, in place of older ones and beside what is there")
  func files() throws {
    try home.write("old", to: "sites.shp")
    try home.write("dear", to: "letter.txt")
    let folder = try OutputFolder(beside: home.file("sites.shp"))
    try "new".write(toFile: folder.mainFile, atomically: false, encoding: .utf8)
    try "more".write(toFile: folder.file("sites.dbf"), atomically: false, encoding: .utf8)
    #expect(try String(decoding: home.bytes(of: "sites.shp"), as: UTF8.self) == "old")
    try folder.publish()
    #expect(try names(home.path) == ["letter.txt", "sites.dbf", "sites.shp"])
    #expect(try String(decoding: home.bytes(of: "sites.shp"), as: UTF8.self) == "new")
  }

  @Test("leaves nothing where it is taken back, and is no device")
  func discarded() throws {
    let folder = try OutputFolder(beside: home.file("sites.shp"))
    try "new".write(toFile: folder.mainFile, atomically: false, encoding: .utf8)
    folder.discard()
    #expect(try names(home.path) == [])
    #expect(throws: Refusal.self) { try OutputFolder(beside: "/dev/null") }
  }

  @Test("is made where only the last folder of its path is missing")
  func making() throws {
    try OutputFolder.make(home.file("one"))
    try OutputFolder.make(home.file("one"))
    #expect(throws: Refusal.self) { try OutputFolder.make(home.file("two/three")) }
    try home.write("x", to: "file")
    #expect(throws: Refusal.self) { try OutputFolder.make(home.file("file")) }
  }
}
