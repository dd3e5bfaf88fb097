import Foundation
import GeoFiles

/// Small JSON files of a state directory: read whole, written beside their place and renamed.
enum StateFile {
  /// More than any of them ever has.
  private static let sizeLimit = 1 << 28

  /// What stands in a file; nil where there is none.
  static func read<Value: Decodable>(_ type: Value.Type, from path: String) throws -> Value? {
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    let text = try FileBytes.text(of: try InputPath(path), limit: sizeLimit)
    do {
      return try JSONDecoder().decode(type, from: Data(text.utf8))
    } catch {
      throw Refusal(
        .badInput, "is not what a run writes: \(error)", subject: path,
        advice: "move it away; the next run makes it anew where it can")
    }
  }

  /// Puts `value` there.
  static func write(_ value: some Encodable, to path: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try OutputFile(path).write(Array(try encoder.encode(value)) + [UInt8(ascii: "\n")])
  }
}
