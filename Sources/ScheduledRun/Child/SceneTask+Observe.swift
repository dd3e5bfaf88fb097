import Foundation
import GeoFiles
import SceneAnalysis
import Scenes
import SiteCatalogue
import Sites

extension SceneTask {
  /// Compares a layer with the median of earlier ones: the observation that goes into the catalogue. A
  /// first scene is only recorded, and so is one that leaves nothing to judge.
  func observe(_ observing: Observing) async throws -> SceneObservation {
    let region = try Region(reading: try InputPath(region))
    let layer = try Scene(opening: try InputPath(observing.layerPath(state)))
    var record = SceneRecord(observing.scene)
    record.treatment.parameters["observation"] = observing.key
    var candidates: [Candidate] = []
    if let reference = observing.reference {
      do {
        let (plan, result) = try await compare(layer, reference, region)
        candidates = result.candidates.filter { $0.strength >= Self.leastScore }
        record.treatment.references = reference.scenes
        record.treatment.parameters["compared"] = "yes"
        record.treatment.parameters["reference"] = reference.id
        record.treatment.parameters["trace"] = "\(plan.trace(of: result))"
        record.treatment.parameters["decisions"] =
          plan.request.preparation.reasons.joined(separator: "\n")
      } catch let refusal as Refusal where refusal.reason == .nothingToJudge {
        record.treatment.parameters["compared"] = "no: \(refusal.what)"
      }
    } else {
      record.treatment.parameters["compared"] = "no: there is no earlier scene to compare it with"
    }
    return SceneObservation(
      scene: record, candidates: candidates.map(ObservedCandidate.init),
      cells: try ClarityMap.cells(of: layer, in: region, perDegree: Cell.perDegree).map {
        CellClarity(
          cell: Cell(column: $0.column, row: $0.row),
          clearShare: Double($0.clear) / Double(max(1, $0.considered)))
      })
  }

  /// A twentieth: where the rule itself finds less, sixty dates of looks would cost more than they tell.
  private static let leastScore = 0.05

  private func compare(
    _ layer: Scene, _ reference: MedianReference, _ region: Region
  ) async throws -> (AnalysisPlan, ScanResult) {
    let request = ScanRequest(
      before: try await reference.scene(in: region, threads: threads), after: layer,
      region: region, rules: try region.ruleSet().overTime)
    let plan = try AnalysisPlan(try await request.prepared(threads: threads))
    return (plan, try await PairScan.run(plan, threads: threads))
  }

  /// What a scene says of candidates that others showed, or will show.
  func look(_ looking: Looking) async throws -> [CandidateLook] {
    let region = try Region(reading: try InputPath(region))
    let rules = try region.ruleSet()
    let layer = try Scene(opening: try InputPath(looking.layer))
    var looks: [CandidateLook] = []
    for group in looking.groups {
      let kinds = Set(group.candidates.map(\.kind)).intersection(rules.rules.map(\.kind))
      let reference = try await group.reference.scene(in: region, threads: threads)
      let meter = try LookMeter(
        ScanRequest(
          before: reference, after: layer, region: region, rules: try rules.only(kinds.sorted())))
      for place in group.candidates {
        let finding = try meter.look(at: place.outline, kind: place.kind)
        looks.append(
          CandidateLook(
            candidate: place.id, scene: looking.scene, clearShare: finding.clearShare,
            anomalousShare: finding.anomalousShare, value: finding.value))
      }
    }
    return looks
  }
}

extension SceneTask.Observing {
  /// Where the layer lies.
  fileprivate func layerPath(_ state: String) -> String { state + "/" + (scene.layer ?? "") }
}

extension Region {
  /// Its own rules, or the built-in ones.
  func ruleSet() throws -> RuleSet { try rules.map { try RuleSet(reading: $0) } ?? .builtIn() }
}

extension SceneRecord {
  /// What the catalogue keeps of a prepared scene.
  init(_ scene: PreparedScene) {
    self.init(
      id: scene.id, product: scene.product, acquired: scene.acquired, inputs: scene.inputs,
      treatment: SceneTreatment(
        mask: scene.mask, software: Software.signature, clearShare: scene.clearShare))
    treatment.layer = scene.layer
    treatment.parameters["notes"] = scene.notes.joined(separator: "\n")
  }
}

extension Candidate {
  /// Its score before it was lowered for a small area, which later looks make good.
  fileprivate var strength: Double { score / rule.sizeShare(of: place.area) }
}
