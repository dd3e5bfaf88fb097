import Foundation
import SceneBuilding
import Testing

/// Outputs that a person once read over and kept.
enum Snapshot {
  /// Compares a text with the file of that name in `Snapshots/`. With RECORD_SNAPSHOTS=1 the file is
  /// written anew, and the test fails, so that a recording never passes for a check.
  static func expect(
    _ text: String, is name: String, at location: SourceLocation = #_sourceLocation
  ) throws {
    let path = Project.file("Tests/CommandTests/Snapshots/" + name)
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
      try text.write(toFile: path, atomically: true, encoding: .utf8)
      Issue.record("recorded \(name)", sourceLocation: location)
      return
    }
    #expect(
      text == (try String(contentsOfFile: path, encoding: .utf8)), sourceLocation: location)
  }
}
