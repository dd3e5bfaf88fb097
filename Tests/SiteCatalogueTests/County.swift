import Foundation
import SceneBuilding
import Sites

@testable import SiteCatalogue

/// A made-up county: squares on the ground near 120 E, 29 N, and scenes that show them.
enum County {
  /// Degrees of ten metres, roughly.
  static let step = 0.0001

  /// A square candidate, its south-west corner and side in steps of about ten metres.
  static func candidate(
    _ id: String, at x: Int, _ y: Int, side: Int = 3, kind: String = "water-lost",
    duration: Sites.Duration = .lasting, score: Double = 0.7, clear: Double = 1,
    halfScoreArea: Double? = nil
  ) -> ObservedCandidate {
    let west = 120 + Double(x) * step
    let south = 29 + Double(y) * step
    let (east, north) = (west + Double(side) * step, south + Double(side) * step)
    let corners = [(west, south), (east, south), (east, north), (west, north)].map {
      GeoPoint(longitude: $0, latitude: $1)
    }
    let place = CandidatePlace(
      geometry: GeoMultiPolygon(polygons: [GeoPolygon(exterior: corners)]),
      point: GeoPoint(longitude: (west + east) / 2, latitude: (south + north) / 2),
      area: Double(side * side) * 108)
    let evidence = CandidateEvidence(
      pixels: side * side, clearFraction: clear, maskReasons: [], change: 0.2,
      indices: [IndexEvidence(name: "MNDWI", before: 0.4, after: -0.2)])
    return ObservedCandidate(
      Candidate(
        id: id,
        rule: CandidateRule(
          kind: kind, title: BilingualTitle(en: "Water lost", zh: "疑似侵占水域"), severity: 3,
          duration: duration, version: "1", halfScoreArea: halfScoreArea),
        score: score, place: place,
        scenes: ScenePair(before: SceneReference(id: "a"), after: SceneReference(id: "b")),
        evidence: evidence, provenance: CandidateProvenance(region: "county", software: "test")))
  }

  /// The scene of a day of 2025, counted from 1 January.
  static func scene(_ id: String, day: Int) -> SceneRecord {
    let date = Date(timeIntervalSince1970: 1_735_689_600 + Double(day) * 86_400)
    var treatment = SceneTreatment(mask: "SCL", software: "tianyan test", clearShare: 0.9)
    treatment.references = ["reference"]
    return SceneRecord(
      id: id, product: ProductIdentity(name: "S2B_\(id).SAFE", acquisition: "S2B_\(day)"),
      acquired: date.ISO8601Format(),
      inputs: [InputRecord(path: "B03.jp2", bytes: 9, sha256: String(repeating: "0", count: 64))],
      treatment: treatment)
  }

  static func observation(_ id: String, day: Int, _ candidates: [ObservedCandidate] = [])
    -> SceneObservation
  {
    SceneObservation(scene: scene(id, day: day), candidates: candidates)
  }

  /// A catalogue in a folder, at a fixed time.
  static func catalogue(in home: TemporaryFolder, rule: SiteRule? = nil) throws -> Catalogue {
    try Catalogue(state: home.path, for: .create, rule: rule) {
      Date(timeIntervalSince1970: 1_767_225_600)
    }
  }
}
