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
    hasUnknown = [Bool](repeating: false, count: program.inputs.count)
    for (position, constant) in program.constants.enumerated() {
      let register = program.inputs.count + position
      file.numbers(register, blockLength).update(repeating: constant)
    }
  }

  /// Loads a block of `count` pixels and calculates all outputs.
  ///
  /// - Parameter load: called once for every input, in order: fills the register with that band,
  ///   NaN where a pixel is unknown, and says whether any is. What it leaves is undefined.
  public func run(count: Int, load: (_ input: Int, inout MutableSpan<Float>) -> Bool) {
    precondition((0...blockLength).contains(count), "a block has at most \(blockLength) pixels")
    self.count = count
    for input in program.inputs.indices {
      var register = file.numbers(input, count).mutableSpan
      hasUnknown[input] = load(input, &register)
    }
    for instruction in program.instructions {
      instruction.run(on: file, count: count, minimumSum: program.minimumSum)
    }
    for output in program.numberOutputs { forgetUnobserved(output, isCondition: false) }
    for output in program.conditionOutputs { forgetUnobserved(output, isCondition: true) }
  }

  /// Makes an output unknown wherever a band that it reads is.
  private func forgetUnobserved(_ output: Program.Output, isCondition: Bool) {
    for input in output.inputs where hasUnknown[input] {
      let band = file.numbers(input, count).span
      if isCondition {
        var truths = file.truths(output.register, count).mutableSpan
        Unknown.spread(from: band, to: &truths)
      } else if output.register != input {
        var numbers = file.numbers(output.register, count).mutableSpan
        Unknown.spread(from: band, to: &numbers)
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
