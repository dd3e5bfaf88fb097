import GeoFiles

/// The text format: Object Description Language (NASA PDS), as far as USGS uses it. A line is
/// `GROUP = NAME`, `END_GROUP = NAME`, `KEY = value`, `KEY = "value"` or `END`.
extension LandsatMetadata {
  /// The groups of a text; one group holds them all, and they hold no others.
  static func groups(ofText text: String, path: String) throws -> [String: [String: String]] {
    var parser = ODLParser(path: path)
    for (number, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .enumerated()
    {
      if try parser.take(line, number: number + 1) { return parser.groups }
    }
    throw Refusal(
      .badInput, "is cut off: it has no END", subject: path,
      advice: "fetch it again and compare its size with the provider's")
  }
}

/// Takes a text line by line.
private struct ODLParser {
  let path: String
  var groups: [String: [String: String]] = [:]
  private var open: [Substring] = []

  /// All groups lie in one.
  private static let depthLimit = 2

  init(path: String) { self.path = path }

  /// Takes a line; says whether it was the last.
  mutating func take(_ line: Substring, number: Int) throws -> Bool {
    let line = line.trimmed
    if line.isEmpty { return false }
    if line == "END" {
      guard open.isEmpty else { throw refusal("ends inside group \(open[open.count - 1])", number) }
      return true
    }
    guard let equals = line.firstIndex(of: "=") else {
      throw refusal("\"\(line.prefix(40))\" is neither KEY = value nor END", number)
    }
    let key = line[..<equals].trimmed
    let value = line[line.index(after: equals)...].trimmed
    switch key {
    case "GROUP": try enter(value, number)
    case "END_GROUP":
      guard open.popLast() == value else { throw refusal("ends a group that is not open", number) }
    default: try add(String(key), try unquoted(value, number), number)
    }
    return false
  }

  private mutating func enter(_ name: Substring, _ number: Int) throws {
    open.append(name)
    guard open.count <= Self.depthLimit else { throw refusal("nests groups too deep", number) }
    guard open.count == Self.depthLimit else { return }
    guard groups.updateValue([:], forKey: String(name)) == nil else {
      throw refusal("has the group \(name) twice", number)
    }
  }

  private mutating func add(_ key: String, _ value: String, _ number: Int) throws {
    guard open.count == Self.depthLimit, let group = open.last else {
      throw refusal("says \(key) outside a group", number)
    }
    guard groups[String(group)]?.updateValue(value, forKey: key) == nil else {
      throw refusal("says \(key) twice", number)
    }
  }

  private func unquoted(_ value: Substring, _ number: Int) throws -> String {
    guard value.hasPrefix("\"") else { return String(value) }
    guard value.count > 1, value.hasSuffix("\"") else {
      throw refusal("opens a quotation that it does not close", number)
    }
    return String(value.dropFirst().dropLast())
  }

  private func refusal(_ what: String, _ line: Int) -> Refusal {
    Refusal(
      .badInput, what, subject: "\(path):\(line)",
      advice: "fetch the product again: its metadata is damaged")
  }
}

extension Substring {
  /// Without the white space at both ends.
  fileprivate var trimmed: Substring {
    let start = drop(while: \.isWhitespace)
    guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return start }
    return start[...last]
  }
}
