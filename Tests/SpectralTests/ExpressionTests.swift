import Testing

@testable import Spectral

@Suite("Expressions")
struct ExpressionTests {
  /// Red 2, nir 3, blue 0.5; what Python 3 says to the same text with those values.
  static let python: [(String, Float)] = [
    ("1 + 2 * 3", 7), ("(1 + 2) * 3", 9), ("10 - 4 - 3", 3), ("100 / 5 / 2", 10),
    ("2 ** 3 ** 2", 512), ("2 ^ 3 ^ 2", 512), ("-2 ** 2", -4), ("2 ** -1", 0.5),
    ("-2 ** -2", -0.25), ("2 * -3", -6), ("--2", 2), ("-+-2", 2), ("2 - -3", 5),
    ("-red ** 2", -4), ("(-red) ** 2", 4), ("red ** 2 * nir", 12), ("red * nir ** 2", 18),
    ("red ** -nir", 0.125), ("red / nir * 6", 4), ("red - nir + blue", -0.5),
    ("red ** 0.5 ** 2", 1.189207), ("-red * -nir", 6), (".5 + 1. + 1e1 + 1E-1 + 2e+0", 13.6),
    ("abs(-red)", 2), ("min(red, nir, blue)", 0.5), ("max(red, nir, blue)", 3),
    ("clamp(nir, 0, 1)", 1), ("clamp(-nir, 0, 1)", 0), ("clamp(blue, 0, 1)", 0.5),
    ("where(red < nir, 1, 2)", 1), ("where(red > nir, 1, 2)", 2), ("sqrt(nir * nir)", 3),
    ("exp(log(nir))", 3), ("nd(nir, red)", 0.2), ("red ** 3", 8), ("red ** 1", 2),
    ("red ** 0", 1), ("2 * red ** 2 ** blue", 5.330282),
  ]

  @Test("numbers agree with Python", arguments: python)
  func numbers(_ source: String, _ wanted: Float) throws {
    let pixel = Pixels.scene([.red: 2, .nir: 3, .blue: 0.5])
    let value = try Pixels.numbers(source, of: [pixel])[0]
    #expect(abs(value - wanted) <= 2e-6 * abs(wanted), "\(value)")
  }

  /// Again red 2, nir 3, blue 0.5, and again Python's answers.
  static let pythonConditions: [(String, Bool)] = [
    ("1 < 2", true), ("1 < 2 < 3", true), ("1 < 3 < 2", false), ("3 > 2 > 1", true),
    ("1 < 2 == 2", true), ("red < nir > blue", true), ("red <= 2", true), ("red >= 2.5", false),
    ("red != 2", false), ("red == 2", true), ("not red > nir", true),
    ("not red < nir and red > nir", false), ("not (red < nir and red > nir)", true),
    ("red > nir or red < nir and blue < 0", false), ("red < nir or red > nir and blue > 1", true),
    ("(red < nir or red > nir) and blue > 1", false), ("not not red < nir", true),
    ("not red > nir == 3", true), ("red + 1 == nir", true), ("-red ** 2 < -3", true),
    ("red < nir and not blue > 1 or 1 > 2", true),
  ]

  @Test("conditions agree with Python", arguments: pythonConditions)
  func conditions(_ source: String, _ wanted: Bool) throws {
    let pixel = Pixels.scene([.red: 2, .nir: 3, .blue: 0.5])
    #expect(try Pixels.truths(source, of: [pixel]) == [wanted ? 1 : 2])
  }

  @Test("say whether they are numbers or conditions") func kinds() throws {
    #expect(try Expression(parsing: "where(a < b, 1, 2)").kindOfResult == .number)
    #expect(try Expression(parsing: "not a < b").kindOfResult == .condition)
  }

  @Test("name their indices in order of first appearance") func indexNames() throws {
    let expression = try Expression(
      parsing: "before.NDVI > 0 and after.MNDWI < 0 and change.NDVI < distance(green, N)")
    #expect(expression.indexNames(in: .builtIn) == ["NDVI", "MNDWI"])
  }

  @Test(
    "know whether they compare with a number of their own",
    arguments: [
      ("MNDWI > 0", true), ("0.1 + red < nir", true), ("red < nir", false),
      ("where(red < 0.1, 1, 2)", true), ("where(red < nir, 0.1, 2)", false),
      ("clamp(red, 0, 1)", false), ("not (red < nir or 2 * red > nir)", true),
      ("TUR_DOGLIOTTI2015 > red", false),
    ])
  func thresholds(_ source: String, _ wanted: Bool) throws {
    #expect(try Expression(parsing: source).comparesWithNumber == wanted)
  }
}

