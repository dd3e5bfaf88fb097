import GeoFiles
import Scenes
import Sites
import Spectral

/// What a change map is asked to show.
public struct ChangeRequest: Sendable {
  /// The pair, the region, and how it is read; its one rule names the bands.
  public var scan: ScanRequest
  /// How change is measured.
  public var method: ChangeMethod
  /// The bands that are compared, by wavelength.
  public var roles: [BandRole]
  /// How changed pixels are told from others.
  public var labelling: ChangeLabelling

  /// The two scenes of a request, and where to look.
  public struct Pair: Sendable {
    /// The earlier and the later scene.
    public var before, after: Scene
    /// What to look at; nil means all that both show.
    public var region: Region?
    /// How they are read.
    public var options: ScanRequest.Options
    /// The indices that an expression may name.
    public var formulas: FormulaSettings

    /// A pair from its parts.
    public init(
      before: Scene, after: Scene, region: Region? = nil,
      options: ScanRequest.Options = ScanRequest.Options(),
      formulas: FormulaSettings = FormulaSettings()
    ) {
      self.before = before
      self.after = after
      self.region = region
      self.options = options
      self.formulas = formulas
    }
  }

  /// A request; `roles` nil means every band of the ground that both scenes have. Refuses bands that a
  /// scene lacks, and counts where they mean nothing.
  public init(
    _ pair: Pair, method: ChangeMethod, roles: [BandRole]? = nil,
    labelling: ChangeLabelling = ChangeLabelling()
  ) throws {
    self.method = method
    self.labelling = labelling
    let subject = "\(pair.before.path) and \(pair.after.path)"
    for scene in [pair.before, pair.after] where scene.quantity == .dn {
      guard let obstacle = method.obstacleOnCounts else { continue }
      throw Refusal(
        .nothingToJudge, "holds uncalibrated counts: \(obstacle)",
        subject: "--method \(method.name) on \(scene.path)",
        advice:
          "say scale and offset in scene.yaml, or use a method that needs none: "
          + "irmad, mad, isfa, mahalanobis or cva")
    }
    if case .difference(let expression) = method {
      self.roles = []
      scan = try Self.scan(pair, "(\(expression.source)) >= (\(expression.source))", self.method)
      return
    }
    let chosen = roles ?? method.roles ?? Self.common(pair)
    for (name, scene) in [("BEFORE", pair.before), ("AFTER", pair.after)] {
      let missing = chosen.filter { scene.bands[$0] == nil }
      guard missing.isEmpty else {
        throw Refusal(
          .nothingToJudge,
          "\(name) lacks \(missing.map(\.rawValue).joined(separator: ", "))", subject: scene.path)
      }
    }
    guard !chosen.isEmpty else {
      throw Refusal(.nothingToJudge, "have no band of the ground in common", subject: subject)
    }
    self.roles = Set(chosen).sorted()
    let vector = "distance(\(self.roles.map(\.rawValue).joined(separator: ", ")))"
    scan = try Self.scan(pair, "\(vector) >= \(vector)", self.method)
  }

  /// The request with what a comparison needs measured on the pair; see `ScanRequest.prepared`.
  public func prepared(threads: Int) async throws -> ChangeRequest {
    var request = self
    request.scan = try await scan.prepared(threads: threads)
    return request
  }

  /// Both dates' bands, in the order of a measure's variables.
  var references: [BandReference] {
    [SceneDate.before, .after].flatMap { date in
      roles.map { BandReference(date: date, role: $0) }
    }
  }

  /// What both scenes have and see the ground with; a band that stands in for another is taken once.
  private static func common(_ pair: Pair) -> [BandRole] {
    var taken: [(before: BandSource, after: BandSource)] = []
    var roles: [BandRole] = []
    for role in BandRole.allCases where !BandRole.asideFromGround.contains(role) {
      guard let before = pair.before.bands[role], let after = pair.after.bands[role],
        !taken.contains(where: { $0 == (before, after) })
      else { continue }
      taken.append((before, after))
      roles.append(role)
    }
    return roles
  }

  /// A scan of the pair for one rule that reads what the method reads. Its condition is never decided: it
  /// says which bands are planned, prepared and read.
  private static func scan(_ pair: Pair, _ condition: String, _ method: ChangeMethod) throws
    -> ScanRequest
  {
    let expression: Expression
    do { expression = try Expression(parsing: condition) } catch {
      throw Refusal(.usage, "\(error)", subject: "--method \(method.name)")
    }
    let rule = Rule(
      label: CandidateRule(
        kind: "change", title: BilingualTitle(en: "Change", zh: "变化"), severity: 3,
        duration: .lasting, version: method.signature),
      domain: nil, condition: expression, score: nil, minimum: .pixels(1))
    return ScanRequest(
      before: pair.before, after: pair.after, region: pair.region,
      rules: RuleSet([rule], source: "change by \(method.signature)"), options: pair.options,
      formulas: pair.formulas)
  }
}
