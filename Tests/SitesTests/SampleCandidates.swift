import Sites

/// Candidates to write: a lost pond with an island, a plume, and one that everything is wrong with.
enum SampleCandidates {
  static let all = [pond, plume, hostile]

  static let pond = Candidate(
    id: "00112233445566778899",
    rule: CandidateRule(
      kind: "water-lost", title: BilingualTitle(en: "Water lost", zh: "疑似侵占水域"),
      severity: 3, duration: .lasting, version: "2"),
    score: 0.87654321,
    place: CandidatePlace(
      geometry: GeoMultiPolygon(polygons: [
        // The exterior clockwise, the island counter-clockwise: both the wrong way.
        GeoPolygon(
          exterior: box(west: 120.03, south: 28.89, size: 0.001).reversed(),
          holes: [box(west: 120.0304, south: 28.8904, size: 0.0001)]),
        GeoPolygon(exterior: box(west: 120.031, south: 28.891, size: 0.0001)),
      ]),
      point: GeoPoint(longitude: 120.03, latitude: 28.89), area: 10_807.331),
    scenes: ScenePair(
      before: SceneReference(id: "S2A_20161209", time: "2016-12-09T03:11:22Z"),
      after: SceneReference(id: "S2B_20181204", time: "2018-12-04T02:50:59Z")),
    evidence: CandidateEvidence(
      pixels: 108, clearFraction: 0.98148, maskReasons: ["cloud", "cloud-shadow"],
      change: 0.123456,
      indices: [IndexEvidence(name: "MNDWI", before: 0.412345, after: -0.2)]),
    provenance: CandidateProvenance(region: "yongkang", software: "tianyan 1.0.0"))

  static let plume = Candidate(
    id: "aabbccddeeff00112233",
    rule: CandidateRule(
      kind: "turbid-discharge", title: BilingualTitle(en: "Turbid discharge", zh: "疑似浑浊排放"),
      severity: 5, duration: .transient, version: "1"),
    score: 1,
    place: CandidatePlace(
      geometry: GeoMultiPolygon(polygons: [
        GeoPolygon(exterior: box(west: 119.9, south: 29, size: 0.0002))
      ]),
      point: GeoPoint(longitude: 119.9001, latitude: 29.0001), area: 400),
    scenes: ScenePair(
      before: SceneReference(id: "S2A_20161209", time: "2016-12-09"),
      after: SceneReference(id: "S2B_20181204")),
    evidence: CandidateEvidence(
      pixels: 4, clearFraction: 1, maskReasons: [], change: nil,
      indices: [
        IndexEvidence(name: "NDTI", before: nil, after: .nan),
        IndexEvidence(name: "mndwi", before: -0.00001, after: .infinity),
      ]),
    provenance: CandidateProvenance(region: nil, software: "tianyan 1.0.0"))

  /// What would end a string, a line or a terminal's patience.
  static let hostileText =
    "\u{1B}[2J\"},\\\n\r\t\u{0}\u{7F}\u{9B}31m\u{202E}\u{200F}\u{2028}</script>\u{1F600}é"

  static let hostile = Candidate(
    id: "ffff" + hostileText,
    rule: CandidateRule(
      kind: hostileText, title: BilingualTitle(en: hostileText, zh: hostileText),
      severity: 1, duration: .lasting, version: hostileText),
    score: 0,
    place: CandidatePlace(
      geometry: GeoMultiPolygon(polygons: []),
      point: GeoPoint(longitude: .nan, latitude: -.infinity), area: .nan),
    scenes: ScenePair(
      before: SceneReference(id: hostileText, time: hostileText),
      after: SceneReference(id: hostileText, time: hostileText)),
    evidence: CandidateEvidence(
      pixels: 0, clearFraction: .nan, maskReasons: [hostileText, hostileText],
      change: .infinity, indices: []),
    provenance: CandidateProvenance(region: hostileText, software: hostileText))

  static func box(west: Double, south: Double, size: Double) -> [GeoPoint] {
    [(0, 0), (1, 0), (1, 1), (0, 1)].map {
      GeoPoint(longitude: west + $0.0 * size, latitude: south + $0.1 * size)
    }
  }
}
