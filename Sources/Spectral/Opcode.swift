/// What one instruction does; each is one kernel.
enum Opcode: String, Hashable, Sendable, CaseIterable {
  case negate = "-"
  case absolute = "abs"
  case squareRoot = "sqrt"
  case exponential = "exp"
  case logarithm = "log"
  case add = "+"
  case subtract = "minus"
  case multiply = "*"
  case divide = "/"
  case power = "^"
  case minimum = "min"
  case maximum = "max"
  case angle
  case normalizedDifference = "nd"
  case squaredDifference = "squaredDifference"
  case addSquaredDifference = "addSquaredDifference"
  /// a * p + c, with p and c the same for all pixels.
  case linear
  /// a * p + b * q, with p and q the same for all pixels.
  case weightedSum
  case select = "where"
  case less = "<"
  case lessOrEqual = "<="
  case equal = "=="
  case and, or, not

  /// What an operand is.
  enum Operand: Hashable, Sendable {
    case number, condition
    /// A number that is the same for all pixels and stands in the instruction itself.
    case constant
  }

  /// What its result is.
  var result: ExpressionKind {
    switch self {
    case .less, .lessOrEqual, .equal, .and, .or, .not: .condition
    default: .number
    }
  }

  /// What its operands are, in order.
  var operands: [Operand] {
    switch self {
    case .negate, .absolute, .squareRoot, .exponential, .logarithm: [.number]
    case .add, .subtract, .multiply, .divide, .power, .minimum, .maximum, .angle,
      .normalizedDifference, .squaredDifference, .less, .lessOrEqual, .equal:
      [.number, .number]
    case .addSquaredDifference: [.number, .number, .number]
    case .linear: [.number, .constant, .constant]
    case .weightedSum: [.number, .constant, .number, .constant]
    case .select: [.condition, .number, .number]
    case .and, .or: [.condition, .condition]
    case .not: [.condition]
    }
  }
}
