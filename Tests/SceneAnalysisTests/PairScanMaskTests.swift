import GeoFiles
import RasterGrid
import SceneBuilding
import Scenes
import Sites
import Testing

@testable import SceneAnalysis

@Suite("Pair scan under clouds")
struct PairScanMaskTests {
  private let scenery: Scenery
  init() throws { scenery = try Scenery() }

  private let filled = Drawing("~~~~~~", "~####~", "~####~", "~####~", "~####~", "~~~~~~")

  /// A scan with this class of Sen2Cor's on `doubtful` pixels of AFTER and class 6, water, elsewhere.
  private func scan(_ code: UInt16, on doubtful: Set<Pixel>, plain: Bool = false) async throws
    -> ScanResult
  {
    let request = try scenery.request(filled, options: .init(plain: plain)) { scene in
      scene.classes = .init("SCL") { column, row in
        doubtful.contains(Pixel(column: column, row: row)) ? code : 6
      }
    }
    return try await PairScan.run(AnalysisPlan(request), threads: 1)
  }

  private let corner: Set<Pixel> = [
    Pixel(column: 1, row: 1), Pixel(column: 2, row: 1),
    Pixel(column: 1, row: 2), Pixel(column: 2, row: 2),
  ]
  /// Half the loss of MNDWI from 0.6 to -0.5.
  private let fullScore = 0.55

  @Test("sees all where the mask has nothing to say")
  func clear() async throws {
    let found = try #require(try await scan(9, on: []).candidates.first)
    #expect(found.evidence.clearFraction == 1)
    #expect(found.evidence.maskReasons == [])
    #expect(abs(found.score - fullScore) < 2e-6)
  }

  @Test("does not judge what a certain cloud hides, and counts it as not observed")
  func cloud() async throws {
    let result = try await scan(9, on: corner)
    #expect(result.coverage == [.init(kind: "water-lost", observed: 32, considered: 36)])
    let found = try #require(result.candidates.first)
    #expect(
      try found.pixels(on: SyntheticScene.grid(width: 6, height: 6))
        == filled.pixels("#").subtracting(corner))
    #expect(found.evidence.clearFraction == 1)
  }

  @Test(
    "keeps what is only doubtful, lowers its score and tells the reason",
    arguments: [
      (1, "saturated"), (2, "terrain-shadow"), (3, "cloud-shadow"), (8, "possible-cloud"),
      (10, "cirrus"), (11, "snow"),
    ] as [(UInt16, String)])
  func doubt(code: UInt16, reason: String) async throws {
    let result = try await scan(code, on: corner)
    #expect(result.coverage.map(\.observed) == [36])
    let found = try #require(result.candidates.first)
    #expect(found.evidence.pixels == 16)
    #expect(found.evidence.clearFraction == 0.75)
    #expect(found.evidence.maskReasons == [reason])
    // A site wholly in doubt keeps 0.45 of its score; a quarter in doubt loses a quarter of that.
    #expect(abs(found.score - fullScore * (1 - 0.25 * 0.55)) < 2e-6)
  }

  @Test("ranks what lies wholly in doubt below half of what a clear site gets")
  func whollyDoubtful() async throws {
    let found = try #require(try await scan(8, on: filled.pixels("#")).candidates.first)
    #expect(found.evidence.clearFraction == 0)
    #expect(found.score < fullScore / 2)
    #expect(found.score > 0)
  }

  @Test("judges the pixels as they are when asked to: clouds and doubt count for nothing")
  func plain() async throws {
    for code in [8, 9] as [UInt16] {
      let result = try await scan(code, on: corner, plain: true)
      #expect(result.coverage.map(\.observed) == [36])
      let found = try #require(result.candidates.first)
      #expect(found.evidence.pixels == 16)
      #expect(found.evidence.clearFraction == 1)
      #expect(abs(found.score - fullScore) < 2e-6)
    }
  }

  @Test("refuses where clouds hide everything, since silence would read as compliance")
  func hidden() async throws {
    let everything = filled.pixels("#", "~")
    let refusal = await #expect(throws: Refusal.self) { _ = try await scan(9, on: everything) }
    #expect(refusal?.reason == .nothingToJudge)
    #expect(refusal?.description.contains("no pixel could be judged") == true)
    #expect(refusal?.advice.contains("--plain") == true)
  }

  @Test("reads a mask of larger pixels without mixing its classes")
  func coarseMask() async throws {
    let request = try scenery.request(filled, options: .init()) { scene in
      scene.classes = .init("SCL", factor: 2) { column, row in
        column == 0 && row == 0 ? 9 : 6
      }
    }
    let result = try await PairScan.run(AnalysisPlan(request), threads: 1)
    #expect(result.coverage.map(\.observed) == [32])
    #expect(result.candidates.map(\.evidence.pixels) == [15])
  }

  @Test("does not judge a pixel without data for the rules that read that date, and only those")
  func nodata() async throws {
    let before = try scenery.scene("b", Drawing("~~~~", "~  ~", "~~~~"))
    let after = try scenery.scene("a", Drawing("~~~~", "~~~~", "~~~ "))
    let rules = try Scenery.rules(
      """
      - {kind: early, when: before.green > 0.07, minimum: {pixels: 1}}
      - {kind: late, when: after.green > 0.07, minimum: {pixels: 1}}
      - {kind: both, when: before.green > 0.07 and after.green > 0.07, minimum: {pixels: 1}}
      """)
    let result = try await PairScan.run(
      AnalysisPlan(ScanRequest(before: before, after: after, rules: rules)), threads: 1)
    #expect(result.coverage.map(\.observed) == [10, 11, 9])
    #expect(result.coverage.map(\.considered) == [12, 12, 12])
    let pixels = Dictionary(
      uniqueKeysWithValues: result.candidates.map { ($0.rule.kind, $0.evidence.pixels) })
    #expect(pixels == ["early": 10, "late": 11, "both": 9])
  }

  @Test("lets a cloud hide a date only from the rules that read it")
  func cloudOfOneDate() async throws {
    let before = try scenery.scene("b", Drawing("~~~~", "~~~~"))
    let after = try scenery.scene("a", Drawing("~~~~", "~~~~")) { scene in
      scene.classes = .init("SCL") { column, _ in column == 0 ? 9 : 6 }
    }
    let rules = try Scenery.rules(
      """
      - {kind: early, when: before.green > 0.07, minimum: {pixels: 1}}
      - {kind: late, when: after.green > 0.07, minimum: {pixels: 1}}
      """)
    let result = try await PairScan.run(
      AnalysisPlan(ScanRequest(before: before, after: after, rules: rules)), threads: 1)
    #expect(result.coverage.map(\.observed) == [8, 6])
  }
}
