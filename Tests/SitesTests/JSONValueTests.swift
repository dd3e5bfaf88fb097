import Foundation
import Sites
import Testing

@Suite("JSON values")
struct JSONValueTests {
  @Test("keep the order of members")
  func order() {
    let value: JSONValue = ["z": 1, "a": [true, nil, 0.5, "x"], "m": [:], "e": []]
    #expect(value.description == #"{"z":1,"a":[true,null,0.5,"x"],"m":{},"e":[]}"#)
  }

  @Test("escape what RFC 8259 demands, and other controls and line separators")
  func escapes() {
    let text: JSONValue = "\"\\/\u{8}\n\r\t\u{0}\u{1B}\u{7F}\u{9B}\u{2028}\u{2029}\u{2027}é中😀"
    #expect(
      text.description
        == #""\"\\/\u0008\n\r\t\u0000\u001b\u007f\u009b\u2028\u2029"# + "\u{2027}é中😀\"")
  }

  @Test(
    "escape a character that stands alone among plain ones",
    arguments: [
      ("\"", #"\""#), ("\\", #"\\"#), ("\u{0}", #"\u0000"#), ("\u{7F}", #"\u007f"#),
      ("\u{80}", #"\u0080"#), ("\u{9F}", #"\u009f"#), ("\u{2028}", #"\u2028"#),
      ("\u{2029}", #"\u2029"#), ("\u{A0}", "\u{A0}"), ("\u{202A}", "\u{202A}"), ("'", "'"),
    ])
  func alone(character: String, written: String) {
    #expect(JSONValue.string("a" + character + "中").description == "\"a" + written + "中\"")
  }

  @Test("give every character back through another reader")
  func everyCharacter() throws {
    // A stride that is prime to the planes' size, so that all kinds of characters come up.
    let scalars = stride(from: UInt32(0), through: 0x10FFFF, by: 37).compactMap(Unicode.Scalar.init)
    for start in stride(from: 0, to: scalars.count, by: 500) {
      var text = String.UnicodeScalarView()
      text.append(contentsOf: scalars[start..<min(start + 500, scalars.count)])
      #expect(try readBack(String(text)) == Array(text))
    }
    for scalar in (0..<0x100).compactMap(Unicode.Scalar.init) {
      let text = "a\(Character(scalar))b"
      #expect(try readBack(text) == Array(text.unicodeScalars))
    }
  }

  /// What Foundation reads of a text, scalar by scalar: equal strings may be differently composed.
  private func readBack(_ text: String) throws -> [Unicode.Scalar]? {
    let bytes = JSONValue.array([.string(text)]).bytes
    let read = try JSONSerialization.jsonObject(with: Data(bytes)) as? [String]
    return read?.first.map { Array($0.unicodeScalars) }
  }

  @Test("write numbers that read back the same, and null for what is none")
  func numbers() throws {
    let numbers = [0, -1.5, 1e-7, 1e300, 0.1, .pi, -.leastNonzeroMagnitude]
    let bytes = JSONValue.array(numbers.map { .number($0) }).bytes
    #expect(try JSONSerialization.jsonObject(with: Data(bytes)) as? [Double] == numbers)
    let none: [JSONValue] = [.number(.nan), .number(.infinity), .rounded(-.infinity, places: 3)]
    #expect(JSONValue.array(none).description == "[null,null,null]")
  }
}
