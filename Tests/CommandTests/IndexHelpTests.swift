import Foundation
import SceneBuilding
import Testing

@Suite("Help of index, indices and prepare")
struct IndexHelpTests {
  @Test("is as it was last read over", arguments: ["index", "indices", "prepare"])
  func snapshot(subcommand: String) throws {
    let outcome = try Program.run([subcommand, "--help"])
    #expect(outcome.code == 0)
    #expect(outcome.error == "")
    // The number of cores is the machine's.
    let text = outcome.output.replacing(
      "(default: \(ProcessInfo.processInfo.activeProcessorCount))", with: "(default: all cores)")
    let path = Project.file("Tests/CommandTests/Snapshots/\(subcommand)-help.txt")
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
      try text.write(toFile: path, atomically: true, encoding: .utf8)
      Issue.record("recorded \(subcommand)-help.txt")
      return
    }
    #expect(text == (try String(contentsOfFile: path, encoding: .utf8)))
  }
}
