import Crypto
import GeoFiles
import Scenes
import Sites
import Spectral

/// The rules of a run, each of a kind of its own.
public struct RuleSet: Sendable {
  /// The rules, in the order of the file.
  public var rules: [Rule]
  /// Where they come from, for messages.
  public var source: String

  /// How many rules a file may have.
  static let limit = 64

  /// Reads a rule file; refuses what it does not understand, with line and column.
  public init(reading path: InputPath, formulas: FormulaSettings = FormulaSettings()) throws {
    try self.init(parsing: try YAMLValue(reading: path), formulas)
  }

  /// The rules that come with the program.
  public static func builtIn(_ formulas: FormulaSettings = FormulaSettings()) throws -> RuleSet {
    let text = String(decoding: PackageResources.rules_yaml, as: UTF8.self)
    return try RuleSet(
      parsing: try YAMLValue(parsing: text, file: "the built-in rules"), formulas)
  }

  init(parsing value: YAMLValue, _ formulas: FormulaSettings = FormulaSettings()) throws {
    source = value.file
    let entries = try value.list()
    guard (1...Self.limit).contains(entries.count) else {
      throw value.refusal("holds \(entries.count) rules; from 1 to \(Self.limit) make sense")
    }
    rules = []
    for entry in entries {
      let rule = try RuleParser(entry, formulas).rule()
      guard !rules.contains(where: { $0.kind == rule.kind }) else {
        throw entry.refusal("a second rule of kind \"\(rule.kind)\"")
      }
      rules.append(rule)
    }
  }

  /// Rules that were not read from a file; their kinds differ.
  init(_ rules: [Rule], source: String) {
    self.rules = rules
    self.source = source
  }

  /// Only the rules of these kinds; refuses a kind that there is not.
  public func only(_ kinds: [String]) throws -> RuleSet {
    if let unknown = kinds.first(where: { kind in !rules.contains { $0.kind == kind } }) {
      throw Refusal(
        .usage, "there is no rule of kind \"\(unknown)\" in \(source)", subject: "--kinds",
        advice: "kinds there: \(rules.map(\.kind).joined(separator: ", "))")
    }
    var chosen = self
    chosen.rules.removeAll { !kinds.contains($0.kind) }
    return chosen
  }

  /// The same rules for comparisons whose candidates many other dates look at.
  public var overTime: RuleSet {
    var rules = self
    for number in rules.rules.indices {
      guard let minimum = rules.rules[number].minimumOverTime else { continue }
      rules.rules[number].minimum = minimum
    }
    return rules
  }
}

/// Reads one entry of a rule file.
private struct RuleParser {
  let map: YAMLMap
  let formulas: FormulaSettings

  init(_ value: YAMLValue, _ formulas: FormulaSettings) throws {
    self.formulas = formulas
    map = try value.map()
    try map.allow([
      "kind", "title", "duration", "where", "when", "score", "minimum", "minimum_over_time",
      "half_score", "severity",
    ])
  }

  func rule() throws -> Rule {
    let kind = try slug(try map.required("kind"))
    let domain = try map["where"].map { try expression($0, .condition) }
    let condition = try expression(try map.required("when"), .condition)
    let score = try map["score"].map { try expression($0, .number) }
    let minimum = try minimum(try map.required("minimum"))
    let minimumOverTime = try map["minimum_over_time"].map { try self.minimum($0) }
    let halfScoreArea = try map["half_score"].map { try squareMetres(at: $0) }
    return Rule(
      label: CandidateRule(
        kind: kind,
        title: try map["title"].map(BilingualTitle.init) ?? BilingualTitle(en: kind, zh: kind),
        severity: try map["severity"]?.integer(in: 1...5) ?? Self.middleSeverity,
        duration: try map["duration"]?.choice(Duration.self) ?? .lasting,
        version: Self.version(
          of: [
            kind, domain?.source ?? "", condition.source, score?.source ?? "", "\(minimum)",
          ] + [halfScoreArea].compactMap { $0?.description }
            + [minimumOverTime].compactMap { $0.map { "over time \($0)" } } + formulas.assignments
            + [formulas.source].compactMap { $0 }),
        halfScoreArea: halfScoreArea),
      domain: domain, condition: condition, score: score, minimum: minimum,
      minimumOverTime: minimumOverTime)
  }

  /// The middle of the bureau's scale from 1 to 5.
  private static let middleSeverity = 3

  /// A short hash of what decides the answer, so that a result tells by which rule it was made.
  private static func version(of parts: [String]) -> String {
    let text = parts.map { "\($0.utf8.count):\($0)" }.joined()
    let digits = SHA256.hash(data: Array(text.utf8)).prefix(6).map { byte in
      String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
    }
    return digits.joined()
  }

  private func slug(_ value: YAMLValue) throws -> String {
    let text = try value.string()
    guard text.wholeMatch(of: /[a-z][a-z0-9-]{0,39}/) != nil else {
      throw value.refusal(
        "\"\(text)\" is no slug", advice: "use lower-case letters, digits and hyphens")
    }
    return text
  }

  private func minimum(_ value: YAMLValue) throws -> Rule.Minimum {
    let map = try value.map()
    try map.allow(["area", "pixels"])
    switch (map["area"], map["pixels"]) {
    case (let area?, nil):
      let squareMetres = try area.number()
      guard squareMetres >= 0 else { throw area.refusal("an area is not negative") }
      return .area(squareMetres)
    case (nil, let pixels?): return .pixels(try pixels.integer(in: 1...1_000_000_000))
    default: throw value.refusal("say either area (m2) or pixels")
    }
  }

  /// The area of `{area: m2}`, above 0.
  private func squareMetres(at value: YAMLValue) throws -> Double {
    let map = try value.map()
    try map.allow(["area"])
    let area = try map.required("area")
    let squareMetres = try area.number()
    guard squareMetres > 0 else { throw area.refusal("an area that halves a score is above 0") }
    return squareMetres
  }

  /// Parses and checks an expression, and tells where in the file it is wrong.
  private func expression(_ value: YAMLValue, _ kind: ExpressionKind) throws -> Expression {
    let source = try value.string()
    do {
      let expression = try Expression(parsing: source)
      var builder = ProgramBuilder(
        catalogue: formulas.catalogue, context: .twoDates,
        constants: try formulas.setting(.sentinel2A))
      builder.baseline = BaselineTerms(names: nil)  // whether there is one shows when it is run
      switch kind {
      case .condition: _ = try builder.condition(expression)
      case .number: _ = try builder.number(expression)
      }
      return expression
    } catch let error as ExpressionError {
      var place = value.textMark
      if !source.contains("\n") { place.column += error.offset }
      throw place.refusal("\(error)", in: value.file)
    }
  }
}