@Suite("Expression errors")
struct ExpressionErrorTests {
  func error(_ source: String, _ limits: ExpressionLimits = .standard) throws -> ExpressionError {
    try #require(throws: ExpressionError.self) {
      _ = try Expression(parsing: source, limits: limits)
    }
  }

  static let refusals: [(String, String, Int)] = [
    ("", "expected a number or a name, found the end", 0),
    ("1 +", "expected a number or a name, found the end", 3),
    ("1 + * 2", "expected a number or a name, found '*'", 4),
    ("(1 + 2", "expected ')' to close '(', found the end", 6),
    ("1 + 2)", "an operator is missing before ')'", 5),
    ("2 green", "an operator is missing before green", 2),
    ("2green", "an operator is missing after 2", 1),
    ("green nir", "an operator is missing before nir", 6),
    ("a && b", "'&&' is written and here", 2), ("a = b", "'=' is written == here", 2),
    ("!a", "'!' is written not here", 0), ("a # b", "'#' has no meaning here", 2),
    ("a × b", "'×' is written * here", 2), ("a <> b", "'<>' is written != here", 2),
    ("1e999", "1e999 is not a number that fits", 0),
    ("1e39", "1e39 is not a number that fits", 0),
    ("a and b", "and needs a condition, and this is a number", 0),
    ("a < b or c", "or needs a condition, and this is a number", 9),
    ("not a", "not needs a condition, and this is a number", 4),
    ("1 + (a < b)", "'+' needs a number, and this is a condition", 7),
    ("-(a < b)", "'-' needs a number, and this is a condition", 4),
    ("(a < b) < c", "'<' needs a number, and this is a condition", 3),
    ("a < not b", "expected a number or a name, found not", 4),
    ("where(a, b, c)", "where(condition, a, b) needs a condition, and this is a number", 6),
    ("abs(a < b)", "abs(x) needs a number, and this is a condition", 6),
    ("abs()", "write abs(x): 0 given", 0), ("nd(a)", "write nd(a, b): 1 given", 0),
    ("max(a)", "write max(a, b, ...): 1 given", 0),
    ("clamp(a, b)", "write clamp(x, low, high): 2 given", 0),
    ("distance()", "write distance(role, ...): 0 given", 0),
    ("abs(a", "expected ')' to close abs(, found the end", 5),
    ("sqr(a)", "unknown function sqr: did you mean sqrt?", 0),
    ("1 + arctangent(a)", "unknown function arctangent", 4),
    ("before", "expected '.' after before, as in before.green, found the end", 6),
    ("before.1", "expected '.' after before, as in before.green, found a number", 6),
    ("before. + 1", "expected a name after before., found '+'", 8),
    ("before.abs(green)", "before. goes before a name, not before a function", 0),
  ]

  @Test("say what is wrong and where", arguments: refusals)
  func refuses(_ source: String, _ message: String, _ offset: Int) throws {
    let error = try error(source)
    #expect(error.message == message)
    #expect(error.offset == offset)
    #expect(error.source == source)
  }

  @Test("show the place with a caret, in a long line and under Chinese too")
  func rendering() throws {
    #expect(
      try error("1 + * 2").description == """
        expected a number or a name, found '*'
          1 + * 2
              ^
        """)
    #expect(
      try error("1 < 2 and 水 < 3").description == """
        '水' has no meaning here
          1 < 2 and 水 < 3
                    ^
        """)
    let long = try error(
      String(repeating: "1 + ", count: 50) + "* 2" + String(repeating: " + 1", count: 50))
    let lines = long.rendering.split(separator: "\n")
    #expect(lines[0].count < 80 && lines[0].contains("..."))
    let caret = try #require(lines[1].firstIndex(of: "^"))
    #expect(Array(lines[0])[lines[1].distance(from: lines[1].startIndex, to: caret)] == "*")
    let folded = try error("1 < 2\nand * 3")
    #expect(folded.rendering == "  and * 3\n      ^")
  }

  @Test(
    "limits refuse what is too long, too deep or too much",
    arguments: [
      String(repeating: "(", count: 4000) + "1" + String(repeating: ")", count: 4000),
      String(repeating: "-", count: 8000) + "1", String(repeating: "abs(", count: 1500) + "1",
      String(repeating: "not ", count: 1500) + "1 < 2", "1" + String(repeating: "^1", count: 3000),
      "1" + String(repeating: "+1", count: 3000), "1" + String(repeating: "<1", count: 3000),
      String(repeating: "before.green+", count: 500) + "1",
    ])
  func limits(_ source: String) throws {
    let message = try error(source).message
    #expect(message == "the expression nests deeper than 100 steps")
  }

  @Test(
    "ten thousand brackets are refused by their length, or by their depth where that is allowed")
  func brackets() throws {
    let source = String(repeating: "(", count: 10_000) + "1" + String(repeating: ")", count: 10_000)
    let byLength = try error(source)
    #expect(byLength.message == "the expression is longer than 8192 bytes")
    #expect(byLength.source.count <= 8192)
    let byDepth = try error(source, ExpressionLimits(length: 100_000, depth: 100, nodeCount: 100))
    #expect(byDepth.message == "the expression nests deeper than 100 steps")
    let balanced = "max(" + Array(repeating: "1", count: 3000).joined(separator: ",") + ")"
    #expect(try error(balanced).message == "the expression has more than 2000 steps")
  }

  @Test("what is just within the limits is parsed") func withinLimits() throws {
    let deep = String(repeating: "(", count: 99) + "1" + String(repeating: ")", count: 99)
    #expect(throws: Never.self) { _ = try Expression(parsing: deep) }
  }
}
