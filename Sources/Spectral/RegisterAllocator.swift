/// Gives every step a register, and frees it after its last use.
struct RegisterAllocator {
  /// One kind of register: which are free, and how many there are.
  struct Pool {
    private(set) var count = 0
    private var free: [Int] = []

    mutating func take() -> Int {
      if let register = free.popLast() { return register }
      count += 1
      return count - 1
    }

    mutating func give(back register: Int) { free.append(register) }
  }

  private let graph: StepGraph
  private(set) var numbers = Pool()
  private(set) var truths = Pool()
  private var registers: [Int: Int] = [:]
  private var usesLeft: [Int: Int] = [:]
  private var pinned: Set<Int> = []

  init(_ graph: StepGraph) { self.graph = graph }

  /// Keeps these steps until the end of the program. Those that no instruction makes, inputs and
  /// constants, get the first registers in this order.
  mutating func pin(_ steps: [Int]) {
    pinned.formUnion(steps)
    for step in steps where registers[step] == nil {
      if case .operation = graph.steps[step] { continue }
      registers[step] = numbers.take()
    }
  }

  /// Counts how often each of the steps is an operand of another one of them that stands in a
  /// register.
  mutating func countUses(of steps: [Int]) {
    for step in steps {
      for operand in graph.registerOperands(of: step) { usesLeft[operand, default: 0] += 1 }
    }
  }

  /// Whether another step still needs this one in a register.
  func isUsed(_ step: Int) -> Bool { usesLeft[step, default: 0] > 0 }

  /// The register of a step that has one.
  func register(of step: Int) -> Int {
    guard let register = registers[step] else { preconditionFailure("no register was given") }
    return register
  }

  /// The instruction that makes a step; nil for an input or a constant.
  ///
  /// The destination is taken before the operands are freed, so that it is none of them.
  mutating func instruction(for step: Int) -> Instruction? {
    guard case .operation(let opcode, let all) = graph.steps[step] else { return nil }
    let operands = graph.registerOperands(of: step)
    let destination = opcode.result == .number ? numbers.take() : truths.take()
    registers[step] = destination
    for operand in operands {
      usesLeft[operand, default: 0] -= 1
      if usesLeft[operand] == 0, !pinned.contains(operand) { free(operand) }
    }
    let constants = zip(opcode.operands, all).filter { $0.0 == .constant }
    return Instruction(
      opcode: opcode, destination: destination, sources: operands.map { register(of: $0) },
      constants: constants.compactMap { graph.constantValue(of: $0.1) })
  }

  private mutating func free(_ step: Int) {
    switch graph.kind(of: step) {
    case .number: numbers.give(back: register(of: step))
    case .condition: truths.give(back: register(of: step))
    }
  }
}
