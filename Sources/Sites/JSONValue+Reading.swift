extension JSONValue: Decodable {
  /// A value out of JSON text; the members of objects come sorted by key, and a whole number as a whole one.
  public init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    // JSON does not say what comes: not to be of a type is no failure, and what is of none throws at the end.
    if value.decodeNil() {
      self = .null
    } else if let flag = try? value.decode(Bool.self) {
      self = .bool(flag)
    } else if let number = try? value.decode(Int.self) {
      self = .int(number)
    } else if let number = try? value.decode(Double.self) {
      self = .number(number)
    } else if let text = try? value.decode(String.self) {
      self = .string(text)
    } else if let elements = try? value.decode([JSONValue].self) {
      self = .array(elements)
    } else {
      let members = try value.decode([String: JSONValue].self)
      self = .object(members.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
    }
  }

  /// The member of an object of that name; nil where it has none or is no object.
  public subscript(key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.0 == key }?.1
  }
}
