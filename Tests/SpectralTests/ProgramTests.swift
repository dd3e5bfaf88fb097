import SeededRandomness
import Testing

@testable import Spectral

@Suite("Programs")
struct ProgramTests {
  static let names = [
    "before.green", "before.red", "after.green", "after.nir", "change.red", "before.NDVI",
    "after.MNDWI", "change.SAVI", "distance(green, nir)", "0.25", "2", "-1",
  ]

  func number(_ depth: Int, _ dice: inout SplitMix) -> String {
    guard depth > 0 else { return Self.names.randomElement(using: &dice) ?? "1" }
    let a = number(depth - 1, &dice)
    let b = number(depth - 1, &dice)
    switch Int.random(in: 0..<13, using: &dice) {
    case 12: return "angle(\(a) + 0.3, \(b) + 4) / 90"
    case 0, 1: return "(\(a) + \(b))"
    case 2: return "(\(a) - \(b))"
    case 3: return "(\(a) * \(b))"
    case 4: return "\(a) / (abs(\(b)) + 0.5)"
    case 5: return "(\(a)) ^ 2"
    case 6: return "sqrt(\(a))"
    case 7: return "max(\(a), \(b))"
    case 8: return "clamp(\(a), -1, \(b))"
    case 9: return "nd(\(a), \(b))"
    case 10: return "log(abs(\(a)) + 0.5)"
    default: return "where(\(condition(depth - 1, &dice)), \(a), \(b))"
    }
  }

  func condition(_ depth: Int, _ dice: inout SplitMix) -> String {
    guard depth > 0 else {
      let sign = ["<", "<=", ">", ">="].randomElement(using: &dice) ?? "<"
      return "\(number(1, &dice)) \(sign) \(number(1, &dice))"
    }
    let a = condition(depth - 1, &dice)
    switch Int.random(in: 0..<3, using: &dice) {
    case 0: return "(\(a) and \(condition(depth - 1, &dice)))"
    case 1: return "(\(a) or \(condition(depth - 1, &dice)))"
    default: return "not \(a)"
    }
  }

  func pixels(_ count: Int, _ dice: inout SplitMix) -> [[BandReference: Double?]] {
    (0..<count).map { _ in
      var pixel: [BandReference: Double?] = [:]
      for date in [SceneDate.before, .after] {
        for role in [BandRole.green, .red, .nir, .swir16] {
          // Multiples of 1/1024 are the same number in Float and Double.
          let value = Double(Int.random(in: 1...600, using: &dice)) / 1024
          let isUnknown = Int.random(in: 0..<40, using: &dice) == 0
          pixel[BandReference(date: date, role: role)] = .some(isUnknown ? nil : value)
        }
      }
      return pixel
    }
  }

