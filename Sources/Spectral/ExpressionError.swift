/// What is wrong with an expression, and where.
public struct ExpressionError: Error, Hashable, Sendable {
  /// What is wrong and, where that is known, what to write instead.
  public var message: String
  /// The whole expression.
  public var source: String
  /// The place in it, in characters from its start.
  public var offset: Int

  /// An error at a place of an expression.
  public init(_ message: String, in source: String, at offset: Int) {
    self.message = message
    self.source = source
    self.offset = offset
  }
}

extension ExpressionError: CustomStringConvertible {
  /// The message, the line it is about and a caret under the place.
  public var description: String { "\(message)\n\(rendering)" }

  /// The line it is about, shortened around the place, with a caret under it.
  public var rendering: String {
    let characters = Array(source)
    let place = min(max(offset, 0), characters.count)
    let start = (characters[..<place].lastIndex(where: \.isNewline) ?? -1) + 1
    let end = characters[place...].firstIndex(where: \.isNewline) ?? characters.count
    let from = max(start, place - Self.context)
    let to = min(end, place + Self.context)
    let lead = from > start ? "..." : ""
    let tail = to < end ? "..." : ""
    let indent = characters[from..<place].reduce(lead.count) { $0 + Self.columns(of: $1) }
    return "  \(lead)\(String(characters[from..<to]))\(tail)\n"
      + "  \(String(repeating: " ", count: indent))^"
  }

  /// How many characters are shown on each side of the place: together about a terminal's line.
  private static let context = 34

  /// Chinese characters and full-width signs take two columns of a terminal; from U+1100 on they
  /// are the rule.
  private static func columns(of character: Character) -> Int {
    guard let first = character.unicodeScalars.first else { return 0 }
    return first.value >= 0x1100 ? 2 : 1
  }
}
