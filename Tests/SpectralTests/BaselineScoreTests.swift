import Testing

@testable import Spectral

@Suite("z(X)")
struct BaselineScoreTests {
  private func builder(_ context: ExpressionContext, names: Set<String>? = ["NDVI", "nir"])
    -> ProgramBuilder
  {
    var builder = ProgramBuilder(context: context)
    builder.baseline = BaselineTerms(names: names)
    return builder
  }

  private func scores(
    _ source: String, _ context: ExpressionContext, value: [Float], median: [Float],
    scale: [Float], count: [Float]
  ) throws -> [Float] {
    var builder = builder(context)
    let output = try builder.number(try Expression(parsing: source))
    let program = builder.finish()
    let runner = ProgramRunner(program, blockLength: 16)
    let registers = program.inputs.map { _ in value } + [median, scale, count]
    #expect(program.loadedCount == registers.count)
    runner.run(count: value.count) { input, register in
      for i in 0..<value.count { register[i] = registers[input][i] }
      return registers[input].contains { $0.isNaN }
    }
    return runner.withNumbers(output) { numbers in (0..<numbers.count).map { numbers[$0] } }
  }

  @Test("is the distance from the median in scales, and unknown with fewer than four dates")
  func values() throws {
    for (source, context) in [("z(nir)", .singleScene), ("z(N)", .twoDates)]
      as [(String, ExpressionContext)]
    {
      let z = try scores(
        source, context, value: [0.5, 0.1, 0.3, .nan, 0.3], median: [0.4, 0.4, 0.4, 0.4, .nan],
        scale: [0.05, 0.1, 0.1, 0.1, 0.1], count: [4, 9, 3, 9, 0])
      #expect(abs(z[0] - 2) < 1e-5 && abs(z[1] + 3) < 1e-5)
      #expect(z[2].isNaN && z[3].isNaN && z[4].isNaN)
    }
  }

  @Test("reads the later of two scenes, and three layers of the baseline")
  func inputs() throws {
    var builder = builder(.twoDates)
    _ = try builder.condition(try Expression(parsing: "z(NDVI) < -3"))
    let program = builder.finish()
    #expect(program.inputs.map(\.description) == ["after.red", "after.nir"])
    #expect(program.statistics.map(\.bandName) == ["NDVI_median", "NDVI_scale", "NDVI_count"])
  }

  @Test(
    "is refused where the baseline cannot serve it",
    arguments: [
      ("z(MNDWI) > 3", "the baseline does not hold MNDWI"),
      ("z(after.NDVI) > 3", "z takes the bare name of an index or a band, as in z(NDVI)"),
      ("z(NDVI + 1) > 3", "z takes the bare name of an index or a band, as in z(NDVI)"),
    ])
  func refused(source: String, message: String) throws {
    let expression = try Expression(parsing: source)
    var builder = builder(.twoDates)
    #expect {
      _ = try builder.condition(expression)
    } throws: { ($0 as? ExpressionError)?.message == message }
  }
}
