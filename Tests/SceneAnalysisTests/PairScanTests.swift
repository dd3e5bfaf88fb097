import Foundation
import GeoFiles
import RasterGrid
import SceneBuilding
import Scenes
import Sites
import Testing

@testable import SceneAnalysis

@Suite("Pair scan")
struct PairScanTests {
  private let scenery: Scenery
  init() throws { scenery = try Scenery() }

  /// 12 pixels of soil and 4 of sand in open water.
  private let filled = Drawing(
    "~~~~~~~~~~",
    "~~~~~~~~~~",
    "~~~####~~~",
    "~~~####~~~",
    "~~~####~~~",
    "~~~++++~~~",
    "~~~~~~~~~~",
    "~~~~~~~~~~")

  private func scan(_ request: ScanRequest) async throws -> ScanResult {
    try await PairScan.run(AnalysisPlan(request), threads: 2)
  }

  private func only(_ result: ScanResult) throws -> Candidate {
    #expect(result.candidates.count == 1)
    return try #require(result.candidates.first)
  }

  @Test("finds a rectangle of lost water as one candidate of exactly its pixels")
  func exactPixels() async throws {
    let request = try scenery.request(filled)
    let candidate = try only(await scan(request))
    #expect(candidate.evidence.pixels == 16)
    #expect(try candidate.pixels(on: request.before.grid) == filled.pixels("#", "+"))
    #expect(candidate.rule.kind == "water-lost")
    #expect(candidate.rule.title == BilingualTitle(en: "Water lost", zh: "水域减少"))
    #expect(candidate.rule.severity == 4)
    #expect(candidate.rule.duration == .lasting)
  }

  @Test("measures the area on the ellipsoid, not on the map")
  func area() async throws {
    let request = try scenery.request(filled)
    let candidate = try only(await scan(request))
    // Snyder 1987 (USGS PP 1395), 8-11: the scale of UTM, with the radii of WGS 84 there.
    let sine = sin(28.89 * Double.pi / 180)
    let bent = 1 - 0.006694380 * sine * sine
    let radii = 6_378_137.0 * 6_378_137.0 * (1 - 0.006694380) / (bent * bent)
    let easting = 220_050.0 - 500_000
    let scale = 0.9996 * (1 + easting * easting / (2 * 0.9996 * 0.9996 * radii))
    let expected = 16 * 100 / (scale * scale)
    #expect(abs(candidate.place.area / expected - 1) < 1e-5)
    #expect(abs(candidate.place.area / 1600 - 1) > 1e-3, "the map's area would pass too")
  }

  @Test("scores by the mean of the pixels' scores")
  func score() async throws {
    let candidate = try only(await scan(try scenery.request(filled)))
    // Soil lost 0.6 + 0.5 of MNDWI, sand 0.6 + 0.25; a rule's score is half of it.
    let expected = (12 * 0.55 + 4 * 0.425) / 16
    #expect(abs(candidate.score - expected) < 2e-6)
  }

  @Test("lowers what is small only by rules that say so, and only once it is prepared")
  func halfScore() async throws {
    var request = try scenery.request(filled)
    let plain = try only(await scan(request))
    request.preparation.ranksBySize = true
    #expect(try only(await scan(request)).score == plain.score)
    request.rules.rules[0].label.halfScoreArea = plain.place.area
    #expect(abs(try only(await scan(request)).score - plain.score / 2) < 1e-9)
    request.preparation.ranksBySize = false
    #expect(try only(await scan(request)).score == plain.score)
  }

  @Test("scores 1 where the rule has no score")
  func noScore() async throws {
    let rules = "[{kind: dry, when: after.MNDWI < 0, minimum: {pixels: 1}}]"
    #expect(try only(await scan(try scenery.request(filled, rules: rules))).score == 1)
  }

  @Test("tells the indices of the rule before and after")
  func indices() async throws {
    let candidate = try only(await scan(try scenery.request(filled)))
    #expect(candidate.evidence.indices.map(\.name) == ["MNDWI"])
    let index = try #require(candidate.evidence.indices.first)
    #expect(abs(try #require(index.before) - 0.6) < 2e-6)
    let after = (12 * -0.5 + 4 * -0.25) / 16
    #expect(abs(try #require(index.after) - after) < 2e-6)
  }

