/// Which scenes the bare names of an expression mean.
public enum ExpressionContext: Hashable, Sendable {
  /// There is one scene, and a bare name means it.
  case singleScene
  /// There are two, and a name says which: `before.green`, `after.green`, `change.green`.
  case twoDates
}

/// A number that a program calculates for every pixel.
public struct NumberOutput: Hashable, Sendable {
  let index: Int
}

/// A condition that a program decides for every pixel.
public struct ConditionOutput: Hashable, Sendable {
  let index: Int
}

/// Puts expressions together into one program that does what they have in common only once.
public struct ProgramBuilder {
  /// Surface reflectance is specified to 0.005 and a twentieth of its value (Doxani et al. 2018,
  /// doi 10.3390/rs10020352): a ratio over a smaller sum is a ratio of errors.
  public static let defaultMinimumSum: Float = 0.005

  let catalogue: IndexCatalogue
  let context: ExpressionContext
  var graph: StepGraph
  /// Indices that are already in the graph, so that nested ones cost no more than flat ones.
  var indexSteps: [DatedIndex: Int] = [:]
  private var numberOutputs: [Int] = []
  private var conditionOutputs: [Int] = []

  struct DatedIndex: Hashable {
    var name: String
    var date: SceneDate
  }

  /// An empty program.
  ///
  /// - Parameter minimumSum: where a + b is not above it, `nd(a, b)` is unknown.
  public init(
    catalogue: IndexCatalogue = .builtIn, context: ExpressionContext,
    minimumSum: Float = defaultMinimumSum
  ) {
    self.catalogue = catalogue
    self.context = context
    graph = StepGraph(minimumSum: minimumSum)
  }

  /// Adds a number as an output.
  ///
  /// - Throws: where the expression is a condition, or a name in it is unknown or out of place.
  public mutating func number(
    _ expression: Expression
  ) throws(ExpressionError) -> NumberOutput {
    try check(expression, is: .number)
    return output(number: try step(expression.root, Scope(expression, context)))
  }

  /// Adds a condition as an output.
  ///
  /// - Throws: where the expression is a number, or a name in it is unknown or out of place.
  public mutating func condition(
    _ expression: Expression
  ) throws(ExpressionError) -> ConditionOutput {
    try check(expression, is: .condition)
    conditionOutputs.append(try step(expression.root, Scope(expression, context)))
    return ConditionOutput(index: conditionOutputs.count - 1)
  }

  /// Adds an index or a band at a date as an output. The date must be one of the context's.
  ///
  /// - Throws: where there is no such name.
  public mutating func number(
    index name: String, date: SceneDate
  ) throws(ExpressionError) -> NumberOutput {
    precondition(
      (date == .only) == (context == .singleScene), "\(date) is no date of this program")
    return output(number: try step(named: name, date, in: name, at: 0))
  }

  private mutating func output(number step: Int) -> NumberOutput {
    numberOutputs.append(step)
    return NumberOutput(index: numberOutputs.count - 1)
  }

  /// The program of all outputs added so far.
  public func finish() -> Program {
    Program(graph, numbers: numberOutputs, conditions: conditionOutputs)
  }

  private func check(
    _ expression: Expression, is kind: ExpressionKind
  ) throws(ExpressionError) {
    guard expression.kindOfResult != kind else { return }
    throw ExpressionError(
      kind == .number
        ? "a number is wanted here, and this is a condition"
        : "a condition is wanted here, and this is a number: compare it with something",
      in: expression.source, at: expression.root.offset)
  }
}
