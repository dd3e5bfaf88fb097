/// A word of an expression.
struct Token: Hashable {
  enum Kind: Hashable {
    case number(Double)
    case name(String)
    /// An operator, bracket, comma or dot.
    case sign(String)
    case end
  }

  var kind: Kind
  /// Where it starts, in characters.
  var offset: Int

  /// As it is called in a message.
  var spoken: String {
    switch kind {
    case .number: "a number"
    case .name(let name): name
    case .sign(let sign): "'\(sign)'"
    case .end: "the end"
    }
  }
}

extension Token {
  /// Longer signs first: `**` before `*`.
  private static let signs = [
    "**", "<=", ">=", "==", "!=", "<", ">", "+", "-", "*", "/", "^", "(", ")", ",", ".",
  ]
  /// What people write who think in another language.
  private static let foreign = [
    "&&": "and", "&": "and", "||": "or", "|": "or", "!": "not", "=": "==", "<>": "!=",
    "×": "*", "÷": "/", "−": "-", "≤": "<=", "≥": ">=", "≠": "!=", "（": "(", "）": ")", "，": ",",
  ]

  /// The words of an expression, the last of them `end`.
  static func all(in source: String) throws(ExpressionError) -> [Token] {
    let characters = Array(source)
    var tokens: [Token] = []
    var place = 0
    while place < characters.count {
      let start = place
      let character = characters[place]
      if character.isWhitespace {
        place += 1
      } else if character.startsName {
        place = characters.end(from: place, where: \.continuesName)
        tokens.append(Token(kind: .name(String(characters[start..<place])), offset: start))
      } else if character.isDigit || (character == "." && characters.isDigit(at: place + 1)) {
        place = characters.endOfNumber(from: place)
        let text = String(characters[start..<place])
        guard let value = Double(text), value.isFinite, Float(value).isFinite else {
          throw ExpressionError("\(text) is not a number that fits", in: source, at: start)
        }
        if place < characters.count, characters[place].continuesName {
          throw ExpressionError(
            "an operator is missing after \(text)", in: source, at: place)
        }
        tokens.append(Token(kind: .number(value), offset: start))
      } else {
        let two = String(characters[start..<min(start + 2, characters.count)])
        let one = String(character)
        if let word = foreign[two] ?? (signs.contains(two) ? nil : foreign[one]) {
          let written = foreign[two] == nil ? one : two
          throw ExpressionError("'\(written)' is written \(word) here", in: source, at: start)
        }
        guard let sign = signs.contains(two) ? two : signs.first(where: { $0 == one }) else {
          throw ExpressionError("'\(one)' has no meaning here", in: source, at: start)
        }
        tokens.append(Token(kind: .sign(sign), offset: start))
        place += sign.count
      }
    }
    return tokens + [Token(kind: .end, offset: characters.count)]
  }
}

extension Character {
  fileprivate var isDigit: Bool { ("0"..."9").contains(self) }
  fileprivate var startsName: Bool { isASCII && (isLetter || self == "_") }
  fileprivate var continuesName: Bool { startsName || isDigit }
}

extension [Character] {
  fileprivate func isDigit(at index: Int) -> Bool { index < count && self[index].isDigit }

  fileprivate func end(from start: Int, where belongs: (Character) -> Bool) -> Int {
    self[start...].firstIndex { !belongs($0) } ?? count
  }

  /// Digits, perhaps a point and more digits, perhaps an exponent.
  fileprivate func endOfNumber(from start: Int) -> Int {
    var place = end(from: start, where: \.isDigit)
    if place < count, self[place] == "." { place = end(from: place + 1, where: \.isDigit) }
    guard place < count, self[place] == "e" || self[place] == "E" else { return place }
    let signed = place + 1 < count && (self[place + 1] == "+" || self[place + 1] == "-")
    let digits = place + (signed ? 2 : 1)
    return isDigit(at: digits) ? end(from: digits, where: \.isDigit) : place
  }
}
