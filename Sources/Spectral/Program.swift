/// Expressions compiled into a list of instructions over registers of pixels.
///
/// A pixel where any band that an output reads is unknown is unknown in that output, also where
/// the logic of the expression would not need the band.
public struct Program: Sendable {
  /// The bands it reads, each once, sorted.
  public let inputs: [BandReference]
  /// What it reads of a baseline, each once, sorted; they are numbered after the inputs.
  public let statistics: [BaselineStatistic]
  /// Constants that stand in registers, after those of the inputs and statistics.
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
    /// The inputs and statistics it depends on, ascending.
    var inputs: [Int]
  }

  /// How many registers are loaded: of inputs and, after them, of statistics.
  public var loadedCount: Int { inputs.count + statistics.count }

  /// Which of `inputs` a number depends on, ascending.
  public func inputs(of output: NumberOutput) -> [Int] {
    numberOutputs[output.index].inputs.filter { $0 < inputs.count }
  }

  /// Which of `inputs` a condition depends on, ascending.
  public func inputs(of output: ConditionOutput) -> [Int] {
    conditionOutputs[output.index].inputs.filter { $0 < inputs.count }
  }

  /// The program of a graph whose steps `numbers` and `conditions` are the outputs.
  init(_ graph: StepGraph, numbers: [Int], conditions: [Int]) {
    let outputs = numbers + conditions
    let needed = graph.needed(for: outputs)
    let inputs = needed.compactMap { number -> (reference: BandReference, step: Int)? in
      guard case .input(let reference) = graph.steps[number] else { return nil }
      return (reference, number)
    }.sorted { $0.reference < $1.reference }
    let statistics = needed.compactMap { number -> (statistic: BaselineStatistic, step: Int)? in
      guard case .statistic(let statistic) = graph.steps[number] else { return nil }
      return (statistic, number)
    }.sorted { $0.statistic < $1.statistic }
    let loaded = inputs.map(\.step) + statistics.map(\.step)

    var allocator = RegisterAllocator(graph)
    allocator.countUses(of: needed)
    let constantSteps = needed.filter {
      graph.constantValue(of: $0) != nil && (allocator.isUsed($0) || outputs.contains($0))
    }
    allocator.pin(loaded + constantSteps)
    allocator.pin(outputs)
    let operations = needed.filter { graph.isOperation($0) }
    ownOutputs = operations.map { step in
      outputs.count { $0 == step } == 1 && !allocator.isUsed(step)
        ? numbers.firstIndex(of: step) : nil
    }
    instructions = operations.compactMap { allocator.instruction(for: $0) }

    self.inputs = inputs.map(\.reference)
    self.statistics = statistics.map(\.statistic)
    constants = constantSteps.compactMap { graph.constantValue(of: $0) }
    numberRegisterCount = allocator.numbers.count
    truthRegisterCount = allocator.truths.count
    minimumSum = graph.minimumSum
    let described = outputs.map { step in
      let used = Set(graph.needed(for: [step]))
      return Output(
        register: allocator.register(of: step),
        inputs: loaded.indices.filter { used.contains(loaded[$0]) })
    }
    numberOutputs = Array(described.prefix(numbers.count))
    conditionOutputs = Array(described.dropFirst(numbers.count))
  }
}

extension Program: CustomStringConvertible {
  /// A listing for the curious: registers `n` hold numbers, `t` truths.
  public var description: String {
    var lines = inputs.enumerated().map { "n\($0.offset) = \($0.element)" }
    lines += statistics.enumerated().map { "n\(inputs.count + $0.offset) = \($0.element)" }
    lines += constants.enumerated().map { "n\(loadedCount + $0.offset) = \($0.element)" }
    lines += instructions.map(\.description)
    lines += numberOutputs.map { "number n\($0.register)" }
    lines += conditionOutputs.map { "condition t\($0.register)" }
    return lines.joined(separator: "\n")
  }
}
