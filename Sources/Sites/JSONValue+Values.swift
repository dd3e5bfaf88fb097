extension JSONValue {
  /// The number that it is; nil for anything else.
  public var asNumber: Double? {
    switch self {
    case .int(let value): Double(value)
    case .number(let value), .rounded(let value, _): value
    default: nil
    }
  }

  /// The text that it is; nil for anything else.
  public var asText: String? {
    if case .string(let text) = self { return text }
    return nil
  }

  /// The flag that it is; nil for anything else.
  public var asFlag: Bool? {
    if case .bool(let flag) = self { return flag }
    return nil
  }

  /// The elements of the array that it is; none for anything else.
  public var elements: [JSONValue] {
    if case .array(let elements) = self { return elements }
    return []
  }

  /// Its text in UTF-8 for people: a member a line, indented by two spaces a level, with a line break
  /// at the end.
  public var indentedBytes: [UInt8] {
    var text: [UInt8] = []
    appendIndented(to: &text, level: 0)
    text.append(UInt8(ascii: "\n"))
    return text
  }

  private func appendIndented(to text: inout [UInt8], level: Int) {
    func newLine(_ level: Int) {
      text.append(UInt8(ascii: "\n"))
      text.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * level))
    }
    switch self {
    case .object(let members) where !members.isEmpty:
      text.append(UInt8(ascii: "{"))
      for (place, member) in members.enumerated() {
        if place > 0 { text.append(UInt8(ascii: ",")) }
        newLine(level + 1)
        text.append(contentsOf: JSONValue.string(member.0).bytes)
        text.append(contentsOf: ": ".utf8)
        member.1.appendIndented(to: &text, level: level + 1)
      }
      newLine(level)
      text.append(UInt8(ascii: "}"))
    case .array(let elements) where elements.contains { $0.isCompound }:
      text.append(UInt8(ascii: "["))
      for (place, element) in elements.enumerated() {
        if place > 0 { text.append(UInt8(ascii: ",")) }
        newLine(level + 1)
        element.appendIndented(to: &text, level: level + 1)
      }
      newLine(level)
      text.append(UInt8(ascii: "]"))
    default: text.append(contentsOf: bytes)
    }
  }

  private var isCompound: Bool {
    switch self {
    case .array, .object: true
    default: false
    }
  }
}
