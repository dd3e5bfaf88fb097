/// The steps of all outputs before they have registers, each distinct one once.
///
/// Steps are numbered as they come, so that a step's operands always have smaller numbers.
struct StepGraph {
  enum Step: Hashable {
    case input(BandReference)
    case statistic(BaselineStatistic)
    /// By its bits, since NaN does not equal itself.
    case constant(bits: UInt32)
    case operation(Opcode, [Int])
  }

  private(set) var steps: [Step] = []
  private var numbers: [Step: Int] = [:]
  /// Below which sum a normalised difference is unknown.
  let minimumSum: Float

  init(minimumSum: Float) { self.minimumSum = minimumSum }

  /// The number of a step, which is new only if there is none like it.
  mutating func number(of step: Step) -> Int {
    if let number = numbers[step] { return number }
    steps.append(step)
    numbers[step] = steps.count - 1
    return steps.count - 1
  }

  mutating func constant(_ value: Float) -> Int {
    number(of: .constant(bits: value.bitPattern))
  }

  /// The value of a step that does not depend on a pixel.
  func constantValue(of number: Int) -> Float? {
    guard case .constant(let bits) = steps[number] else { return nil }
    return Float(bitPattern: bits)
  }

  /// An operation on earlier steps. One on constants is done at once, and small powers become
  /// products, which are many times as fast.
  mutating func operation(_ opcode: Opcode, _ operands: Int...) -> Int {
    let constants = operands.compactMap { constantValue(of: $0) }
    if opcode.result == .number, constants.count == operands.count {
      return constant(value(of: opcode, on: constants))
    }
    if opcode == .power, let exponent = constantValue(of: operands[1]) {
      let base = operands[0]
      switch exponent {
      case 0.5: return operation(.squareRoot, base)
      case 1: return base
      case 2: return operation(.multiply, base, base)
      case 3: return operation(.multiply, operation(.multiply, base, base), base)
      default: break
      }
    }
    return number(of: .operation(opcode, operands))
  }

  /// Runs the very instruction on a block of one pixel.
  private func value(of opcode: Opcode, on constants: [Float]) -> Float {
    let file = RegisterFile(numbers: constants.count + 1, truths: 0, blockLength: 1)
    for (register, value) in constants.enumerated() { file.numbers(register, 1)[0] = value }
    let instruction = Instruction(
      opcode: opcode, destination: constants.count, sources: Array(constants.indices))
    instruction.run(on: file, count: 1, minimumSum: minimumSum)
    return file.numbers(constants.count, 1)[0]
  }

  /// Whether the result of a step is a number or a condition.
  func kind(of number: Int) -> ExpressionKind {
    if case .operation(let opcode, _) = steps[number] { opcode.result } else { .number }
  }

  /// Whether an instruction makes the step: it is neither an input nor a constant.
  func isOperation(_ number: Int) -> Bool {
    if case .operation = steps[number] { true } else { false }
  }

  /// The operands of a step that stand in registers, and not in the instruction; none if it is no
  /// operation.
  func registerOperands(of number: Int) -> [Int] {
    guard case .operation(let opcode, let operands) = steps[number] else { return [] }
    return zip(opcode.operands, operands).filter { $0.0 != .constant }.map(\.1)
  }

  /// The steps that these ones need, themselves included, in ascending order.
  func needed(for numbers: [Int]) -> [Int] {
    var isNeeded = [Bool](repeating: false, count: steps.count)
    for number in numbers { isNeeded[number] = true }
    for number in steps.indices.reversed() where isNeeded[number] {
      guard case .operation(_, let operands) = steps[number] else { continue }
      for operand in operands { isNeeded[operand] = true }
    }
    return steps.indices.filter { isNeeded[$0] }
  }
}
