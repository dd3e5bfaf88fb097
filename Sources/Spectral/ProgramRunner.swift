import PixelKernels

/// Runs a program on blocks of pixels. Each worker has its own: it owns the registers.
public final class ProgramRunner {
  /// The program it runs.
  public let program: Program
  /// How many pixels it takes at a time.
  public let blockLength: Int
  private let file: RegisterFile
  /// How many pixels the last block had.
  private var count = 0
  private var hasUnknown: [Bool]
  /// The number outputs that other steps need too, that are asked for twice, or that are inputs.
  private let sharedOutputs: [Int]

  /// How many pixels a block has unless told: of 512 to 8192, measured on a rule with eight bands
  /// of 16 bits, the smallest within a twentieth of the fastest. Its registers take about 100 kB.
  public static let defaultBlockLength = 2048

  /// A runner with registers for blocks of at most `blockLength` pixels.
  public init(_ program: Program, blockLength: Int = defaultBlockLength) {
    self.program = program
    self.blockLength = blockLength
    file = RegisterFile(
      numbers: program.numberRegisterCount, truths: program.truthRegisterCount,
      blockLength: blockLength)
    let own = Set(program.ownOutputs.compactMap { $0 })
    sharedOutputs = program.numberOutputs.indices.filter { !own.contains($0) }
    hasUnknown = [Bool](repeating: false, count: program.loadedCount)
    for (position, constant) in program.constants.enumerated() {
      let register = program.loadedCount + position
      file.numbers(register, blockLength).update(repeating: constant)
    }
  }

  /// Loads a block of `count` pixels and calculates all outputs.
  ///
  /// - Parameter load: called once for every input, then every statistic, in order: fills the register with it,
  ///   NaN where a pixel is unknown, and says whether any is. What it leaves is undefined.
  public func run(count: Int, load: (_ input: Int, inout MutableSpan<Float>) -> Bool) {
    begin(count, load)
    for instruction in program.instructions {
      instruction.run(on: file, count: count, minimumSum: program.minimumSum)
    }
    for output in program.numberOutputs {
      var numbers = file.numbers(output.register, count).mutableSpan
      forgetUnobserved(output, in: &numbers)
    }
    decideUnobserved()
  }

  /// Loads a block of `count` pixels, calculates all outputs and writes the numbers straight where
  /// they belong, which saves a copy. `withNumbers` has nothing to lend after it.
  ///
  /// - Parameters:
  ///   - load: as above.
  ///   - place: called once for every number output, in no particular order, with how many outputs
  ///     were added to the program before it: calls `fill` on the memory of `count` pixels that the
  ///     output is wanted in.
  public func run(
    count: Int, load: (_ input: Int, inout MutableSpan<Float>) -> Bool,
    place: (_ output: Int, _ fill: (inout MutableSpan<Float>) -> Void) -> Void
  ) {
    begin(count, load)
    for (instruction, output) in zip(program.instructions, program.ownOutputs) {
      guard let output else {
        instruction.run(on: file, count: count, minimumSum: program.minimumSum)
        continue
      }
      place(output) { numbers in
        precondition(numbers.count == count, "the place of an output has the length of a block")
        instruction.calculate(on: file, minimumSum: program.minimumSum, into: &numbers)
        forgetUnobserved(program.numberOutputs[output], in: &numbers)
      }
    }
    for output in sharedOutputs {
      place(output) { numbers in
        let described = program.numberOutputs[output]
        numbers.copy(file.numbers(described.register, count).span)
        forgetUnobserved(described, in: &numbers)
      }
    }
    decideUnobserved()
  }

  private func begin(_ count: Int, _ load: (_ input: Int, inout MutableSpan<Float>) -> Bool) {
    precondition((0...blockLength).contains(count), "a block has at most \(blockLength) pixels")
    self.count = count
    for input in 0..<program.loadedCount {
      var register = file.numbers(input, count).mutableSpan
      hasUnknown[input] = load(input, &register)
    }
  }

  /// Makes a number unknown wherever a band that it reads is.
  private func forgetUnobserved(_ output: Program.Output, in numbers: inout MutableSpan<Float>) {
    // An input is unknown where it is; a band spread to itself would alias it.
    for input in output.inputs where hasUnknown[input] && input != output.register {
      Unknown.spread(from: file.numbers(input, count).span, to: &numbers)
    }
  }

  /// Makes conditions unknown wherever a band that they read is.
  private func decideUnobserved() {
    for output in program.conditionOutputs {
      for input in output.inputs where hasUnknown[input] {
        var truths = file.truths(output.register, count).mutableSpan
        Unknown.spread(from: file.numbers(input, count).span, to: &truths)
      }
    }
  }

  /// Lends a number of the last block: NaN where it is unknown.
  public func withNumbers<R, E: Error>(
    _ output: NumberOutput, _ body: (Span<Float>) throws(E) -> R
  ) throws(E) -> R {
    try body(file.numbers(program.numberOutputs[output.index].register, count).span)
  }

  /// Lends a condition of the last block, coded as in `Truth`.
  public func withTruths<R, E: Error>(
    _ output: ConditionOutput, _ body: (Span<UInt8>) throws(E) -> R
  ) throws(E) -> R {
    try body(file.truths(program.conditionOutputs[output.index].register, count).span)
  }
}

extension MutableSpan<Float> {
  /// Copies as many numbers as it holds.
  fileprivate mutating func copy(_ numbers: Span<Float>) {
    precondition(numbers.count == count, "the place of an output has the length of a block")
    for i in 0..<count { self[unchecked: i] = numbers[unchecked: i] }
  }
}
