import Foundation
import GeoFiles
import SceneBuilding
import Scenes
import Testing

@testable import Delivery

/// A folder whose digests another program made.
private struct Folder {
  let home: TemporaryFolder
  var path: String { home.file("site") }
  static let files = [
    ("before.png", "not a picture"), ("manifest.json", "{\"format\": 1}\n"),
    ("site.geojson", "{}"),
  ]

  init() throws {
    home = try TemporaryFolder()
    _ = try home.folder("site")
    for (name, text) in Self.files { try home.write(text, to: "site/" + name) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/sha256sum")
    process.currentDirectoryURL = URL(fileURLWithPath: path)
    process.arguments = Self.files.map(\.0)
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let sums = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    try sums.write(to: URL(fileURLWithPath: path + "/" + EvidenceFolder.sums))
  }

  func check() throws -> EvidenceCheck { try EvidenceCheck(try InputPath(path)) }
}

@Suite("The check of evidence")
struct EvidenceCheckTests {
  @Test("finds nothing wrong with what sha256sum has listed")
  func intact() throws {
    let check = try Folder().check()
    #expect(check.problems == [])
    #expect(check.fingerprint?.count == 64)
  }

  @Test("notices one changed byte anywhere in any file, the list itself too")
  func changedByte() throws {
    let folder = try Folder()
    for name in Folder.files.map(\.0) + [EvidenceFolder.sums] {
      let url = URL(fileURLWithPath: folder.path + "/" + name)
      let whole = try Data(contentsOf: url)
      for place in whole.indices {
        var changed = whole
        changed[place] ^= 1
        try changed.write(to: url)
        #expect(try folder.check().problems != [], "byte \(place) of \(name)")
      }
      try whole.write(to: url)
    }
    #expect(try folder.check().problems == [])
  }

  @Test("notices a missing file, an added one and a missing list")
  func missingAndAdded() throws {
    let folder = try Folder()
    let manager = FileManager.default
    try folder.home.write("new", to: "site/.hidden")
    #expect(try folder.check().problems == [".hidden: was added"])
    try manager.removeItem(atPath: folder.path + "/.hidden")
    try manager.removeItem(atPath: folder.path + "/before.png")
    #expect(try folder.check().problems == ["before.png: is missing"])
    try manager.removeItem(atPath: folder.path + "/" + EvidenceFolder.sums)
    let check = try folder.check()
    #expect(check.problems.count == 1 && check.fingerprint == nil)
  }

  @Test("never follows a name or a link out of the folder")
  func escape() throws {
    let folder = try Folder()
    let sums = folder.path + "/" + EvidenceFolder.sums
    let digest = FileDigest.sha256(of: Array("secret".utf8))
    try folder.home.write("secret", to: "outside.txt")
    let listed = try String(contentsOfFile: sums, encoding: .utf8)
    try folder.home.write(listed + "\(digest)  ../outside.txt\n", to: "site/" + EvidenceFolder.sums)
    #expect(try folder.check().problems == ["SHA256SUMS: a line of it was changed"])
    try folder.home.write(listed + "\(digest)  link\n", to: "site/" + EvidenceFolder.sums)
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/link", withDestinationPath: folder.home.file("outside.txt"))
    #expect(try folder.check().problems.count == 1)
  }

  @Test("takes a folder of evidence folders, and refuses one without any")
  func folders() throws {
    let folder = try Folder()
    #expect(try EvidenceCheck.folders(at: try InputPath(folder.path)).count == 1)
    let above = try InputPath(folder.home.path)
    #expect(try EvidenceCheck.folders(at: above).map(\.gdalName) == [folder.path])
    let empty = try TemporaryFolder()
    #expect(throws: Refusal.self) { try EvidenceCheck.folders(at: try InputPath(empty.path)) }
  }
}
