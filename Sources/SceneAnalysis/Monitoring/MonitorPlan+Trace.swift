import GeoFiles
import Scenes
import Sites

extension MonitorPlan {
  /// How a result came to be, for the file that carries it; nothing that would differ in a second run, or in another
  /// order of the scenes.
  public func trace(of result: MonitorResult) -> JSONValue {
    let watch = request.watch
    let rule = watch.confirmation
    return .object([
      ("software", .string(Software.signature)),
      ("kind", .string(watch.label.kind)), ("when", .string(watch.condition.source)),
      ("duration", .string(watch.label.duration.rawValue)),
      ("provisional_looks", .int(rule.provisional)), ("confirmed_looks", .int(rule.confirmed)),
      ("out_of_looks", .int(rule.outOf)),
      ("within_days", rule.withinDays.map { .number($0) } ?? .null),
      ("finished_looks", rule.finished.map { .int($0) } ?? .null),
      ("least_state", .string(watch.least.rawValue)),
      ("minimum_m2", .number(watch.minimumArea)),
      ("season_days", request.season.map { .number($0.days) } ?? .null),
      ("baseline", request.baseline.map { .string($0.id) } ?? .null),
      ("region", request.region.map { .string($0.name) } ?? .null),
      ("grid", .string("\(grid)")), ("resampling", .string(request.resampling.rawValue)),
      ("catalogue", .string(request.formulas.source ?? "built-in")),
      ("set", .array(request.formulas.assignments.map { .string($0) })),
      (
        "scenes",
        .array(
          stack.layers.map {
            .object([("scene", .string($0.scene.id)), ("time", .string($0.time.text))])
          })
      ),
      ("observed_pixels", .int(result.observed)), ("considered_pixels", .int(result.considered)),
    ])
  }
}
