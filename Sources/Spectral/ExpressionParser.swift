/// Recursive descent over the words of an expression, with Python's precedence:
/// `or`, `and`, `not`, comparisons, `+ -`, `* /`, sign, power.
///
/// Its own depth is counted, so that no input can run it out of stack.
struct ExpressionParser {
  let source: String
  let limits: ExpressionLimits
  var tokens: [Token]
  var position = 0
  var depth = 0
  var nodeCount = 0

  init(_ source: String, limits: ExpressionLimits) throws(ExpressionError) {
    guard source.utf8.count <= limits.length else {
      throw ExpressionError(
        "the expression is longer than \(limits.length) bytes",
        in: String(source.prefix(limits.length)), at: 0)
    }
    self.source = source
    self.limits = limits
    tokens = try Token.all(in: source)
  }

  /// The whole expression.
  mutating func parse() throws(ExpressionError) -> ExpressionNode {
    let node = try disjunction()
    guard current.kind == .end else {
      throw error("an operator is missing before \(current.spoken)", at: current.offset)
    }
    return node
  }

  // MARK: Words

  var current: Token { tokens[position] }

  mutating func take(sign: String) -> Int? { take(.sign(sign)) }
  mutating func take(word: String) -> Int? { take(.name(word)) }

  /// The place of the word, which is passed over, or nil where something else stands.
  private mutating func take(_ kind: Token.Kind) -> Int? {
    guard current.kind == kind else { return nil }
    defer { position += 1 }
    return current.offset
  }

  mutating func require(sign: String, because reason: String) throws(ExpressionError) {
    guard take(sign: sign) != nil else {
      throw error("expected '\(sign)' \(reason), found \(current.spoken)", at: current.offset)
    }
  }

  func error(_ message: String, at offset: Int) -> ExpressionError {
    ExpressionError(message, in: source, at: offset)
  }

  // MARK: Limits and types

  mutating func node(
    _ content: ExpressionNode.Content, at offset: Int
  ) throws(ExpressionError) -> ExpressionNode {
    nodeCount += 1
    guard nodeCount <= limits.nodeCount else {
      throw error("the expression has more than \(limits.nodeCount) steps", at: offset)
    }
    let node = ExpressionNode(content, at: offset)
    guard node.depth <= limits.depth else { throw tooDeep(at: offset) }
    return node
  }

  mutating func nested<R>(
    at offset: Int, _ body: (inout ExpressionParser) throws(ExpressionError) -> R
  ) throws(ExpressionError) -> R {
    guard depth < limits.depth else { throw tooDeep(at: offset) }
    depth += 1
    defer { depth -= 1 }
    return try body(&self)
  }

  private func tooDeep(at offset: Int) -> ExpressionError {
    error("the expression nests deeper than \(limits.depth) steps", at: offset)
  }

  func check(
    _ node: ExpressionNode, is kind: ExpressionKind, for user: String
  ) throws(ExpressionError) {
    guard node.kind != kind else { return }
    let wanted = kind == .number ? "a number" : "a condition"
    let found = node.kind == .number ? "a number" : "a condition"
    throw error("\(user) needs \(wanted), and this is \(found)", at: node.offset)
  }
}

extension ExpressionParser {
  // MARK: Conditions

  mutating func disjunction() throws(ExpressionError) -> ExpressionNode {
    var left = try conjunction()
    while let offset = take(word: "or") {
      let right = try conjunction()
      try check(left, is: .condition, for: "or")
      try check(right, is: .condition, for: "or")
      left = try node(.or(left, right), at: offset)
    }
    return left
  }

  private mutating func conjunction() throws(ExpressionError) -> ExpressionNode {
    var left = try negation()
    while let offset = take(word: "and") {
      let right = try negation()
      try check(left, is: .condition, for: "and")
      try check(right, is: .condition, for: "and")
      left = try node(.and(left, right), at: offset)
    }
    return left
  }

  private mutating func negation() throws(ExpressionError) -> ExpressionNode {
    guard let offset = take(word: "not") else { return try comparison() }
    let operand = try nested(at: offset) { parser throws(ExpressionError) in
      try parser.negation()
    }
    try check(operand, is: .condition, for: "not")
    return try node(.not(operand), at: offset)
  }

  /// `a < b < c` is `a < b and b < c`.
  private mutating func comparison() throws(ExpressionError) -> ExpressionNode {
    var left = try sum()
    var all: ExpressionNode?
    while case .sign(let sign) = current.kind, let comparison = ComparisonOperator(rawValue: sign) {
      let offset = current.offset
      position += 1
      let right = try sum()
      try check(left, is: .number, for: "'\(sign)'")
      try check(right, is: .number, for: "'\(sign)'")
      let one = try node(.comparison(comparison, left, right), at: offset)
      if let before = all { all = try node(.and(before, one), at: offset) } else { all = one }
      left = right
    }
    return all ?? left
  }

  // MARK: Numbers

  private mutating func sum() throws(ExpressionError) -> ExpressionNode {
    var left = try product()
    while case .sign(let sign) = current.kind, sign == "+" || sign == "-" {
      left = try arithmetic(left, sign == "+" ? .add : .subtract) {
        parser throws(ExpressionError) in try parser.product()
      }
    }
    return left
  }

  private mutating func product() throws(ExpressionError) -> ExpressionNode {
    var left = try signed()
    while case .sign(let sign) = current.kind, sign == "*" || sign == "/" {
      left = try arithmetic(left, sign == "*" ? .multiply : .divide) {
        parser throws(ExpressionError) in try parser.signed()
      }
    }
    return left
  }

  private mutating func signed() throws(ExpressionError) -> ExpressionNode {
    let offset = current.offset
    let isNegative = take(sign: "-") != nil
    guard isNegative || take(sign: "+") != nil else { return try power() }
    let operand = try nested(at: offset) { parser throws(ExpressionError) in
      try parser.signed()
    }
    try check(operand, is: .number, for: isNegative ? "'-'" : "'+'")
    return isNegative ? try node(.negative(operand), at: offset) : operand
  }

  /// Binds tighter than a sign on its left, less tight than one on its right, and to the right.
  private mutating func power() throws(ExpressionError) -> ExpressionNode {
    let base = try atom()
    guard case .sign(let sign) = current.kind, sign == "^" || sign == "**" else { return base }
    return try arithmetic(base, .power) { parser throws(ExpressionError) in
      try parser.nested(at: parser.current.offset) { parser throws(ExpressionError) in
        try parser.signed()
      }
    }
  }

  private mutating func arithmetic(
    _ left: ExpressionNode, _ operation: ArithmeticOperator,
    _ operand: (inout ExpressionParser) throws(ExpressionError) -> ExpressionNode
  ) throws(ExpressionError) -> ExpressionNode {
    let offset = current.offset
    position += 1
    let right = try operand(&self)
    try check(left, is: .number, for: "'\(operation.rawValue)'")
    try check(right, is: .number, for: "'\(operation.rawValue)'")
    return try node(.arithmetic(operation, left, right), at: offset)
  }
}
