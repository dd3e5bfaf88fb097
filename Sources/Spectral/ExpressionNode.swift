/// What an expression says of a pixel.
public enum ExpressionKind: String, Hashable, Sendable {
  /// A number.
  case number
  /// Something that holds or does not.
  case condition
}

/// One step of a parsed expression with its place in the source.
struct ExpressionNode: Hashable, Sendable {
  indirect enum Content: Hashable, Sendable {
    case number(Double)
    case name(String)
    case dated(DatePrefix, String)
    case negative(ExpressionNode)
    case arithmetic(ArithmeticOperator, ExpressionNode, ExpressionNode)
    case comparison(ComparisonOperator, ExpressionNode, ExpressionNode)
    case not(ExpressionNode)
    case and(ExpressionNode, ExpressionNode)
    case or(ExpressionNode, ExpressionNode)
    case call(FormulaFunction, [ExpressionNode])
  }

  var content: Content
  /// Where it is in the source, in characters: an operator's own place, a name's first letter.
  var offset: Int
  /// How many steps lie below one another, this one included.
  var depth: Int

  init(_ content: Content, at offset: Int) {
    self.content = content
    self.offset = offset
    depth = 1
    depth = 1 + (children.map(\.depth).max() ?? 0)
  }

  /// The steps it is made from, in the order they are written.
  var children: [ExpressionNode] {
    switch content {
    case .number, .name, .dated: []
    case .negative(let a), .not(let a): [a]
    case .arithmetic(_, let a, let b), .comparison(_, let a, let b), .and(let a, let b),
      .or(let a, let b):
      [a, b]
    case .call(_, let arguments): arguments
    }
  }

  var kind: ExpressionKind {
    switch content {
    case .comparison, .not, .and, .or: .condition
    default: .number
    }
  }
}

/// `before.X`, `after.X`, `change.X`.
enum DatePrefix: String, Hashable, Sendable, CaseIterable {
  case before, after, change
}

enum ArithmeticOperator: String, Hashable, Sendable {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case power = "^"
}

enum ComparisonOperator: String, Hashable, Sendable {
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case equal = "=="
  case notEqual = "!="
}

/// The functions of the language.
enum FormulaFunction: String, Hashable, Sendable, CaseIterable {
  case abs, sqrt, exp, log, min, max, clamp
  case conditional = "where"
  case distance
  case angle
  case normalizedDifference = "nd"
  case baselineScore = "z"

  /// How many arguments it takes.
  var argumentCount: ClosedRange<Int> {
    switch self {
    case .abs, .sqrt, .exp, .log, .baselineScore: 1...1
    case .normalizedDifference, .angle: 2...2
    case .clamp, .conditional: 3...3
    case .min, .max: 2...Int.max
    case .distance: 1...Int.max
    }
  }

  /// How it is called, for messages.
  var usage: String {
    switch self {
    case .abs, .sqrt, .exp, .log, .baselineScore: "\(rawValue)(x)"
    case .normalizedDifference: "nd(a, b)"
    case .angle: "angle(y, x)"
    case .clamp: "clamp(x, low, high)"
    case .conditional: "where(condition, a, b)"
    case .min, .max: "\(rawValue)(a, b, ...)"
    case .distance: "distance(role, ...)"
    }
  }
}
