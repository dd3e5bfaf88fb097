import GeoFiles
import Scenes
import Sites
import Spectral

extension AnalysisPlan {
  /// The compiled rules, for the curious.
  public var listing: String { compiled.program.description }

  /// How a result came to be, for the file that carries it: by which program, from which scenes, with
  /// which rules, and what could be seen. It holds nothing that would differ in a second run.
  public func trace(of result: ScanResult) -> JSONValue {
    let options = request.options
    let rules: [JSONValue] = zip(compiled.rules, result.coverage).map { rule, coverage in
      .object([
        ("kind", .string(rule.kind)), ("version", .string(rule.label.version)),
        ("observed_pixels", .int(coverage.observed)),
        ("considered_pixels", .int(coverage.considered)),
      ])
    }
    let skipped: [JSONValue] = skippedRules.map {
      .object([("kind", .string($0.kind)), ("reason", .string($0.reason))])
    }
    let members: [(String, JSONValue)] = [
      ("software", .string(Software.signature)),
      ("before", trace(of: request.before)),
      ("after", trace(of: request.after)),
      ("baseline", request.baseline.map(trace(of:)) ?? .null),
      ("region", request.region.map { .string($0.name) } ?? .null),
      ("grid", .string("\(reading.grid)")),
      ("resampling", .string(resampling)),
      ("plain", .bool(options.plain)),
      ("simplify_m", options.simplification.map { .number($0) } ?? .null),
      ("catalogue", .string(request.formulas.source ?? "built-in")),
      ("set", .array(request.formulas.assignments.map { .string($0) })),
      ("registration", request.preparation.registration?.trace ?? .null),
      ("normalisation", request.preparation.normalisation?.trace ?? .null),
      ("rules", .array(rules)), ("skipped_rules", .array(skipped)),
    ]
    return .object(members)
  }

  /// How pixels were really brought together: the one that was asked for, unless a shift was taken out.
  private var resampling: String {
    Set(reading.bands.values.map(\.resampling.rawValue)).sorted().joined(separator: "+")
  }

  private func trace(of baseline: Baseline) -> JSONValue {
    .object([
      ("id", .string(baseline.id)), ("scenes", .array(baseline.sources.map { .string($0) })),
      ("season", baseline.facts[.season].map { .string($0) } ?? .null),
      ("minimum_dates", .int(BaselineTerms.usualMinimumCount)),
    ])
  }

  private func trace(of scene: Scene) -> JSONValue {
    .object([
      ("scene", .string(scene.id)), ("time", scene.acquired.map { .string($0.text) } ?? .null),
      ("level", scene.level.map { .string($0) } ?? .null),
      ("surface_reflectance", .bool(scene.isSurfaceReflectance)),
      ("sun_elevation", scene.facts.sun.map { .rounded($0.elevation, places: 1) } ?? .null),
      ("mask", scene.masks.isEmpty ? .null : .string(scene.maskNames)),
    ])
  }
}
