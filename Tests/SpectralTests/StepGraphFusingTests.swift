import Testing

@testable import Spectral

@Suite("Fusing")
struct StepGraphFusingTests {
  /// Zeros of both signs, what overflows and what vanishes, and reflectances.
  static let values: [Float] = [
    0, -0.0, 0.25, -0.25, 0.1, 0.3, 1, 3, .nan, 2e38, -2e38, 1e-38, .leastNonzeroMagnitude,
    .greatestFiniteMagnitude,
  ]

  /// The results of a program on all triples of the values, as bits; NaN is one.
  func results(_ program: Program) -> [[UInt32]] {
    let count = Self.values.count * Self.values.count * Self.values.count
    let runner = ProgramRunner(program, blockLength: count)
    runner.run(count: count) { input, register in
      var every = 1
      for _ in 0..<input { every *= Self.values.count }
      for i in 0..<count { register[i] = Self.values[i / every % Self.values.count] }
      return true
    }
    return program.numberOutputs.indices.map { output in
      runner.withNumbers(NumberOutput(index: output)) { span in
        span.indices.map { span[$0].isNaN ? Float.nan.bitPattern : span[$0].bitPattern }
      }
    }
  }

  static let sources = [
    "red * 3", "3 * red", "red * -1", "red + 0.5", "0.5 + red", "red + 0", "red - 0", "0 - red",
    "red - 0.5", "0.5 - red", "red * 2 + 1", "1 - 2 * red", "2 * red - 1", "red * 0 + nir",
    "2 * red + 3 * nir", "2 * red - 3 * nir", "red - 3 * nir", "3 * red - nir", "red + 3 * nir",
    "-1 * red + nir", "nir - -1 * red", "red * 2 * 3 + nir", "(red + 1) * 2 - (nir + 1) * 3",
    "4 * (red - nir) - (0.25 * red + 2.75 * blue)",
    "2.5 * (nir - red) / (nir + 6 * red - 7.5 * blue + 1)",
    "red * 1e38 - 1e38", "1e38 * red - 1e38 * nir", "(red * 1e38 + nir) * 1e-38", "red + red * 2",
    "nir - (red + -0.0 * nir)", "red * (1e38 * 1e38) + nir",
  ]

  @Test("keeps every bit, unknown results among them", arguments: sources)
  func bits(_ source: String) throws {
    var builder = ProgramBuilder(context: .singleScene)
    _ = try builder.number(Expression(parsing: source))
    // All three bands in every program, so that the triples are the same.
    _ = try builder.number(Expression(parsing: "blue / red / nir"))
    let unfused = Program(
      builder.graph, numbers: builder.numberOutputs, conditions: builder.conditionOutputs)
    #expect(unfused.instructions.allSatisfy { $0.constants.isEmpty })
    #expect(results(builder.finish()) == results(unfused))
  }

  @Test(
    "makes one pass of what was several",
    arguments: [
      ("red * 3", [Opcode.linear]), ("1 - 2 * red", [.linear]), ("red + 3 * nir", [.weightedSum]),
      ("red + nir", [.add]), ("red - nir", [.subtract]), ("red * nir", [.multiply]),
      ("4 * (red - nir) - (0.25 * red + 2.75 * blue)", [.subtract, .weightedSum, .weightedSum]),
      ("red / 3 + nir", [.divide, .add]),
    ])
  func passes(_ source: String, _ opcodes: [Opcode]) throws {
    var builder = ProgramBuilder(context: .singleScene)
    _ = try builder.number(Expression(parsing: source))
    #expect(builder.finish().instructions.map(\.opcode) == opcodes)
  }

  @Test("a product that is wanted itself is calculated in its sums again")
  func shared() throws {
    var builder = ProgramBuilder(context: .singleScene)
    for source in ["red * 3", "red * 3 + nir"] {
      _ = try builder.number(Expression(parsing: source))
    }
    #expect(builder.finish().instructions.map(\.opcode) == [.linear, .weightedSum])
  }
}
