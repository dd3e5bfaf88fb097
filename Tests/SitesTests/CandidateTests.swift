import Sites
import Testing

@Suite("Candidates")
struct CandidateTests {
  @Test("are ranked by score, and by id where scores are equal")
  func ranking() {
    var candidates: [Candidate] = []
    for (id, score) in [("c", 0.5), ("a", 0.5), ("d", 0.9), ("b", 0.1), ("e", 0.5)] {
      var candidate = SampleCandidates.pond
      candidate.id = id
      candidate.score = score
      candidates.append(candidate)
    }
    #expect(Candidate.ranked(candidates).map(\.id) == ["d", "a", "c", "e", "b"])
    #expect(Candidate.ranked(candidates.reversed()).map(\.id) == ["d", "a", "c", "e", "b"])
  }

  @Test("are 15 mu a hectare large")
  func mu() {
    let place = CandidatePlace(
      geometry: GeoMultiPolygon(polygons: []), point: GeoPoint(longitude: 0, latitude: 0),
      area: 10_000)
    #expect(abs(place.areaInMu - 15) < 1e-5)
  }

  @Test("refuse a score outside 0 to 1")
  func badScore() async {
    await #expect(processExitsWith: .failure) {
      let pond = SampleCandidates.pond
      _ = Candidate(
        id: "1", rule: pond.rule, score: 1.01, place: pond.place, scenes: pond.scenes,
        evidence: pond.evidence, provenance: pond.provenance)
    }
    await #expect(processExitsWith: .failure) {
      let pond = SampleCandidates.pond
      _ = Candidate(
        id: "1", rule: pond.rule, score: .nan, place: pond.place, scenes: pond.scenes,
        evidence: pond.evidence, provenance: pond.provenance)
    }
  }

  @Test("refuse a severity outside 1 to 5")
  func badSeverity() async {
    await #expect(processExitsWith: .failure) {
      _ = CandidateRule(
        kind: "x", title: BilingualTitle(en: "", zh: ""), severity: 0, duration: .lasting,
        version: "1")
    }
    await #expect(processExitsWith: .failure) {
      _ = CandidateRule(
        kind: "x", title: BilingualTitle(en: "", zh: ""), severity: 6, duration: .lasting,
        version: "1")
    }
  }
}