  @Test("random expressions in one program agree with a walk over each pixel", arguments: 0..<24)
  func agreesWithWalk(_ seed: UInt64) throws {
    var dice = SplitMix(state: seed)
    var builder = ProgramBuilder(context: .twoDates)
    var numbers: [(Expression, NumberOutput)] = []
    var conditions: [(Expression, ConditionOutput)] = []
    for _ in 0..<6 {
      let one = try Expression(parsing: number(4, &dice))
      numbers.append((one, try builder.number(one)))
      let other = try Expression(parsing: condition(2, &dice))
      conditions.append((other, try builder.condition(other)))
    }
    let program = builder.finish()
    for instruction in program.instructions {
      let kinds = instruction.opcode.operands.filter { $0 != .constant }
      let result: Opcode.Operand = instruction.opcode.result == .number ? .number : .condition
      let read = zip(kinds, instruction.sources).filter { $0.0 == result }.map(\.1)
      #expect(!read.contains(instruction.destination))
    }
    let pixels = pixels(37, &dice)
    let runner = Pixels.run(program, pixels)
    var agreeing = 0
    for (i, pixel) in pixels.enumerated() {
      let evaluator = PixelEvaluator(bands: pixel)
      for (expression, output) in numbers {
        let found = runner.withNumbers(output) { $0[i] }
        guard observed(pixel, program, program.inputs(of: output)) else {
          #expect(found.isNaN)
          continue
        }
        agreeing += near(found, evaluator.number(expression.root)) ? 1 : 0
      }
      for (expression, output) in conditions {
        let found = runner.withTruths(output) { $0[i] }
        guard observed(pixel, program, program.inputs(of: output)) else {
          #expect(found == 0)
          continue
        }
        let wanted: UInt8 = evaluator.condition(expression.root).map { $0 ? 1 : 2 } ?? 0
        agreeing += found == wanted ? 1 : 0
      }
    }
    let observedCount = pixels.reduce(0) { total, pixel in
      total
        + numbers.count { observed(pixel, program, program.inputs(of: $0.1)) }
        + conditions.count { observed(pixel, program, program.inputs(of: $0.1)) }
    }
    // One in two hundred may stand exactly on a border, where Float and Double part.
    #expect(
      agreeing >= observedCount - observedCount / 200,
      "seed \(seed): \(agreeing) of \(observedCount)")
  }

  /// To a thousandth: differences of nearly equal numbers lose the digits that Float has.
  func near(_ found: Float, _ wanted: Double?) -> Bool {
    guard let wanted, !found.isNaN else { return wanted == nil && found.isNaN }
    return abs(Double(found) - wanted) <= 1e-3 * max(1, abs(wanted))
  }

  func observed(
    _ pixel: [BandReference: Double?], _ program: Program, _ inputs: [Int]
  ) -> Bool {
    inputs.allSatisfy { pixel[program.inputs[$0], default: nil] != nil }
  }

  @Test("registers are used again after their last use") func reuse() throws {
    var builder = ProgramBuilder(context: .singleScene)
    _ = try builder.number(
      Expression(parsing: (1...50).map { "(red + \($0))" }.joined(separator: " * ")))
    let program = builder.finish()
    // A sum with a constant is one instruction that holds the constant.
    #expect(program.instructions.count == 99)
    // One input and three that change hands.
    #expect(program.numberRegisterCount <= 1 + 3)
  }

  @Test("a comparison with a distance answers as the distance itself, to the last digit")
  func distanceThresholds() throws {
    for limit in [Float(0), 0.05, 0.1, 1e-20, 0.3, 1, 3e5] {
      for isAbove in [true, false] {
        let first = StepGraph.firstSquare(withRootFrom: limit, orAbove: isAbove)
        let counts = { (square: Float) in
          isAbove ? square.squareRoot() > limit : square.squareRoot() >= limit
        }
        #expect(counts(first))
        #expect(first == 0 || !counts(first.nextDown))
      }
    }
    let red = [BandReference(date: .before, role: .red), BandReference(date: .after, role: .red)]
    let pixels = [0.25, 0.5, 0.75].map { [red[0]: Double?.some(0), red[1]: Double?.some($0)] }
    for (sign, wanted) in [
      ("<", [1, 2, 2]), ("<=", [1, 1, 2]), (">", [2, 2, 1]), (">=", [2, 1, 1]),
    ]
      as [(String, [UInt8])]
    {
      #expect(try Pixels.truths("distance(red) \(sign) 0.5", .twoDates, of: pixels) == wanted)
      let turned = sign.replacing("<", with: "!").replacing(">", with: "<").replacing(
        "!", with: ">")
      #expect(try Pixels.truths("0.5 \(turned) distance(red)", .twoDates, of: pixels) == wanted)
      #expect(
        try Pixels.truths("distance(red) + 0 * before.red \(sign) 0.5", .twoDates, of: pixels)
          == wanted)
    }
    #expect(try Pixels.truths("distance(red) > -1", .twoDates, of: pixels) == [1, 1, 1])
  }
}

@Suite("Unknown in programs")
struct ProgramRunnerTests {
  let pixel = Pixels.scene([.red: 0.25, .nir: 0.5, .blue: nil])

  @Test(
    "no operator makes a number of an unknown",
    arguments: [
      "-blue", "blue + 1", "1 - blue", "blue * 0", "0 / blue", "blue ^ 0", "1 ^ blue", "blue ^ 2",
      "abs(blue)", "sqrt(blue)", "exp(blue)", "log(blue)", "min(blue, 1)", "min(1, blue)",
      "max(blue, 1)", "max(1, blue)", "clamp(blue, 0, 1)", "clamp(0, blue, 1)", "clamp(0, 0, blue)",
      "nd(blue, red)", "nd(red, blue)", "angle(blue, 1)", "angle(1, blue)", "angle(blue, 0)",
      "where(blue > 0, 1, 2)", "where(red > 0, 1, blue)",
      "where(red < 0, blue, 1)",
    ])
  func numbers(_ source: String) throws {
    #expect(try Pixels.numbers(source, of: [pixel])[0].isNaN)
  }

  @Test(
    "no operator makes a truth of an unobserved band",
    arguments: [
      "blue > 0", "blue == blue", "blue != 1", "not blue > 0", "blue > 0 and red > 0",
      "blue > 0 or red > 0", "red > 0 or blue > 0", "red < 0 and blue > 0",
      "not (red < 0 and blue > 0)", "where(red > 0, 1, blue) > 0",
    ])
  func truths(_ source: String) throws {
    #expect(try Pixels.truths(source, of: [pixel]) == [0])
  }

  @Test(
    "what has no value is unknown",
    arguments: [
      "red / 0", "0 / 0 * red", "sqrt(-red)", "log(0 * red)", "log(-red)", "exp(1000 * red)",
      "(red * 1e30) ^ 2", "(-red) ^ 0.3", "(0 * red) ^ -1", "nd(red, -red)", "nd(-red, -nir)",
      "nd(red * 0.001, red * 0.001)", "angle(0 * red, 0)", "where(sqrt(-red) > 0, 1, 2)",
    ])
  func undefined(_ source: String) throws {
    #expect(try Pixels.numbers(source, of: [pixel])[0].isNaN)
  }

