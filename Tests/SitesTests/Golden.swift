import Foundation
import Testing

/// Compares text with a file in `Golden/`. With RECORD_SNAPSHOTS=1 the file is written anew, and the
/// test fails, so that a recording never passes for a check.
func expectGolden(
  _ bytes: [UInt8], _ name: String, at location: SourceLocation = #_sourceLocation
) throws {
  let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Golden").appendingPathComponent(name)
  if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
    try Data(bytes).write(to: file)
    Issue.record("recorded \(name)", sourceLocation: location)
    return
  }
  let expected = String(decoding: try Data(contentsOf: file), as: UTF8.self)
  #expect(String(decoding: bytes, as: UTF8.self) == expected, sourceLocation: location)
}
