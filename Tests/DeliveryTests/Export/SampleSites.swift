import Delivery
import Foundation
import GeoFiles
import SceneBuilding
import Sites

/// Sites to deliver: two ordinary ones, and one whose every text is hostile.
enum SampleSites {
  /// Markup, quotes, a formula, a mark that turns the direction of writing, 10 000 characters.
  static let hostile =
    "=cmd|' /C calc'!A0 <script>alert(\"1\")</script> '; DROP TABLE sites; -- & ]]> \u{202E}\u{200F}图斑\n"
    + String(repeating: "长", count: 10_000)

  /// A GeoJSON file of them, in a folder.
  static func file(in home: TemporaryFolder) throws -> InputPath {
    let bytes = GeoJSON.featureCollection(
      name: "candidates", candidates: [pond, plume, attack],
      members: [("tianyan", .object([("software", "tianyan 9"), ("plain", false)]))])
    return try InputPath(home.write(bytes, to: "result.geojson"))
  }

  static func sites(in home: TemporaryFolder) throws -> DeliveredSites {
    try DeliveredSites(reading: file(in: home))
  }

  static let pond = candidate(
    "00112233445566778899", kind: "water-lost", en: "Water lost", zh: "疑似侵占水域", score: 0.9)
  static let plume = candidate(
    "aabbccddeeff00112233", kind: "turbid-discharge", en: "Turbid", zh: "疑似浑浊排水", score: 0.5,
    west: 120.1)
  static let attack = candidate(
    "ffff" + hostile, kind: hostile, en: hostile, zh: hostile, score: 0.1, west: 120.2)

  private static func candidate(
    _ id: String, kind: String, en: String, zh: String, score: Double, west: Double = 120.03
  ) -> Candidate {
    let text = id.count > 20 ? hostile : "plain"
    return Candidate(
      id: id,
      rule: CandidateRule(
        kind: kind, title: BilingualTitle(en: en, zh: zh), severity: 3, duration: .lasting,
        version: text),
      score: score,
      place: CandidatePlace(
        geometry: GeoMultiPolygon(polygons: [
          GeoPolygon(
            exterior: box(west, 28.89, 0.001), holes: [box(west + 0.0004, 28.8904, 0.0001)]),
          GeoPolygon(exterior: box(west + 0.002, 28.89, 0.0005)),
        ]), point: GeoPoint(longitude: west + 0.0002, latitude: 28.8902), area: 10_807.3),
      scenes: ScenePair(
        before: SceneReference(id: text, time: "2016-12-09T03:11:22Z"),
        after: SceneReference(id: text, time: "2018-12-04")),
      evidence: CandidateEvidence(
        pixels: 108, clearFraction: 1, maskReasons: [text], change: nil,
        indices: [IndexEvidence(name: "MNDWI", before: -0.25, after: nil)]),
      provenance: CandidateProvenance(region: nil, software: text))
  }

  private static func box(_ west: Double, _ south: Double, _ size: Double) -> [GeoPoint] {
    [(0, 0), (1, 0), (1, 1), (0, 1)].map {
      GeoPoint(longitude: rounded(west + $0.0 * size), latitude: rounded(south + $0.1 * size))
    }
  }

  /// To the seven decimals of a file, so that what comes back can be the same.
  private static func rounded(_ degrees: Double) -> Double { (degrees * 1e7).rounded() / 1e7 }
}
