/// JSON text in UTF-8 as it is written, value by value.
struct JSONText {
  /// What has been written.
  var bytes: [UInt8] = []

  /// Adds text that is JSON already.
  mutating func append(raw text: StaticString) {
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  /// Adds a value.
  mutating func append(_ value: JSONValue) {
    switch value {
    case .null: append(raw: "null")
    case .bool(let value): append(raw: value ? "true" : "false")
    case .int(let value): bytes.append(contentsOf: String(value).utf8)
    case .number(let value):
      guard value.isFinite else { return append(raw: "null") }
      bytes.append(contentsOf: String(value).utf8)
    case .rounded(let value, let places):
      guard value.isFinite else { return append(raw: "null") }
      bytes.appendDecimal(value, places: places, trimmed: true)
    case .string(let value): append(quoted: value)
    case .array(let values):
      appendList(values, open: "[", close: "]") { $0.append($1) }
    case .object(let members):
      appendList(members, open: "{", close: "}") { $0.append(key: $1.0, value: $1.1) }
    }
  }

  /// Adds a member of an object, without comma.
  mutating func append(key: String, value: JSONValue) {
    append(quoted: key)
    append(raw: ":")
    append(value)
  }

  /// Adds what `element` writes of each item, with commas between, in brackets.
  mutating func appendList<Items: Sequence>(
    _ items: Items, open: StaticString, close: StaticString,
    element: (inout JSONText, Items.Element) -> Void
  ) {
    append(raw: open)
    var isFirst = true
    for item in items {
      if !isFirst { append(raw: ",") }
      isFirst = false
      element(&self, item)
    }
    append(raw: close)
  }

  /// Adds a string with its quotes. What RFC 8259 section 7 demands is escaped, and so are control
  /// characters above ASCII and the two line separators that end a line in JavaScript and in logs.
  private mutating func append(quoted string: String) {
    append(raw: "\"")
    if string.utf8.allSatisfy({ Self.isPlain($0) }) {
      bytes.append(contentsOf: string.utf8)
    } else {
      appendEscaped(string)
    }
    append(raw: "\"")
  }

  /// Whether a byte can neither need escaping nor be part of a character that does.
  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case 0..<0x20, 0x22, 0x5C, 0x7F: false
    // The first bytes of U+0080 to U+00BF and of U+2000 to U+2FFF.
    case 0xC2, 0xE2: false
    default: true
    }
  }

  private mutating func appendEscaped(_ string: String) {
    for scalar in string.unicodeScalars {
      switch scalar.value {
      case 0x22: append(raw: "\\\"")
      case 0x5C: append(raw: "\\\\")
      case 0x0A: append(raw: "\\n")
      case 0x0D: append(raw: "\\r")
      case 0x09: append(raw: "\\t")
      case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029:
        append(raw: "\\u")
        let digits = String(scalar.value, radix: 16)
        bytes.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: 4 - digits.utf8.count))
        bytes.append(contentsOf: digits.utf8)
      case ..<0x80: bytes.append(UInt8(scalar.value))
      default: bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      }
    }
  }
}

extension JSONText {
  /// Decimals of a degree: 1e-7 degrees are at most 11 mm on the ground.
  static let degreePlaces = 7

  /// Adds the `coordinates` member of a GeoJSON MultiPolygon, each ring closed.
  mutating func append(coordinatesOf geometry: GeoMultiPolygon) {
    appendList(geometry.polygons, open: "[", close: "]") { text, polygon in
      text.appendList([polygon.exterior] + polygon.holes, open: "[", close: "]") { text, ring in
        text.append(raw: "[")
        for point in ring {
          text.append(point)
          text.append(raw: ",")
        }
        if let first = ring.first { text.append(first) }
        text.append(raw: "]")
      }
    }
  }

  /// Adds a `bbox` member's value.
  mutating func append(_ bounds: GeoBounds) {
    let numbers = [bounds.west, bounds.south, bounds.east, bounds.north]
    append(.array(numbers.map { .rounded($0, places: Self.degreePlaces) }))
  }

  private mutating func append(_ point: GeoPoint) {
    append(raw: "[")
    append(.rounded(point.longitude, places: Self.degreePlaces))
    append(raw: ",")
    append(.rounded(point.latitude, places: Self.degreePlaces))
    append(raw: "]")
  }
}
