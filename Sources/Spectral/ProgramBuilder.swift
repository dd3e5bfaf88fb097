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
  let constants: [SceneDate: IndexConstants]
  /// The band that is subtracted from every band of shorter wavelength in what is added from now on;
  /// nil subtracts nothing.
  ///
  /// Over water the short-wave infrared sees no water, only glint from its surface and haze, which
  /// are nearly the same in all shorter bands (Wang and Shi 2007, doi 10.1364/OE.15.015722, use it
  /// for the atmosphere; Harmel et al. 2018, doi 10.1016/j.rse.2017.10.022, for Sentinel-2's glint).
  /// It is meant for water only: over land it makes nonsense.
  public var glint: BandRole? {
    didSet { if glint != oldValue { indexSteps = [:] } }
  }
  /// What `z(X)` is taken against; without one, an expression with `z` is refused.
  public var baseline: BaselineTerms?
  var graph: StepGraph
  /// Indices that are already in the graph, so that nested ones cost no more than flat ones.
  var indexSteps: [DatedIndex: Int] = [:]
  private(set) var numberOutputs: [Int] = []
  private(set) var conditionOutputs: [Int] = []

  struct DatedIndex: Hashable {
    var name: String
    var date: SceneDate
  }

  /// An empty program whose scenes are all of one sensor.
  ///
  /// - Parameters:
  ///   - minimumSum: where a + b is not above it, `nd(a, b)` is unknown.
  ///   - constants: those of the sensor. Unless told Sentinel-2A's, which is right for checking an
  ///     expression, but not for running it on a scene of another sensor.
  public init(
    catalogue: IndexCatalogue = .builtIn, context: ExpressionContext,
    minimumSum: Float = defaultMinimumSum, constants: IndexConstants = .sentinel2A
  ) {
    self.init(
      catalogue: catalogue, context: context, minimumSum: minimumSum,
      constantsByDate: [.only: constants, .before: constants, .after: constants])
  }

  /// An empty program whose scenes may be of different sensors: each has its own wavelengths.
  ///
  /// - Parameter constantsByDate: those of every date of the context.
  public init(
    catalogue: IndexCatalogue = .builtIn, context: ExpressionContext,
    minimumSum: Float = defaultMinimumSum, constantsByDate: [SceneDate: IndexConstants]
  ) {
    let dates: [SceneDate] = context == .singleScene ? [.only] : [.before, .after]
    precondition(dates.allSatisfy { constantsByDate[$0] != nil }, "a date has no constants")
    self.catalogue = catalogue
    self.context = context
    constants = constantsByDate.filter { dates.contains($0.key) }
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
    return output(number: try step(named: name, date, in: Scope(name), at: 0))
  }

  mutating func output(number step: Int) -> NumberOutput {
    numberOutputs.append(step)
    return NumberOutput(index: numberOutputs.count - 1)
  }

  /// The program of all outputs added so far.
  public func finish() -> Program {
    let (fused, outputs) = graph.fused(for: numberOutputs + conditionOutputs)
    return Program(
      fused, numbers: Array(outputs.prefix(numberOutputs.count)),
      conditions: Array(outputs.dropFirst(numberOutputs.count)))
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
