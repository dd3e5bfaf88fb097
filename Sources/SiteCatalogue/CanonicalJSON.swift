import Crypto
import Foundation
import GeoFiles

/// The one text that a value has: JSON without spaces, members sorted by name, numbers in the shortest form that
/// reads back the same. What is hashed and what is stored is this.
enum CanonicalJSON {
  /// The text of a value; its numbers must be finite.
  static func text(of value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  /// The value of a text that the catalogue holds.
  static func value<Value: Decodable>(_ type: Value.Type, of text: String, in path: String) throws
    -> Value
  {
    do {
      return try JSONDecoder().decode(type, from: Data(text.utf8))
    } catch {
      throw Refusal(
        .badInput, "holds a \(type) that cannot be read", subject: path,
        advice: "another program has changed it: restore a backup")
    }
  }

  /// The SHA-256 of a text in UTF-8, in hexadecimal digits.
  static func digest(_ text: String) -> String {
    SHA256.hash(data: Array(text.utf8)).map { byte in
      String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
    }.joined()
  }
}
