import Foundation
import GeoFiles
import SiteCatalogue
import Sites

/// Records 100 000 sites in a catalogue and times queries: `catalogue-benchmark DIR`, an empty directory.
@main
enum CatalogueBenchmark {
  static func main() throws {
    let folder = CommandLine.arguments.dropFirst().first ?? "."
    let catalogue = try Catalogue(state: folder, for: .create)
    if try catalogue.scenes().isEmpty {
      try time("record 100 000 sites, 20 scenes") {
        for scene in 0..<20 { try catalogue.record(observation(scene)) }
        return 100_000
      }
    }
    try time("the first 100 by score") { try catalogue.sites(query { $0.limit = 100 }).count }
    try time("state first and score 0.9 or more") {
      try catalogue.sites(
        query {
          $0.states = [.first]
          $0.leastScore = 0.9
        }
      ).count
    }
    try time("kind water-lost-7, all of them") {
      try catalogue.sites(query { $0.kinds = ["water-lost-7"] }).count
    }
    try time("bbox of 5 km") {
      try catalogue.sites(
        query { $0.bounds = GeoBounds(west: 120, south: 29, east: 120.05, north: 29.05) }
      ).count
    }
    try time("near, 2 km") {
      try catalogue.sites(
        query { $0.near = .init(of: GeoPoint(longitude: 120.1, latitude: 29.1), metres: 2_000) }
      ).count
    }
    try time("since and until, limit 500") {
      try catalogue.sites(
        query {
          $0.since = "2025-01-05"
          $0.until = "2025-01-06"
          $0.limit = 500
        }
      ).count
    }
    try time("all of them") { try catalogue.sites().count }
  }

  private static func query(_ change: (inout SiteQuery) -> Void) -> SiteQuery {
    var query = SiteQuery()
    change(&query)
    return query
  }

  private static func time(_ what: String, _ body: () throws -> Int) throws {
    let clock = ContinuousClock()
    var count = 0
    let duration = try clock.measure { count = try body() }
    let seconds = duration / .seconds(1)
    print("\(what): \(count) in \((seconds * 1000).rounded() / 1000) s")
  }

  /// 5 000 squares of 30 m on a lattice of 100 m, each scene on a stripe of its own.
  private static func observation(_ scene: Int) -> SceneObservation {
    let candidates = (0..<5_000).map { number in
      let west = 120 + Double(number % 500) * 0.001
      let south = 29 + Double(scene * 10 + number / 500) * 0.001
      let corners = [(0.0, 0.0), (0.0003, 0), (0.0003, 0.0003), (0, 0.0003)].map {
        GeoPoint(longitude: west + $0.0, latitude: south + $0.1)
      }
      return ObservedCandidate(
        Candidate(
          id: "c\(scene)-\(number)",
          rule: CandidateRule(
            kind: "water-lost-\(number % 50)", title: BilingualTitle(en: "Water lost", zh: "水域"),
            severity: 3, duration: .lasting, version: "1"),
          score: Double(number % 1000) / 1000,
          place: CandidatePlace(
            geometry: GeoMultiPolygon(polygons: [GeoPolygon(exterior: corners)]),
            point: GeoPoint(longitude: west + 0.00015, latitude: south + 0.00015), area: 980),
          scenes: ScenePair(before: SceneReference(id: "a"), after: SceneReference(id: "b")),
          evidence: CandidateEvidence(
            pixels: 9, clearFraction: 1, maskReasons: [], change: nil, indices: []),
          provenance: CandidateProvenance(region: "county", software: "benchmark")))
    }
    let day = scene + 1
    return SceneObservation(
      scene: SceneRecord(
        id: "s\(scene)", product: ProductIdentity(name: "p\(scene)", acquisition: "a\(scene)"),
        acquired: "2025-01-\(day < 10 ? "0" : "")\(day)T02:30:00Z", inputs: [],
        treatment: SceneTreatment(mask: "none", software: "benchmark", clearShare: 1)),
      candidates: candidates)
  }
}
