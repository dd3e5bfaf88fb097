import GeoFiles
import RasterGrid
import SceneBuilding
import Scenes
import Testing

@testable import SceneAnalysis

@Suite("A scan against a baseline")
struct BaselineScanTests {
  private let scenery: BaselineScenery
  private static let rules = """
    - kind: land-clearing
      when: z(NDVI) < -3
      score: clamp(-z(NDVI) / 20, 0, 1)
      minimum: {pixels: 2}
    - kind: pair
      when: change.NDVI < -0.3
      minimum: {pixels: 2}
    - kind: water
      when: z(MNDWI) > 3
      minimum: {pixels: 2}
    """

  init() throws { scenery = try BaselineScenery() }

  /// Five years of NDVI 0.68...0.72; left of column 3 a cloud in all but two.
  private func baseline(_ name: String = "b.tif") async throws -> Baseline {
    let scenes = try (0..<5).map { year in
      try scenery.scene(
        "202\(year)-07-01", classes: { column, _ in column < 3 && year > 1 ? 9 : 4 }
      ) { _, _ in 0.68 + Double(year) * 0.01 }
    }
    let path = try await scenery.baseline(name, BaselineRequest(scenes: scenes, names: ["NDVI"]))
    return try Baseline(opening: try InputPath(path))
  }

  /// Cleared in a block, and in one that the baseline has seen too rarely.
  private func after() throws -> Scene {
    try scenery.scene("2025-07-01") { column, row in
      (10..<15).contains(column) && (4..<8).contains(row) || column < 2 ? 0.2 : 0.7
    }
  }

  @Test("finds what lies below the usual, and leaves out what the baseline has seen too rarely")
  func finding() async throws {
    let request = ScanRequest(
      baseline: try await baseline(), after: try after(), rules: try Scenery.rules(Self.rules))
    let plan = try AnalysisPlan(try await request.prepared(threads: 2))
    #expect(plan.kinds == ["land-clearing"])
    let skipped = plan.skippedRules
    #expect(skipped.map(\.kind) == ["pair", "water"])
    #expect(skipped[0].reason == "needs before.red, before.nir")
    #expect(skipped[1].reason.contains("does not hold MNDWI"))
    let result = try await PairScan.run(plan, threads: 2)
    #expect(result.coverage[0].observed == 21 * 20 && result.coverage[0].considered == 24 * 20)
    let found = try #require(result.candidates.first)
    #expect(result.candidates.count == 1 && found.evidence.pixels == 20)
    // The scale is 1.4826 x 0.01; 0.2 lies 33.7 of them below 0.7.
    #expect(found.score == 1)
    let index = try #require(found.evidence.indices.first { $0.name == "NDVI" })
    #expect(abs((index.before ?? 0) - 0.7) < 1e-3 && abs((index.after ?? 0) - 0.2) < 1e-3)
    #expect(found.scenes.before.id == request.baseline?.id)
  }

  @Test("of two scenes reads the baseline too")
  func pair() async throws {
    var request = ScanRequest(
      before: try scenery.scene("2025-06-01") { _, _ in 0.7 }, after: try after(),
      rules: try Scenery.rules(Self.rules), options: .init(plain: true))
    let without = try AnalysisPlan(request)
    #expect(without.kinds == ["pair"])
    #expect(without.skippedRules.map(\.kind) == ["land-clearing", "water"])
    request.baseline = try await baseline()
    let plan = try AnalysisPlan(request)
    #expect(plan.kinds == ["land-clearing", "pair"])
    let result = try await PairScan.run(plan, threads: 1)
    #expect(result.candidates.map(\.evidence.pixels).sorted() == [20, 20, 40])
  }

  @Test("warns where the scene is one of its own baseline, and refuses other formulas")
  func warnings() async throws {
    let known = try await baseline()
    let own = try scenery.scene(
      "2020-07-01", classes: { _, _ in 4 }
    ) { _, _ in 0.68 }
    let rules = try Scenery.rules(Self.rules)
    let plan = try AnalysisPlan(ScanRequest(baseline: known, after: own, rules: rules))
    #expect(plan.warnings.contains { $0.contains("one of the scenes of its own baseline") })
    let other = try FormulaSettings(catalogue: nil, assignments: ["L=0.7"])
    #expect {
      _ = try AnalysisPlan(ScanRequest(baseline: known, after: own, rules: rules, formulas: other))
    } throws: { ($0 as? Refusal)?.reason == .badInput }
  }
}
