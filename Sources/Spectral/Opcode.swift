import PixelKernels

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
  case select = "where"
  case less = "<"
  case lessOrEqual = "<="
  case equal = "=="
  case and, or, not

  /// What its result is.
  var result: ExpressionKind {
    switch self {
    case .less, .lessOrEqual, .equal, .and, .or, .not: .condition
    default: .number
    }
  }

  /// What its operand at `position` is.
  func operand(at position: Int) -> ExpressionKind {
    switch self {
    case .and, .or, .not: .condition
    case .select: position == 0 ? .condition : .number
    default: .number
    }
  }
}

/// An opcode with the registers it reads and writes. It never writes one that it reads.
struct Instruction: Hashable, Sendable {
  var opcode: Opcode
  var destination: Int
  var sources: [Int]

  /// Runs it on the first `count` pixels.
  func run(on file: RegisterFile, count: Int, minimumSum: Float) {
    switch opcode {
    case .negate: map(Arithmetic.negate, file, count)
    case .absolute: map(Arithmetic.absolute, file, count)
    case .squareRoot: map(Arithmetic.squareRoot, file, count)
    case .exponential: map(Arithmetic.exponential, file, count)
    case .logarithm: map(Arithmetic.logarithm, file, count)
    case .add: map(Arithmetic.add, file, count)
    case .subtract: map(Arithmetic.subtract, file, count)
    case .multiply: map(Arithmetic.multiply, file, count)
    case .divide: map(Arithmetic.divide, file, count)
    case .power: map(Arithmetic.power, file, count)
    case .minimum: map(Arithmetic.minimum, file, count)
    case .maximum: map(Arithmetic.maximum, file, count)
    case .angle: map(Arithmetic.angle, file, count)
    case .squaredDifference: map(Arithmetic.squaredDifference, file, count)
    case .less: map(Truth.less, file, count)
    case .lessOrEqual: map(Truth.lessOrEqual, file, count)
    case .equal: map(Truth.equal, file, count)
    case .and: map(Truth.and, file, count)
    case .or: map(Truth.or, file, count)
    case .normalizedDifference:
      var out = file.numbers(destination, count).mutableSpan
      Arithmetic.normalizedDifference(
        file.numbers(sources[0], count).span, file.numbers(sources[1], count).span,
        minimumSum: minimumSum, into: &out)
    case .addSquaredDifference:
      var out = file.numbers(destination, count).mutableSpan
      Arithmetic.addSquaredDifference(
        file.numbers(sources[0], count).span, file.numbers(sources[1], count).span,
        file.numbers(sources[2], count).span, into: &out)
    case .select:
      var out = file.numbers(destination, count).mutableSpan
      Truth.select(
        file.truths(sources[0], count).span, file.numbers(sources[1], count).span,
        file.numbers(sources[2], count).span, into: &out)
    case .not:
      var out = file.truths(destination, count).mutableSpan
      Truth.not(file.truths(sources[0], count).span, into: &out)
    }
  }

  private func map(
    _ kernel: (Span<Float>, inout MutableSpan<Float>) -> Void, _ file: RegisterFile, _ count: Int
  ) {
    var out = file.numbers(destination, count).mutableSpan
    kernel(file.numbers(sources[0], count).span, &out)
  }

  private func map(
    _ kernel: (Span<Float>, Span<Float>, inout MutableSpan<Float>) -> Void,
    _ file: RegisterFile, _ count: Int
  ) {
    var out = file.numbers(destination, count).mutableSpan
    kernel(file.numbers(sources[0], count).span, file.numbers(sources[1], count).span, &out)
  }

  private func map(
    _ kernel: (Span<Float>, Span<Float>, inout MutableSpan<UInt8>) -> Void,
    _ file: RegisterFile, _ count: Int
  ) {
    var out = file.truths(destination, count).mutableSpan
    kernel(file.numbers(sources[0], count).span, file.numbers(sources[1], count).span, &out)
  }

  private func map(
    _ kernel: (Span<UInt8>, Span<UInt8>, inout MutableSpan<UInt8>) -> Void,
    _ file: RegisterFile, _ count: Int
  ) {
    var out = file.truths(destination, count).mutableSpan
    kernel(file.truths(sources[0], count).span, file.truths(sources[1], count).span, &out)
  }
}
