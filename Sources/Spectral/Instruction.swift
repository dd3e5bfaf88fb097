import PixelKernels

/// An opcode with the registers it reads and writes. It never writes one that it reads.
///
/// Operands stand in fields and not in arrays, which would be counted references: one more and one
/// less for each instruction and block cost as much as a tenth of the arithmetic.
struct Instruction: Hashable, Sendable {
  let opcode: Opcode
  let destination: Int
  /// The registers of the first, second and third operand that has one.
  private let a, b, c: Int
  /// The first and second operand that is a constant.
  private let p, q: Float

  /// An instruction; registers and constants in the order of the opcode's operands.
  init(opcode: Opcode, destination: Int, sources: [Int], constants: [Float] = []) {
    precondition(
      sources.count == opcode.operands.count { $0 != .constant }
        && constants.count == opcode.operands.count { $0 == .constant },
      "operands do not fit the opcode")
    self.opcode = opcode
    self.destination = destination
    let register = { (place: Int) in place < sources.count ? sources[place] : 0 }
    (a, b, c) = (register(0), register(1), register(2))
    let constant = { (place: Int) in place < constants.count ? constants[place] : 0 }
    (p, q) = (constant(0), constant(1))
  }

  /// The registers it reads, in the order of the operands.
  var sources: [Int] { Array([a, b, c].prefix(opcode.operands.count { $0 != .constant })) }

  /// The constants it holds, in the order of the operands.
  var constants: [Float] { Array([p, q].prefix(opcode.operands.count { $0 == .constant })) }

  /// Runs it on the first `count` pixels.
  func run(on file: RegisterFile, count: Int, minimumSum: Float) {
    switch opcode.result {
    case .number:
      var out = file.numbers(destination, count).mutableSpan
      calculate(on: file, minimumSum: minimumSum, into: &out)
    case .condition:
      var out = file.truths(destination, count).mutableSpan
      decide(on: file, into: &out)
    }
  }

  /// Calculates as many pixels as `out` holds, which may lie outside the registers.
  func calculate(on file: RegisterFile, minimumSum: Float, into out: inout MutableSpan<Float>) {
    let count = out.count
    func numbers(_ register: Int) -> UnsafeMutableBufferPointer<Float> {
      file.numbers(register, count)
    }
    switch opcode {
    case .negate: Arithmetic.negate(numbers(a).span, into: &out)
    case .absolute: Arithmetic.absolute(numbers(a).span, into: &out)
    case .squareRoot: Arithmetic.squareRoot(numbers(a).span, into: &out)
    case .exponential: Arithmetic.exponential(numbers(a).span, into: &out)
    case .logarithm: Arithmetic.logarithm(numbers(a).span, into: &out)
    case .add: Arithmetic.add(numbers(a).span, numbers(b).span, into: &out)
    case .subtract: Arithmetic.subtract(numbers(a).span, numbers(b).span, into: &out)
    case .multiply: Arithmetic.multiply(numbers(a).span, numbers(b).span, into: &out)
    case .divide: Arithmetic.divide(numbers(a).span, numbers(b).span, into: &out)
    case .power: Arithmetic.power(numbers(a).span, numbers(b).span, into: &out)
    case .minimum: Arithmetic.minimum(numbers(a).span, numbers(b).span, into: &out)
    case .maximum: Arithmetic.maximum(numbers(a).span, numbers(b).span, into: &out)
    case .angle: Arithmetic.angle(y: numbers(a).span, x: numbers(b).span, into: &out)
    case .normalizedDifference:
      Arithmetic.normalizedDifference(
        numbers(a).span, numbers(b).span, minimumSum: minimumSum, into: &out)
    case .squaredDifference:
      Arithmetic.squaredDifference(numbers(a).span, numbers(b).span, into: &out)
    case .addSquaredDifference:
      Arithmetic.addSquaredDifference(numbers(a).span, numbers(b).span, numbers(c).span, into: &out)
    case .linear: Arithmetic.linear(numbers(a).span, times: p, plus: q, into: &out)
    case .weightedSum:
      Arithmetic.weightedSum(numbers(a).span, times: p, plus: numbers(b).span, times: q, into: &out)
    case .select:
      Truth.select(file.truths(a, count).span, numbers(b).span, numbers(c).span, into: &out)
    case .less, .lessOrEqual, .equal, .and, .or, .not:
      preconditionFailure("the result is a condition")
    }
  }

  /// Decides as many pixels as `out` holds.
  func decide(on file: RegisterFile, into out: inout MutableSpan<UInt8>) {
    let count = out.count
    func numbers(_ register: Int) -> UnsafeMutableBufferPointer<Float> {
      file.numbers(register, count)
    }
    func truths(_ register: Int) -> UnsafeMutableBufferPointer<UInt8> {
      file.truths(register, count)
    }
    switch opcode {
    case .less: Truth.less(numbers(a).span, numbers(b).span, into: &out)
    case .lessOrEqual: Truth.lessOrEqual(numbers(a).span, numbers(b).span, into: &out)
    case .equal: Truth.equal(numbers(a).span, numbers(b).span, into: &out)
    case .and: Truth.and(truths(a).span, truths(b).span, into: &out)
    case .or: Truth.or(truths(a).span, truths(b).span, into: &out)
    case .not: Truth.not(truths(a).span, into: &out)
    default: preconditionFailure("the result is a number")
    }
  }
}

extension Instruction: CustomStringConvertible {
  var description: String {
    var registers = sources[...]
    var values = constants[...]
    let operands = opcode.operands.map { operand in
      switch operand {
      case .number: "n\(registers.removeFirst())"
      case .condition: "t\(registers.removeFirst())"
      case .constant: "\(values.removeFirst())"
      }
    }
    let result = opcode.result == .number ? "n" : "t"
    return "\(result)\(destination) = \(opcode.rawValue)(\(operands.joined(separator: ", ")))"
  }
}
