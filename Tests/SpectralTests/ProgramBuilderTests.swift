import Testing

@testable import Spectral

@Suite("Names in programs")
struct ProgramBuilderTests {
  func error(
    _ source: String, _ context: ExpressionContext, catalogue: IndexCatalogue = .builtIn
  ) throws -> ExpressionError {
    let expression = try Expression(parsing: source)
    var builder = ProgramBuilder(catalogue: catalogue, context: context)
    return try #require(throws: ExpressionError.self) {
      switch expression.kindOfResult {
      case .number: _ = try builder.number(expression)
      case .condition: _ = try builder.condition(expression)
      }
    }
  }

  @Test(
    "are refused where they say too little or too much",
    arguments: [
      ("MNDWl > 0", ExpressionContext.singleScene, "unknown name MNDWl: did you mean MNDWI?", 0),
      ("1 + gren", .singleScene, "unknown name gren: did you mean green?", 4),
      ("1 + qqqqqq", .singleScene, "unknown name qqqqqq", 4),
      ("1 + before.gren", .twoDates, "unknown name gren: did you mean green?", 4),
      ("gren", .twoDates, "unknown name gren: did you mean green?", 0),
      (
        "before.green", .singleScene, "there is only one scene here: write green without before.", 0
      ),
      ("change.NDVI", .singleScene, "there is only one scene here: write NDVI without change.", 0),
      ("1 + green", .twoDates, "which scene? say before.green, after.green or change.green", 4),
      ("NDVI < 0", .twoDates, "which scene? say before.NDVI, after.NDVI or change.NDVI", 0),
      ("distance(green)", .singleScene, "distance needs two scenes, and there is only one here", 0),
      (
        "distance(green, NDVI)", .twoDates,
        "distance takes bare band roles, as in distance(green, red)", 16
      ),
      (
        "distance(before.green)", .twoDates,
        "distance takes bare band roles, as in distance(green, red)", 9
      ),
      (
        "distance(gren)", .twoDates,
        "unknown role gren: did you mean green?; "
          + "distance takes bare band roles, as in distance(green, red)", 9
      ),
      ("z(NDVI)", .singleScene, "z needs a baseline", 0),
      ("z(before.NDVI) > 3", .twoDates, "z needs a baseline", 0),
    ])
  func refusals(
    _ source: String, _ context: ExpressionContext, _ message: String, _ offset: Int
  ) throws {
    let error = try error(source, context)
    #expect(error.message == message)
    #expect(error.offset == offset)
  }

  @Test("a condition is no number, and the other way round") func kinds() throws {
    var builder = ProgramBuilder(context: .singleScene)
    let number = try Expression(parsing: "green + 1")
    let condition = try Expression(parsing: "green > 1")
    #expect(throws: ExpressionError.self) { _ = try builder.condition(number) }
    #expect(throws: ExpressionError.self) { _ = try builder.number(condition) }
    #expect(throws: ExpressionError.self) { _ = try builder.number(index: "NOPE", date: .only) }
  }

  @Test("inputs are sorted, each once, and every output knows its own")
  func inputs() throws {
    var builder = ProgramBuilder(context: .twoDates)
    let lost = try builder.condition(
      Expression(parsing: "after.MNDWI < 0 and before.MNDWI > 0 and distance(red) > 0.1"))
    let green = try builder.number(index: "green", date: .before)
    let ndvi = try builder.number(index: "NDVI", date: .after)
    let nothing = try builder.number(Expression(parsing: "1 + 1"))
    let program = builder.finish()
    #expect(
      program.inputs.map(\.description) == [
        "before.green", "before.red", "before.swir16",
        "after.green", "after.red", "after.nir", "after.swir16",
      ])
    #expect(program.inputs(of: lost) == [0, 1, 2, 3, 4, 6])
    #expect(program.inputs(of: green) == [0])
    #expect(program.inputs(of: ndvi) == [4, 5])
    #expect(program.inputs(of: nothing) == [])
  }

  @Test("what expressions have in common is calculated once")
  func commonSteps() throws {
    var builder = ProgramBuilder(context: .twoDates)
    for source in ["before.MNDWI > 0", "nd(before.G, before.S1) > 0", "before.MNDWI > 0.2"] {
      _ = try builder.condition(Expression(parsing: source))
    }
    _ = try builder.number(Expression(parsing: "change.MNDWI"))
    let opcodes = builder.finish().instructions.map(\.opcode)
    #expect(opcodes.filter { $0 == .normalizedDifference }.count == 2)
    #expect(opcodes.filter { $0 == .less }.count == 2)
  }

  @Test("constants are folded, small powers and distances against numbers made cheap")
  func folding() throws {
    var builder = ProgramBuilder(context: .twoDates)
    _ = try builder.number(Expression(parsing: "before.nir * (2 + 3 * 4) ^ 2"))
    #expect(builder.finish().instructions.map(\.opcode) == [.linear])
    #expect(builder.finish().instructions[0].constants == [196, 0])
    #expect(builder.finish().constants.isEmpty)
    builder = ProgramBuilder(context: .twoDates)
    _ = try builder.number(Expression(parsing: "before.nir ^ 3 + before.red ^ 0.5"))
    #expect(
      builder.finish().instructions.map(\.opcode) == [.multiply, .multiply, .squareRoot, .add])
    builder = ProgramBuilder(context: .twoDates)
    _ = try builder.condition(Expression(parsing: "distance(red, nir) > 0.05"))
    #expect(
      builder.finish().instructions.map(\.opcode) == [
        .squaredDifference, .addSquaredDifference, .lessOrEqual,
      ])
  }

  @Test("the listing names inputs and outputs") func listing() throws {
    var builder = ProgramBuilder(context: .singleScene)
    _ = try builder.condition(Expression(parsing: "MNDWI > 0"))
    #expect(
      builder.finish().description == """
        n0 = green
        n1 = swir16
        n2 = 0.0
        n3 = nd(n0, n1)
        t0 = <(n2, n3)
        condition t0
        """)
  }
}
