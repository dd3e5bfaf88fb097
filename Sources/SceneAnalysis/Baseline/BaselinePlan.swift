import Crypto
import GeoFiles
import RasterGrid
import Scenes
import Spectral

/// Everything a baseline has decided before a pixel moves.
public struct BaselinePlan: Sendable {
  /// What was asked.
  public var request: BaselineRequest
  /// The scenes that count, by time.
  public var scenes: [Scene] { stack.layers.map(\.scene) }
  /// The grid.
  public var grid: Grid { stack.grid }
  /// What was decided and why, for `-v`.
  public var reasons: [String]
  /// What the user should know although nothing failed.
  public var warnings: [String]
  /// What the file will say of itself.
  public var facts: [(BaselineFormat.Key, String)]

  /// For every scene the number of each name; nil where it lacks a band.
  let stack: SceneStack<[NumberOutput?]>
  let windows: [PixelWindow]

  /// Numbers of a tile over all dates and names that a worker holds: 160 MB of them.
  private static let heldNumbers = 40 << 20

  /// Decides how a request is carried out, or refuses it with the reason.
  public init(_ request: BaselineRequest) throws {
    self.request = request
    let dated = try SceneOrder.sorted(request.scenes)
    guard let latest = dated.last?.time else { preconditionFailure("a baseline has scenes") }
    let middle = request.season.date ?? latest
    reasons = []
    var chosen: [Scene] = []
    for (scene, time) in dated {
      if let obstacle = request.season.obstacle(to: time, middle: middle) {
        reasons.append("\(scene.id) is left out: \(obstacle)")
      } else {
        chosen.append(scene)
        reasons.append("\(scene.id) counts: \(scene.summary)")
      }
    }
    guard !chosen.isEmpty else {
      throw Refusal(
        .nothingToJudge, "none of the \(dated.count) scenes lies in the season of \(middle.text)",
        subject: "--season \(request.season.days)", advice: reasons.joined(separator: "\n  "))
    }
    stack = try SceneStack(
      .init(
        scenes: chosen, region: request.region, resampling: request.settings.resampling,
        baseline: nil)
    ) { try Self.program(request.names, of: $0, request.settings.formulas) }
    for (place, name) in request.names.enumerated()
    where stack.layers.allSatisfy({ $0.outputs[place] == nil }) {
      throw Refusal(
        .nothingToJudge, "none of the scenes has its bands", subject: "--index \(name)",
        advice: "tianyan indices --for \(chosen[0].path) lists what can be made of it")
    }
    windows = stack.windows(pixels: Self.heldNumbers / (request.names.count * chosen.count))
    warnings = Self.warnings(stack, request)
    facts = Self.facts(stack, request, middle)
    reasons.append("\(chosen.count) of \(dated.count) scenes on \(stack.grid)")
  }

  private static func program(_ names: [String], of scene: Scene, _ formulas: FormulaSettings)
    throws -> (Program, [NumberOutput?])
  {
    let constants = try formulas.constants(of: scene)
    var builder = ProgramBuilder(
      catalogue: formulas.catalogue, context: .singleScene, constants: constants)
    var outputs: [NumberOutput?] = []
    for name in names {
      if BandRole(name: name) == nil, formulas.catalogue[name] == nil {
        throw Refusal(
          .usage,
          formulas.catalogue.obstacle(to: name, from: [], constants: constants) ?? "unknown",
          subject: "--index \(name)", advice: "tianyan indices lists them")
      }
      let isThere =
        BandRole(name: name).map { scene.bands[$0] != nil }
        ?? (formulas.catalogue.obstacle(
          to: name, from: Set(scene.bands.keys), constants: constants) == nil)
      outputs.append(isThere ? try builder.number(index: name, date: .only) : nil)
    }
    return (builder.finish(), outputs)
  }

  private static func warnings(_ stack: SceneStack<[NumberOutput?]>, _ request: BaselineRequest)
    -> [String]
  {
    var warnings: [String] = []
    let least = BaselineTerms.usualMinimumCount
    if stack.layers.count < least {
      warnings.append(
        "only \(stack.layers.count) scenes: z() wants \(least) clear dates at a pixel")
    }
    for layer in stack.layers {
      if layer.scene.masks.isEmpty {
        warnings.append("\(layer.scene.path) has no mask: its clouds count as ground")
      }
      let missing = zip(request.names, layer.outputs).filter { $1 == nil }.map(\.0)
      if !missing.isEmpty {
        warnings.append("\(layer.scene.path) lacks the bands of \(missing.joined(separator: ", "))")
      }
      if layer.window == nil { warnings.append("\(layer.scene.path) does not reach the grid") }
    }
    for (a, b) in zip(stack.layers, stack.layers.dropFirst())
    where b.time.seconds - a.time.seconds <= LayerRequest.longestOverpass * 60 {
      warnings.append(
        "\(a.scene.path) and \(b.scene.path) are one overpass and count twice where both show the "
          + "ground: tianyan prepare makes one layer of them")
    }
    return warnings
  }

  private static func facts(
    _ stack: SceneStack<[NumberOutput?]>, _ request: BaselineRequest, _ middle: AcquisitionTime
  ) -> [(BaselineFormat.Key, String)] {
    let settings = request.settings
    let facts: [(BaselineFormat.Key, String)] = [
      (
        .sources,
        stack.layers.map { "\($0.scene.id)@\($0.time.text)" }
          .joined(separator: BaselineFormat.separator)
      ),
      (.region, request.region?.name ?? ""),
      (.season, "\(request.season.days) days around the day of the year of \(middle.text)"),
      (.until, request.season.date?.text ?? ""),
      (.scaleFloor, "\(settings.scaleFloor)"), (.resampling, settings.resampling.rawValue),
      (.catalogue, settings.formulas.source ?? "built-in"),
      (.assignments, settings.formulas.assignments.joined(separator: "; ")),
    ]
    let text = facts.map { "\($0.0.rawValue)=\($0.1)" } + request.names + ["\(stack.grid)"]
    let digits = SHA256.hash(data: Array(text.joined(separator: "\n").utf8)).prefix(6).map {
      String($0 >> 4, radix: 16) + String($0 & 15, radix: 16)
    }
    let head: [(BaselineFormat.Key, String)] = [
      (.version, "\(BaselineFormat.version)"), (.software, Software.signature),
      (.id, "baseline-\(middle.compactDate)-\(digits.joined())"),
    ]
    return head + facts
  }
}
