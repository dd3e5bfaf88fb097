import Foundation
import GeoFiles
import SceneAnalysis
import Scenes
import SiteCatalogue

extension InboxRun {
  /// Brings the catalogue to what the scenes say. Each scene is one transaction, with what it replaces.
  func bring(_ catalogue: Catalogue, to scenes: [PreparedScene]) throws {
    let plan = ScenePlan(
      scenes,
      under: ScenePlan.Conditions(
        region: regionKey, rules: .shortHash(of: try ruleVersions()), looks: request.looks,
        state: state.path))
    for comparison in plan.comparisons { try observe(comparison, plan, catalogue) }
    let places = try places(of: plan, catalogue)
    for comparison in plan.comparisons { try look(comparison, plan, places, catalogue) }
  }

  /// The candidates of all scenes, by scene.
  private func places(
    of plan: ScenePlan, _ catalogue: Catalogue
  ) throws -> [String: [SceneTask.Looking.Place]] {
    try Dictionary(
      plan.comparisons.map { comparison in
        let found = try catalogue.candidates(of: comparison.scene.id)
        return (
          comparison.scene.id,
          found.map { .init(id: $0.id, kind: $0.rule.kind, outline: $0.place.geometry) }
        )
      }, uniquingKeysWith: { first, _ in first })
  }

  // MARK: Observing

  private func observe(
    _ comparison: ScenePlan.Comparison, _ plan: ScenePlan, _ catalogue: Catalogue
  ) throws {
    let scene = comparison.scene
    let known = try catalogue.scenes()
    let replaced = replaced(by: scene, in: known, plan)
    let recorded = known.first { $0.id == scene.id }
    guard recorded?.treatment.parameters["observation"] != comparison.key || !replaced.isEmpty
    else { return }
    guard scene.layer != nil else { return }
    let observing = SceneTask.Observing(
      scene: scene, reference: comparison.reference, key: comparison.key)
    switch try attempt(.observe(observing), as: SceneObservation.self) {
    case .failed(let reason):
      report.failed.append(RunReport.Line(subject: scene.id, reason: reason))
      tell(.warning, "scene.failed", scene.id, "\(scene.id) could not be analysed: \(reason)")
    case .answered(let observation):
      try catalogue.apply(
        CatalogueChange(
          retractions: replaced.map {
            .init(scene: $0, reason: "replaced by \(scene.id) (\(scene.product.name))")
          }, observations: [observation]))
      tell(observation, replaced)
    }
  }

  private func tell(_ observation: SceneObservation, _ replaced: [String]) {
    let scene = observation.scene
    let compared =
      scene.treatment.references.isEmpty
      ? scene.treatment.parameters["compared"] ?? ""
      : "compared with the median of \(scene.treatment.references.count) scenes, "
        + "\(observation.candidates.count) candidates"
    report.recorded.append(RunReport.Line(subject: scene.id, reason: compared))
    tell(.notice, "scene.recorded", scene.id, "\(scene.id): \(compared)")
    for old in replaced {
      report.retracted.append(RunReport.Line(subject: old, reason: "replaced by \(scene.id)"))
      tell(.notice, "scene.retracted", old, "\(old) is replaced by \(scene.id)")
    }
  }

  /// The scenes of the catalogue that are of the same pass and are to be no more.
  private func replaced(
    by scene: PreparedScene, in known: [SceneRecord], _ plan: ScenePlan
  ) -> [String] {
    let wanted = Set(plan.comparisons.map(\.scene.id))
    return known.filter { record in
      guard !wanted.contains(record.id), record.product.sensor == scene.product.sensor,
        let time = AcquisitionTime(record.acquired)
      else { return false }
      return time.isOfOnePass(with: scene.time)
    }.map(\.id)
  }

  // MARK: Looking

  /// Lets a scene look at the candidates of all others that it can be compared with, where it has not
  /// done so.
  private func look(
    _ comparison: ScenePlan.Comparison, _ plan: ScenePlan,
    _ places: [String: [SceneTask.Looking.Place]], _ catalogue: Catalogue
  ) throws {
    let scene = comparison.scene
    guard let layer = scene.layer else { return }
    let done = Set(try catalogue.looks(by: scene.id).map(\.candidate))
    var groups: [SceneTask.Looking.Group] = []
    for other in plan.comparisons
    where other.scene.id != scene.id && other.scene.comparability == scene.comparability
      && !other.scene.isOfOnePass(with: scene)
    {
      guard let reference = other.reference else { continue }
      let new = (places[other.scene.id] ?? []).filter { !done.contains($0.id) }
      guard !new.isEmpty else { continue }
      groups.append(SceneTask.Looking.Group(reference: reference, candidates: new))
    }
    guard !groups.isEmpty else { return }
    let looking = SceneTask.Looking(
      scene: scene.id, layer: "\(state.path)/\(layer)", groups: groups)
    switch try attempt(.look(looking), as: [CandidateLook].self) {
    case .failed(let reason):
      report.failed.append(RunReport.Line(subject: scene.id, reason: reason))
      tell(.warning, "looks.failed", scene.id, "\(scene.id) could not look: \(reason)")
    case .answered(let looks):
      if try catalogue.record(looks) { report.looks += looks.count }
    }
  }
}
