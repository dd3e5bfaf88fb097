extension ExpressionParser {
  /// Words that cannot be names.
  private static let reserved: Set<String> = ["and", "or", "not", "before", "after", "change"]

  /// A number, a name, a dated name, a call or something in parentheses.
  mutating func atom() throws(ExpressionError) -> ExpressionNode {
    let token = current
    switch token.kind {
    case .number(let value):
      position += 1
      return try node(.number(value), at: token.offset)
    case .sign("("):
      position += 1
      let inside = try nested(at: token.offset) { parser throws(ExpressionError) in
        try parser.disjunction()
      }
      try require(sign: ")", because: "to close '('")
      return inside
    case .name(let name):
      if let prefix = DatePrefix(rawValue: name) { return try dated(prefix) }
      guard !Self.reserved.contains(name) else { throw expectedOperand() }
      position += 1
      guard take(sign: "(") != nil else { return try node(.name(name), at: token.offset) }
      return try call(name, at: token.offset)
    case .sign, .end:
      throw expectedOperand()
    }
  }

  private func expectedOperand() -> ExpressionError {
    error("expected a number or a name, found \(current.spoken)", at: current.offset)
  }

  private mutating func dated(_ prefix: DatePrefix) throws(ExpressionError) -> ExpressionNode {
    let offset = current.offset
    position += 1
    try require(sign: ".", because: "after \(prefix.rawValue), as in \(prefix.rawValue).green")
    guard case .name(let name) = current.kind else {
      throw error(
        "expected a name after \(prefix.rawValue)., found \(current.spoken)",
        at: current.offset)
    }
    position += 1
    guard current.kind != .sign("(") else {
      throw error("\(prefix.rawValue). goes before a name, not before a function", at: offset)
    }
    return try node(.dated(prefix, name), at: offset)
  }

  private mutating func call(
    _ name: String, at offset: Int
  ) throws(ExpressionError) -> ExpressionNode {
    guard let function = FormulaFunction(rawValue: name) else {
      let known = FormulaFunction.allCases.map(\.rawValue)
      throw error(NearestName.message("function", name, among: known), at: offset)
    }
    var arguments: [ExpressionNode] = []
    if take(sign: ")") == nil {
      repeat {
        let argument = try nested(at: current.offset) { parser throws(ExpressionError) in
          try parser.disjunction()
        }
        let isCondition = function == .conditional && arguments.isEmpty
        try check(argument, is: isCondition ? .condition : .number, for: function.usage)
        arguments.append(argument)
      } while take(sign: ",") != nil
      try require(sign: ")", because: "to close \(name)(")
    }
    guard function.argumentCount.contains(arguments.count) else {
      throw error("write \(function.usage): \(arguments.count) given", at: offset)
    }
    return try node(.call(function, arguments), at: offset)
  }
}
