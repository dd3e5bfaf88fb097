extension ProgramBuilder {
  /// Adds the steps of a part of an expression; the number of the last one.
  mutating func step(_ node: ExpressionNode, _ scope: Scope) throws(ExpressionError) -> Int {
    switch node.content {
    case .number(let value):
      return graph.constant(Float(value))
    case .name(let name):
      if let constant = IndexConstant.named(name) {
        return try step(constant, scope.date, in: scope, at: node.offset)
      }
      guard let date = scope.date else { throw bareName(name, at: node.offset, in: scope) }
      return try step(named: name, date, in: scope, at: node.offset)
    case .dated(let prefix, let name):
      return try step(prefix, name, at: node.offset, in: scope)
    case .negative(let a):
      return graph.operation(.negate, try step(a, scope))
    case .arithmetic(let operation, let a, let b):
      return graph.operation(operation.opcode, try step(a, scope), try step(b, scope))
    case .comparison(let comparison, let a, let b):
      return graph.comparison(comparison, try step(a, scope), try step(b, scope))
    case .not(let a):
      return graph.operation(.not, try step(a, scope))
    case .and(let a, let b):
      return graph.operation(.and, try step(a, scope), try step(b, scope))
    case .or(let a, let b):
      return graph.operation(.or, try step(a, scope), try step(b, scope))
    case .call(let function, let arguments):
      return try step(function, arguments, at: node.offset, in: scope)
    }
  }

  /// Adds a band, a constant or an index of one scene.
  mutating func step(
    named name: String, _ date: SceneDate, in scope: Scope, at offset: Int
  ) throws(ExpressionError) -> Int {
    if let role = BandRole(name: name) { return band(BandReference(date: date, role: role)) }
    if let constant = IndexConstant.named(name) {
      return try step(constant, date, in: scope, at: offset)
    }
    let key = DatedIndex(name: name, date: date)
    if let known = indexSteps[key] { return known }
    guard let index = catalogue[name] else { throw scope.error(unknownName(name), at: offset) }
    if let obstacle = index.obstacle {
      throw scope.error("\(name) cannot be computed: it \(obstacle)", at: offset)
    }
    let number = try step(index.formula.root, Scope(index.formula, date, index: name))
    indexSteps[key] = number
    return number
  }

  /// Adds a band, less what the sun's glint adds to it where that is to be taken off.
  private mutating func band(_ reference: BandReference) -> Int {
    let input = graph.number(of: .input(reference))
    guard let glint, reference.role < glint, reference.role.isReflective else { return input }
    let surplus = graph.number(of: .input(BandReference(date: reference.date, role: glint)))
    return graph.operation(.subtract, input, surplus)
  }

  /// Adds a constant: of one date, or of no date where all dates agree on it.
  private mutating func step(
    _ constant: IndexConstant, _ date: SceneDate?, in scope: Scope, at offset: Int
  ) throws(ExpressionError) -> Int {
    let sets = constants.filter { date == nil || $0.key == date }.sorted { $0.key < $1.key }
    let values = sets.map { $0.value[constant.name] }
    if let unset = zip(sets, values).first(where: { $0.1 == nil })?.0.value {
      throw scope.error(
        unset.obstacle(to: scope.index ?? "this expression", needing: constant), at: offset)
    }
    guard let value = values[0], Set(values).count == 1 else {
      let name = constant.name
      throw scope.error(
        "the scenes differ in \(name): say before.\(name) or after.\(name)", at: offset)
    }
    return graph.constant(Float(value))
  }

  private mutating func step(
    _ prefix: DatePrefix, _ name: String, at offset: Int, in scope: Scope
  ) throws(ExpressionError) -> Int {
    guard scope.date == nil else {
      throw scope.error(
        "there is only one scene here: write \(name) without \(prefix.rawValue).", at: offset)
    }
    switch prefix {
    case .before: return try step(named: name, .before, in: scope, at: offset)
    case .after: return try step(named: name, .after, in: scope, at: offset)
    case .change:
      let after = try step(named: name, .after, in: scope, at: offset)
      let before = try step(named: name, .before, in: scope, at: offset)
      return graph.operation(.subtract, after, before)
    }
  }

  private mutating func step(
    _ function: FormulaFunction, _ arguments: [ExpressionNode], at offset: Int, in scope: Scope
  ) throws(ExpressionError) -> Int {
    switch function {
    case .distance: return try distance(arguments, at: offset, in: scope)
    case .baselineScore: return try baselineScore(arguments[0], at: offset, in: scope)
    default: break
    }
    var steps: [Int] = []
    for argument in arguments { steps.append(try step(argument, scope)) }
    switch function {
    case .abs: return graph.operation(.absolute, steps[0])
    case .sqrt: return graph.operation(.squareRoot, steps[0])
    case .exp: return graph.operation(.exponential, steps[0])
    case .log: return graph.operation(.logarithm, steps[0])
    case .min: return steps.dropFirst().reduce(steps[0]) { graph.operation(.minimum, $0, $1) }
    case .max: return steps.dropFirst().reduce(steps[0]) { graph.operation(.maximum, $0, $1) }
    case .clamp:
      return graph.operation(.minimum, graph.operation(.maximum, steps[0], steps[1]), steps[2])
    case .conditional: return graph.operation(.select, steps[0], steps[1], steps[2])
    case .angle: return graph.operation(.angle, steps[0], steps[1])
    case .normalizedDifference:
      return graph.operation(.normalizedDifference, steps[0], steps[1])
    case .distance, .baselineScore: preconditionFailure("handled above")
    }
  }

  /// The Euclidean norm of the change of some roles.
  private mutating func distance(
    _ arguments: [ExpressionNode], at offset: Int, in scope: Scope
  ) throws(ExpressionError) -> Int {
    guard scope.date == nil else {
      throw scope.error("distance needs two scenes, and there is only one here", at: offset)
    }
    var total: Int?
    for argument in arguments {
      guard case .name(let name) = argument.content, let role = BandRole(name: name) else {
        throw scope.error(notARole(argument), at: argument.offset)
      }
      let after = graph.number(of: .input(BandReference(date: .after, role: role)))
      let before = graph.number(of: .input(BandReference(date: .before, role: role)))
      if let sum = total {
        total = graph.operation(.addSquaredDifference, sum, after, before)
      } else {
        total = graph.operation(.squaredDifference, after, before)
      }
    }
    guard let total else { preconditionFailure("the parser lets no empty distance through") }
    return graph.operation(.squareRoot, total)
  }
}

