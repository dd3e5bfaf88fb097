import Scenes
import Spectral

/// The rules that two scenes can be judged by, compiled: one program that runs on every pixel, and
/// one that runs on the suspicious ones only.
struct CompiledRules: Sendable {
  /// What is measured of suspicious pixels.
  struct Evidence: Sendable {
    var program: Program
    /// The score by each rule; nil where the rule has none.
    var scores: [NumberOutput?]
    /// The norm of the change of the bands that the rules read on both dates.
    var change: NumberOutput?
    /// Each index the rules name, on the dates whose scenes have its bands.
    var indices: [(name: String, before: NumberOutput?, after: NumberOutput?)]
  }

  /// A rule that these scenes cannot be judged by, and why.
  struct Skipped: Sendable {
    var kind: String
    var reason: String
  }

  var rules: [Rule]
  var skipped: [Skipped]
  /// Decides every pixel.
  var program: Program
  /// The condition of each rule.
  var conditions: [ConditionOutput]
  var evidence: Evidence

  /// Compiles what of `rules` the two scenes allow.
  ///
  /// - Parameter language: what formulas may name.
  init(
    _ rules: [Rule], for scenes: [SceneDate: Scene], _ language: Language
  ) throws(ExpressionError) {
    var usable: [Rule] = []
    var skipped: [Skipped] = []
    for rule in rules {
      if let reason = try Self.obstacle(to: rule, in: scenes, language) {
        skipped.append(Skipped(kind: rule.kind, reason: reason))
      } else {
        usable.append(rule)
      }
    }
    self.rules = usable
    self.skipped = skipped
    var builder = language.builder
    var conditions: [ConditionOutput] = []
    for rule in usable { conditions.append(try builder.condition(try rule.whole)) }
    self.conditions = conditions
    program = builder.finish()
    evidence = try Self.evidence(usable, program.inputs, scenes, language)
  }

  /// The bands that both programs read.
  var inputs: Set<BandReference> { Set(program.inputs + evidence.program.inputs) }

  /// The layers of a baseline that both programs read.
  var statistics: Set<BaselineStatistic> {
    Set(program.statistics + evidence.program.statistics)
  }

  /// The dates whose pixels decide a rule.
  func dates(of rule: Int) -> Set<SceneDate> {
    Set(program.inputs(of: conditions[rule]).map { program.inputs[$0].date })
  }

  private static func obstacle(
    to rule: Rule, in scenes: [SceneDate: Scene], _ language: Language
  ) throws(ExpressionError) -> String? {
    var builder = language.builder
    do {
      _ = try builder.condition(try rule.whole)
      if let score = rule.score { _ = try builder.number(score) }
    } catch {
      // Names and types were checked with the file; what is left is the sensor's wavelengths.
      return error.message
    }
    let missing = builder.finish().inputs.filter { scenes[$0.date]?.bands[$0.role] == nil }
    if !missing.isEmpty { return "needs \(missing.map(\.description).joined(separator: ", "))" }
    let uncalibrated = scenes.sorted { $0.key < $1.key }.filter { $0.value.quantity == .dn }
    if rule.hasAbsoluteThreshold, let first = uncalibrated.first {
      return
        "compares reflectance with a threshold, and \(first.key.rawValue.uppercased()) holds uncalibrated counts"
    }
    return nil
  }

  private static func evidence(
    _ rules: [Rule], _ inputs: [BandReference], _ scenes: [SceneDate: Scene],
    _ language: Language
  ) throws(ExpressionError) -> Evidence {
    var builder = language.builder
    var scores: [NumberOutput?] = []
    for rule in rules {
      if let score = rule.score {
        scores.append(try builder.number(score))
      } else {
        scores.append(nil)
      }
    }
    let before = Set(inputs.filter { $0.date == .before }.map(\.role))
    let both = before.intersection(inputs.filter { $0.date == .after }.map(\.role)).sorted()
    var change: NumberOutput?
    if !both.isEmpty {
      let roles = both.map(\.rawValue).joined(separator: ", ")
      change = try builder.number(try Expression(parsing: "distance(\(roles))"))
    }
    var indices: [(name: String, before: NumberOutput?, after: NumberOutput?)] = []
    for name in rules.flatMap({ $0.indexNames(in: language.catalogue) })
    where !indices.contains(where: { $0.name == name }) {
      var dated: [SceneDate: NumberOutput] = [:]
      for date in [SceneDate.before, .after] {
        if let scene = scenes[date], let constants = language.constants[date],
          language.catalogue.obstacle(
            to: name, from: Set(scene.bands.keys), constants: constants) == nil
        {
          dated[date] = try builder.number(index: name, date: date)
        }
      }
      if scenes[.before] == nil, language.baseline?.names?.contains(name) == true {
        dated[.before] = builder.number(of: BaselineStatistic(name, .median))
      }
      indices.append((name, dated[.before], dated[.after]))
    }
    return Evidence(
      program: builder.finish(), scores: scores, change: change, indices: indices)
  }

  /// What formulas may name; each scene has the wavelengths of its own sensor.
  struct Language: Sendable {
    var catalogue: IndexCatalogue
    var constants: [SceneDate: IndexConstants]
    /// What `z(X)` may name; nil where there is no baseline.
    var baseline: BaselineTerms?

    var builder: ProgramBuilder {
      var builder = ProgramBuilder(
        catalogue: catalogue, context: .twoDates, constantsByDate: constants)
      builder.baseline = baseline
      return builder
    }
  }
}
