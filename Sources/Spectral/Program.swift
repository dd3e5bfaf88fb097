/// Expressions compiled into a list of instructions over registers of pixels.
///
/// A pixel where any band that an output reads is unknown is unknown in that output, also where
/// the logic of the expression would not need the band.
public struct Program: Sendable {
  /// The bands it reads, each once, sorted.
  public let inputs: [BandReference]
  /// Constants that stand in registers, after those of the inputs.
  let constants: [Float]
  let instructions: [Instruction]
  /// For every instruction the number output that it makes, if nothing else needs its result: it
  /// may be written where the caller wants it.
  let ownOutputs: [Int?]
  let numberRegisterCount: Int
  let truthRegisterCount: Int
  let minimumSum: Float
  let numberOutputs: [Output]
  let conditionOutputs: [Output]

  struct Output: Hashable, Sendable {
    var register: Int
    /// The inputs it depends on, ascending.
    var inputs: [Int]
  }

  /// Which of `inputs` a number depends on, ascending.
  public func inputs(of output: NumberOutput) -> [Int] { numberOutputs[output.index].inputs }

  /// Which of `inputs` a condition depends on, ascending.
  public func inputs(of output: ConditionOutput) -> [Int] {
    conditionOutputs[output.index].inputs
  }

  /// The program of a graph whose steps `numbers` and `conditions` are the outputs.
  init(_ graph: StepGraph, numbers: [Int], conditions: [Int]) {
    let outputs = numbers + conditions
    let needed = graph.needed(for: outputs)
    let inputs = needed.compactMap { number -> (reference: BandReference, step: Int)? in
      guard case .input(let reference) = graph.steps[number] else { return nil }
      return (reference, number)
    }.sorted { $0.reference < $1.reference }

    var allocator = RegisterAllocator(graph)
    allocator.countUses(of: needed)
    let constantSteps = needed.filter {
      graph.constantValue(of: $0) != nil && (allocator.isUsed($0) || outputs.contains($0))
    }
    allocator.pin(inputs.map(\.step) + constantSteps)
    allocator.pin(outputs)
    let operations = needed.filter { graph.isOperation($0) }
    ownOutputs = operations.map { step in
      outputs.count { $0 == step } == 1 && !allocator.isUsed(step)
        ? numbers.firstIndex(of: step) : nil
    }
    instructions = operations.compactMap { allocator.instruction(for: $0) }

    self.inputs = inputs.map(\.reference)
    constants = constantSteps.compactMap { graph.constantValue(of: $0) }
    numberRegisterCount = allocator.numbers.count
    truthRegisterCount = allocator.truths.count
    minimumSum = graph.minimumSum
    let described = outputs.map { step in
      let used = Set(graph.needed(for: [step]))
      return Output(
        register: allocator.register(of: step),
        inputs: inputs.indices.filter { used.contains(inputs[$0].step) })
    }
    numberOutputs = Array(described.prefix(numbers.count))
    conditionOutputs = Array(described.dropFirst(numbers.count))
  }
}

extension Program: CustomStringConvertible {
  /// A listing for the curious: registers `n` hold numbers, `t` truths.
  public var description: String {
    var lines = inputs.enumerated().map { "n\($0.offset) = \($0.element)" }
    lines += constants.enumerated().map { "n\(inputs.count + $0.offset) = \($0.element)" }
    lines += instructions.map(\.description)
    lines += numberOutputs.map { "number n\($0.register)" }
    lines += conditionOutputs.map { "condition t\($0.register)" }
    return lines.joined(separator: "\n")
  }
}