  @Test("tells the mean length of the change of the bands that are read on both dates")
  func change() async throws {
    let candidate = try only(await scan(try scenery.request(filled)))
    let soil = hypot(0.02, 0.16)
    let sand = hypot(0.02, 0.08)
    let expected = (12 * soil + 4 * sand) / 16
    #expect(abs(try #require(candidate.evidence.change) - expected) < 2e-6)
  }

  @Test("puts its point inside, and names scenes, region and program")
  func provenance() async throws {
    let grid = SyntheticScene.grid(width: 10, height: 8)
    let region = try scenery.region(
      "county", around: [(0, 0), (10, 0), (10, 8), (0, 8)], of: grid)
    let request = try scenery.request(filled, region: region)
    let candidate = try only(await scan(request))
    let transform = try CoordinateTransform(from: .wgs84, to: grid.crs)
    let point = try transform.transform([
      MapPoint(x: candidate.place.point.longitude, y: candidate.place.point.latitude)
    ])[0]
    let pixel = grid.affine.pixel(point)
    let home = Pixel(
      column: Int(pixel.column.rounded(.down)), row: Int(pixel.row.rounded(.down)))
    #expect(filled.pixels("#", "+").contains(home))
    #expect(candidate.scenes.before.id == request.before.id)
    #expect(candidate.scenes.after.id == request.after.id)
    #expect(candidate.scenes.before.id != candidate.scenes.after.id)
    #expect(candidate.scenes.after.time == "2024-05-01T02:30:00Z")
    #expect(candidate.provenance.region == "county")
    #expect(candidate.provenance.software == Software.signature)
  }

  @Test("finds nothing where nothing changed, and says how much it saw")
  func nothing() async throws {
    let result = try await scan(try scenery.request(Drawing("~~~~", "~~~~")))
    #expect(result.candidates.isEmpty)
    #expect(result.coverage == [.init(kind: "water-lost", observed: 8, considered: 8)])
  }

  @Test("keeps what reaches the minimum of pixels and drops what does not")
  func minimumPixels() async throws {
    let drawing = Drawing("~~~~~~~~", "~##~~##~", "~##~~#~~", "~~~~~~~~")
    let rules = Scenery.waterLost.replacing("pixels: 1", with: "pixels: 4")
    let request = try scenery.request(drawing, rules: rules)
    #expect(try only(await scan(request)).evidence.pixels == 4)
  }

  @Test("compares the minimum of area with the ground, not with the map")
  func minimumArea() async throws {
    // 16 pixels are 1600 m2 on the map and 1598.2 m2 on the ground.
    for (least, count) in [(1597, 1), (1599, 0)] {
      let rules = Scenery.waterLost.replacing("pixels: 1", with: "area: \(least)")
      let result = try await scan(try scenery.request(filled, rules: rules))
      #expect(result.candidates.count == count, "at least \(least) m2")
    }
  }

  @Test("ranks from the most suspicious down")
  func ranked() async throws {
    let drawing = Drawing("~~~~~~~", "~+~#~+~", "~~~#~~~", "~~~~~~~")
    let scores = try await scan(try scenery.request(drawing)).candidates.map(\.score)
    #expect(scores.count == 3)
    #expect(scores == scores.sorted(by: >))
    #expect(scores.first != scores.last)
  }

  @Test("judges each rule by itself: two kinds on the same pixels are two candidates")
  func twoRules() async throws {
    let rules =
      Scenery.waterLost
      + "\n- {kind: bright, when: after.swir16 > 0.15, minimum: {pixels: 1}}"
    let request = try scenery.request(filled, rules: rules)
    let found = try await scan(request).candidates
    #expect(found.map(\.rule.kind).sorted() == ["bright", "water-lost"])
    let bright = try #require(found.first { $0.rule.kind == "bright" })
    #expect(try bright.pixels(on: request.before.grid) == filled.pixels("#"))
  }
}