extension ProgramBuilder {
  // MARK: Messages

  private func unknownName(_ name: String) -> String {
    // Constants of one or two letters are near to every short name.
    let constants = IndexConstant.all.map(\.name).filter { $0.count > 2 }
    return NearestName.message(
      "name", name, among: catalogue.names + BandRole.allCases.map(\.rawValue) + constants)
  }

  private func bareName(_ name: String, at offset: Int, in scope: Scope) -> ExpressionError {
    guard BandRole(name: name) != nil || catalogue[name] != nil else {
      return scope.error(unknownName(name), at: offset)
    }
    return scope.error(
      "which scene? say before.\(name), after.\(name) or change.\(name)", at: offset)
  }

  private func notARole(_ argument: ExpressionNode) -> String {
    let rule = "distance takes bare band roles, as in distance(green, red)"
    guard case .name(let name) = argument.content, catalogue[name] == nil else { return rule }
    return NearestName.message("role", name, among: BandRole.allCases.map(\.rawValue))
      + "; \(rule)"
  }
}

extension ArithmeticOperator {
  fileprivate var opcode: Opcode {
    switch self {
    case .add: .add
    case .subtract: .subtract
    case .multiply: .multiply
    case .divide: .divide
    case .power: .power
    }
  }
}

extension StepGraph {
  /// Six comparisons from three: a > b is b < a.
  fileprivate mutating func comparison(_ sign: ComparisonOperator, _ a: Int, _ b: Int) -> Int {
    switch sign {
    case .less: ordered(.less, a, b)
    case .lessOrEqual: ordered(.lessOrEqual, a, b)
    case .greater: ordered(.less, b, a)
    case .greaterOrEqual: ordered(.lessOrEqual, b, a)
    case .equal: operation(.equal, a, b)
    case .notEqual: operation(.not, operation(.equal, a, b))
    }
  }
}
