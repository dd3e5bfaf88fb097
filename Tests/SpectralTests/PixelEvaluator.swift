import Foundation

@testable import Spectral

/// A naive walk over the parsed expression for one pixel in `Double`, with nil for unknown: the
/// language as its documentation says it, without programs, registers or blocks.
struct PixelEvaluator {
  var bands: [BandReference: Double?]
  var catalogue = IndexCatalogue.builtIn
  var minimumSum = 0.005
  var constants = IndexConstants.sentinel2A

  func number(_ node: ExpressionNode, date: SceneDate? = nil) -> Double? {
    switch node.content {
    case .number(let value): return value
    case .name(let name): return named(name, date ?? .only)
    case .dated(.before, let name): return named(name, .before)
    case .dated(.after, let name): return named(name, .after)
    case .dated(.change, let name): return both(named(name, .after), named(name, .before), -)
    case .negative(let a): return number(a, date: date).map { -$0 }
    case .arithmetic(let sign, let a, let b):
      return both(number(a, date: date), number(b, date: date)) { a, b in
        switch sign {
        case .add: a + b
        case .subtract: a - b
        case .multiply: a * b
        case .divide: a / b
        case .power: pow(a, b)
        }
      }
    case .call(.conditional, let parts):
      guard let holds = condition(parts[0], date: date) else { return nil }
      return number(holds ? parts[1] : parts[2], date: date)
    case .call(.distance, let roles):
      let squares = roles.map { role -> Double? in
        guard case .name(let name) = role.content else { return nil }
        return both(named(name, .after), named(name, .before)) { ($0 - $1) * ($0 - $1) }
      }
      return squares.contains(nil) ? nil : squares.compactMap { $0 }.reduce(0, +).squareRoot()
    case .call(let function, let arguments):
      let all = arguments.map { number($0, date: date) }
      return all.contains(nil) ? nil : finite(value(function, all.compactMap { $0 }))
    case .comparison, .and, .or, .not: return nil
    }
  }

  func condition(_ node: ExpressionNode, date: SceneDate? = nil) -> Bool? {
    switch node.content {
    case .comparison(let sign, let a, let b):
      guard let a = number(a, date: date), let b = number(b, date: date) else { return nil }
      switch sign {
      case .less: return a < b
      case .lessOrEqual: return a <= b
      case .greater: return a > b
      case .greaterOrEqual: return a >= b
      case .equal: return a == b
      case .notEqual: return a != b
      }
    case .not(let a): return condition(a, date: date).map { !$0 }
    case .and(let a, let b):
      let (a, b) = (condition(a, date: date), condition(b, date: date))
      return a == false || b == false ? false : a == nil || b == nil ? nil : true
    case .or(let a, let b):
      let (a, b) = (condition(a, date: date), condition(b, date: date))
      return a == true || b == true ? true : a == nil || b == nil ? nil : false
    default: return nil
    }
  }

  private func named(_ name: String, _ date: SceneDate) -> Double? {
    if let role = BandRole(name: name) {
      return bands[BandReference(date: date, role: role), default: nil]
    }
    if let constant = constants[name] { return constant }
    return catalogue[name].flatMap { number($0.formula.root, date: date) }
  }

  private func value(_ function: FormulaFunction, _ x: [Double]) -> Double {
    switch function {
    case .abs: abs(x[0])
    case .sqrt: x[0].squareRoot()
    case .exp: exp(x[0])
    case .log: log(x[0])
    case .min: x.min() ?? .nan
    case .max: x.max() ?? .nan
    case .clamp: min(max(x[0], x[1]), x[2])
    case .normalizedDifference: x[0] + x[1] > minimumSum ? (x[0] - x[1]) / (x[0] + x[1]) : .nan
    case .angle:
      x[0] == 0 && x[1] == 0
        ? .nan : (atan2(x[0], x[1]) * 180 / .pi + 360).truncatingRemainder(dividingBy: 360)
    case .conditional, .distance, .baselineScore: .nan
    }
  }

  private func both(_ a: Double?, _ b: Double?, _ f: (Double, Double) -> Double) -> Double? {
    guard let a, let b else { return nil }
    return finite(f(a, b))
  }

  private func finite(_ value: Double) -> Double? { value.isFinite ? value : nil }
}

/// Runs programs on pixels given one by one; a band is nil where it is unknown.
enum Pixels {
  static func numbers(
    _ source: String, _ context: ExpressionContext = .singleScene, minimumSum: Float = 0.005,
    catalogue: IndexCatalogue = .builtIn, constants: IndexConstants = .sentinel2A,
    of pixels: [[BandReference: Double?]]
  ) throws -> [Float] {
    var builder = ProgramBuilder(
      catalogue: catalogue, context: context, minimumSum: minimumSum, constants: constants)
    let output = try builder.number(Expression(parsing: source))
    let runner = run(builder.finish(), pixels)
    return runner.withNumbers(output) { span in span.indices.map { span[$0] } }
  }

  static func truths(
    _ source: String, _ context: ExpressionContext = .singleScene,
    of pixels: [[BandReference: Double?]]
  ) throws -> [UInt8] {
    var builder = ProgramBuilder(context: context)
    let output = try builder.condition(Expression(parsing: source))
    let runner = run(builder.finish(), pixels)
    return runner.withTruths(output) { span in span.indices.map { span[$0] } }
  }

  static func run(_ program: Program, _ pixels: [[BandReference: Double?]]) -> ProgramRunner {
    let runner = ProgramRunner(program, blockLength: max(1, pixels.count))
    load(pixels, into: runner)
    return runner
  }

  static func load(_ pixels: [[BandReference: Double?]], into runner: ProgramRunner) {
    runner.run(count: pixels.count) { input, register in
      var anyUnknown = false
      for (i, pixel) in pixels.enumerated() {
        let value = pixel[runner.program.inputs[input], default: nil]
        register[i] = value.map { Float($0) } ?? .nan
        anyUnknown = anyUnknown || value == nil
      }
      return anyUnknown
    }
  }

  /// A pixel of one scene from its bands by role.
  static func scene(_ bands: [BandRole: Double?]) -> [BandReference: Double?] {
    Dictionary(
      uniqueKeysWithValues: bands.map { (BandReference(date: .only, role: $0.key), $0.value) })
  }
}
