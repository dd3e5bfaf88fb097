import Foundation
import SceneBuilding
import Testing

@Suite("Help and version")
struct HelpTests {
  @Test("are as they were last read over, on standard output and with exit code 0")
  func snapshots() throws {
    try expectSnapshot(of: ["--help"], "help.txt")
    try expectSnapshot(of: ["scan", "--help"], "scan-help.txt")
    try expectSnapshot(of: ["--version"], "version.txt")
  }

  /// Compares with a file in `Snapshots/`. With RECORD_SNAPSHOTS=1 the file is written anew, and the
  /// test fails, so that a recording never passes for a check.
  private func expectSnapshot(
    of arguments: [String], _ name: String, at location: SourceLocation = #_sourceLocation
  ) throws {
    let outcome = try Program.run(arguments)
    #expect(outcome.code == 0, sourceLocation: location)
    #expect(outcome.error == "", sourceLocation: location)
    let text = normalised(outcome.output)
    let path = Project.file("Tests/CommandTests/Snapshots/" + name)
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
      try text.write(toFile: path, atomically: true, encoding: .utf8)
      Issue.record("recorded \(name)", sourceLocation: location)
      return
    }
    #expect(
      text == (try String(contentsOfFile: path, encoding: .utf8)), sourceLocation: location)
  }

  /// Without what differs between machines: GDAL's version and the number of cores.
  private func normalised(_ text: String) -> String {
    text.replacing(/GDAL \d+(\.\d+)+\S*/, with: "GDAL N")
      .replacing(
        "(default: \(ProcessInfo.processInfo.activeProcessorCount))", with: "(default: all cores)")
  }
}
