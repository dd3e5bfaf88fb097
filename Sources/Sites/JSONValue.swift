/// A JSON value (RFC 8259) whose objects keep the order of their members.
public enum JSONValue: Sendable {
  /// `null`.
  case null
  /// `true` or `false`.
  case bool(Bool)
  /// A whole number.
  case int(Int)
  /// A number in the shortest form that reads back the same; `null` where it is not finite.
  case number(Double)
  /// A number rounded to `places` decimals, zeros at its end but for the first decimal left out;
  /// `null` where it is not finite.
  case rounded(Double, places: Int)
  /// A text.
  case string(String)
  /// Values in order.
  case array([JSONValue])
  /// Members in order. Keys must differ.
  case object([(String, JSONValue)])

  /// Its text in UTF-8, without spaces.
  public var bytes: [UInt8] {
    var text = JSONText()
    text.append(self)
    return text.bytes
  }
}

extension JSONValue: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral, ExpressibleByStringLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  /// `null`.
  public init(nilLiteral: ()) { self = .null }
  /// `true` or `false`.
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  /// A whole number.
  public init(integerLiteral value: Int) { self = .int(value) }
  /// A number.
  public init(floatLiteral value: Double) { self = .number(value) }
  /// A text.
  public init(stringLiteral value: String) { self = .string(value) }
  /// An array.
  public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  /// An object with its members in the order written.
  public init(dictionaryLiteral elements: (String, JSONValue)...) { self = .object(elements) }
}

extension JSONValue: CustomStringConvertible {
  /// Its text.
  public var description: String { String(decoding: bytes, as: UTF8.self) }
}
