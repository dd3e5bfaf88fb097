import Foundation
import SceneBuilding
import Testing

@Suite("Hostile input")
struct HostileInputTests {
  private let pond: PondScenes
  private let home: TemporaryFolder
  init() throws {
    pond = try PondScenes()
    home = try TemporaryFolder()
  }

  @Test("never has an input overwritten by an output")
  func overwriting() throws {
    let band = try #require(
      FileManager.default.contentsOfDirectory(atPath: pond.after).first { $0.hasSuffix(".tif") })
    let path = pond.after + "/" + band
    let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    try pond.expectScanFailure(
      64, saying: "is one of the inputs", options: ["--format", "geojson", "-o", path])
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == bytes)
  }

  @Test("never has one output written over the other, however it is spelt")
  func sameOutputs() throws {
    let path = home.file("same.png")
    try FileManager.default.createSymbolicLink(
      atPath: home.file("detour"), withDestinationPath: home.path)
    for other in [path, home.file("./same.png"), home.file("detour/same.png")] {
      try pond.expectScanFailure(
        64, saying: "is named by two options",
        options: ["--format", "geojson", "-o", path, "--picture", other])
    }
  }

  @Test("may not be a pipe that nobody writes to")
  func pipe() throws {
    let path = home.file("pipe")
    #expect(mkfifo(path, 0o600) == 0)
    try pond.expectScanFailure(65, saying: "regular file", before: path)
  }

  @Test("may not use anchors in YAML, whose nesting takes for ever")
  func anchors() throws {
    let rules = try home.write("? &a [x, x]\n: 1\n? [*a, *a]\n: 1\n", to: "rules.yaml")
    try pond.expectScanFailure(65, saying: "anchors", options: ["--rules", rules])
  }

  @Test("does not keep a link from leading to its target")
  func linkedOutput() throws {
    let target = try home.write("old", to: "target.geojson")
    let link = home.file("link.geojson")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: target)
    let run = try pond.scan("-q", "-o", link)
    #expect(run.code == 0)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == target)
    #expect(try String(contentsOfFile: target, encoding: .utf8).hasPrefix("{"))
  }
}
