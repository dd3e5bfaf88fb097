import GeoFiles
import RasterGrid
import Scenes
import Sites
import Spectral

/// Everything the monitoring of a stack has decided before a pixel moves.
public struct MonitorPlan: Sendable {
  /// What was asked.
  public var request: MonitorRequest
  /// The scenes that count, by time.
  public var scenes: [Scene] { stack.layers.map(\.scene) }
  /// The grid.
  public var grid: Grid { stack.grid }
  /// What was decided and why, for `-v`.
  public var reasons: [String]
  /// What the user should know although nothing failed.
  public var warnings: [String]

  /// For every scene the condition; nil where it lacks a band.
  let stack: SceneStack<ConditionOutput?>
  let windows: [PixelWindow]

  /// Truths of a tile over all dates that a worker holds: 64 MB of them.
  private static let heldTruths = 64 << 20

  /// Decides how a request is carried out, or refuses it with the reason.
  public init(_ request: MonitorRequest) throws {
    self.request = request
    let dated = try SceneOrder.sorted(request.scenes)
    reasons = []
    warnings = []
    var chosen: [Scene] = []
    for (scene, time) in dated {
      let middle = request.season?.date ?? dated[dated.count - 1].time
      // A monitor looks at the date itself too: only its season matters here.
      let distance = BaselineRequest.Season.distance(time, middle)
      if let season = request.season, distance > season.days {
        reasons.append(
          "\(scene.id) is left out: it lies \(Int(distance.rounded())) days of the year from "
            + middle.text)
      } else {
        chosen.append(scene)
      }
    }
    guard !chosen.isEmpty else {
      throw Refusal(
        .nothingToJudge, "none of the \(dated.count) scenes lies in the season",
        subject: "--season", advice: reasons.joined(separator: "\n  "))
    }
    let watch = request.watch
    stack = try SceneStack(
      .init(
        scenes: chosen, region: request.region, resampling: request.resampling,
        baseline: request.baseline)
    ) { scene in
      var builder = ProgramBuilder(
        catalogue: request.formulas.catalogue, context: .singleScene,
        constants: try request.formulas.constants(of: scene))
      builder.baseline = request.baseline.map { BaselineTerms(names: $0.names) }
      let condition: ConditionOutput
      do {
        condition = try builder.condition(watch.condition)
      } catch {
        throw Refusal(.usage, "\(error)", subject: "--when")
      }
      let program = builder.finish()
      let isWhole = program.inputs.allSatisfy { scene.bands[$0.role] != nil }
      return (program, isWhole ? condition : nil)
    }
    guard stack.layers.contains(where: { $0.outputs != nil }) else {
      let needed = stack.layers[0].program.inputs.map(\.description).joined(separator: ", ")
      throw Refusal(
        .nothingToJudge, "none of the scenes has all of \(needed)",
        subject: "--when \(watch.condition.source)")
    }
    windows = stack.windows(pixels: Self.heldTruths / chosen.count)
    for layer in stack.layers {
      if layer.outputs == nil {
        warnings.append("\(layer.scene.path) lacks a band that --when reads: not observed")
      }
      if layer.scene.masks.isEmpty {
        warnings.append("\(layer.scene.path) has no mask: its clouds count as looks at the ground")
      }
    }
    if let own = request.baseline?.sources.first(where: { id in chosen.contains { $0.id == id } }) {
      warnings.append("\(own) is one of the scenes of the baseline, which hides its change")
    }
    reasons.append("\(chosen.count) of \(dated.count) scenes on \(stack.grid)")
    let rule = watch.confirmation
    reasons.append(
      "confirmed by \(rule.confirmed) of \(rule.outOf) looks"
        + (rule.withinDays.map { " within \($0) days" } ?? "")
        + (rule.finished.map { ", finished by \($0) clear ones" } ?? ", never finished"))
  }

  /// The times of the scenes by their seconds.
  var timeTexts: [Double: String] {
    Dictionary(stack.layers.map { ($0.time.seconds, $0.time.text) }) { first, _ in first }
  }

  /// The end of the stack, in seconds since 1970-01-01 UTC.
  var end: Double { stack.layers.last?.time.seconds ?? 0 }
}