  @Test(
    "among observed bands an undefined part is settled as Kleene says",
    arguments: [
      ("sqrt(-red) > 0 or red > 0", UInt8(1)), ("sqrt(-red) > 0 and red > 1", 2),
      ("sqrt(-red) > 0 or red > 1", 0), ("not sqrt(-red) > 0", 0),
    ])
  func undefinedTruths(_ source: String, _ wanted: UInt8) throws {
    #expect(try Pixels.truths(source, of: [pixel]) == [wanted])
  }

  @Test("an output is unknown for its own bands only, and blocks do not remember one another")
  func outputsAndBlocks() throws {
    var builder = ProgramBuilder(context: .singleScene)
    let red = try builder.condition(Expression(parsing: "red > 0"))
    let both = try builder.condition(Expression(parsing: "red > 0 or blue > 0"))
    let band = try builder.number(index: "blue", date: .only)
    let runner = ProgramRunner(builder.finish(), blockLength: 5)
    for blue in [nil, 0.5, nil] as [Double?] {
      for count in [5, 1, 0] {
        Pixels.load(
          [[BandReference: Double?]](
            repeating: Pixels.scene([.red: 0.25, .blue: blue]), count: count), into: runner)
        let reds = runner.withTruths(red) { span in span.indices.map { span[$0] } }
        let boths = runner.withTruths(both) { span in span.indices.map { span[$0] } }
        let bands = runner.withNumbers(band) { span in span.indices.map { span[$0] } }
        #expect(reds == [UInt8](repeating: 1, count: count))
        #expect(boths == [UInt8](repeating: blue == nil ? 0 : 1, count: count))
        #expect(bands.allSatisfy { blue == nil ? $0.isNaN : $0 == 0.5 } && bands.count == count)
      }
    }
  }

  @Test("outputs written in their places are those lent, shared ones and inputs among them")
  func places() throws {
    let sources = ["red", "NDVI", "NDVI * 2 + blue", "NDVI", "0.5", "where(NDVI > 0, red, 1)"]
    var builder = ProgramBuilder(context: .singleScene)
    let outputs = try sources.map { try builder.number(Expression(parsing: $0)) }
    let condition = try builder.condition(Expression(parsing: "NDVI > 0"))
    let program = builder.finish()
    #expect(program.ownOutputs.compactMap { $0 }.sorted() == [2, 5])
    let bands: [[Float]] = [[0.1, .nan, 0.3], [0.2, 0.2, .nan], [0.4, 0.5, 0.6]]
    let load = { (input: Int, register: inout MutableSpan<Float>) -> Bool in
      for i in 0..<3 { register[i] = bands[input][i] }
      return bands[input].contains { $0.isNaN }
    }
    let lending = ProgramRunner(program, blockLength: 3)
    lending.run(count: 3, load: load)
    let placing = ProgramRunner(program, blockLength: 4)
    var places = [[Float]](repeating: [7, 7, 7], count: outputs.count)
    placing.run(count: 3, load: load) { output, fill in
      var span = places[output].mutableSpan
      fill(&span)
    }
    for (output, place) in zip(outputs, places) {
      let lent = lending.withNumbers(output) { span in span.indices.map { span[$0] } }
      #expect(lent.map { $0.isNaN ? 9 : $0 } == place.map { $0.isNaN ? 9 : $0 })
    }
    #expect(places[0].map { $0.isNaN ? 9 : $0 } == [0.2, 0.2, 9])
    for runner in [lending, placing] {
      let truths = runner.withTruths(condition) { span in span.indices.map { span[$0] } }
      #expect(truths == [1, 1, 0])
    }
  }

  @Test("a place of another length than the block is a bug") func wrongPlace() async {
    await #expect(processExitsWith: .failure) {
      var builder = ProgramBuilder(context: .singleScene)
      _ = try builder.number(Expression(parsing: "red + 1"))
      var place: [Float] = [0, 0]
      ProgramRunner(builder.finish(), blockLength: 4).run(count: 3) { _, _ in
        false
      } place: { _, fill in
        var span = place.mutableSpan
        fill(&span)
      }
    }
  }

  @Test("a block longer than the registers is a bug") func tooLong() async {
    await #expect(processExitsWith: .failure) {
      var builder = ProgramBuilder(context: .singleScene)
      _ = try builder.number(index: "red", date: .only)
      ProgramRunner(builder.finish(), blockLength: 4).run(count: 5) { _, _ in false }
    }
  }

  @Test("an index at a date the program has not is a bug") func wrongDate() async {
    await #expect(processExitsWith: .failure) {
      var builder = ProgramBuilder(context: .twoDates)
      _ = try builder.number(index: "red", date: .only)
    }
  }
}
