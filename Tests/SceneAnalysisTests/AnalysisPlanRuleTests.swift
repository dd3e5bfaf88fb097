import GeoFiles
import RasterGrid
import SceneBuilding
import Scenes
import Testing

@testable import SceneAnalysis

@Suite("Analysis plan of rules and scenes")
struct AnalysisPlanRuleTests {
  private let scenery: Scenery
  init() throws { scenery = try Scenery() }
  private let drawing = Drawing("~~~~", "~##~", "~~~~")

  private func plan(
    _ rules: String, before: (inout SyntheticScene) -> Void = { _ in },
    after: (inout SyntheticScene) -> Void = { _ in }
  ) throws -> AnalysisPlan {
    try AnalysisPlan(
      ScanRequest(
        before: try scenery.scene("before", Drawing("~~~~", "~~~~", "~~~~"), adjust: before),
        after: try scenery.scene("after", drawing, adjust: after),
        rules: try Scenery.rules(rules)))
  }

  @Test("skips a rule whose bands are missing, says which, and judges by the others")
  func missingBands() async throws {
    let plan = try plan(
      Scenery.waterLost
        + "\n- {kind: cleared, when: before.NDVI > 0.6 and after.NDVI < 0.3, minimum: {pixels: 1}}")
    #expect(plan.kinds == ["water-lost"])
    #expect(plan.skippedRules.map(\.kind) == ["cleared"])
    #expect(
      plan.skippedRules.map(\.reason) == ["needs before.red, before.nir, after.red, after.nir"])
    let result = try await PairScan.run(plan, threads: 1)
    #expect(result.candidates.map(\.evidence.pixels) == [2])
    #expect("\(plan.trace(of: result))".contains("\"skipped_rules\":[{\"kind\":\"cleared\""))
  }

  @Test("asks for the bands of the score too")
  func missingBandOfScore() throws {
    let plan = try plan(
      Scenery.waterLost
        + "\n- {kind: scored, when: after.MNDWI < 0, score: after.nir, minimum: {pixels: 1}}")
    #expect(plan.skippedRules.map(\.reason) == ["needs after.nir"])
  }

  @Test("refuses when no rule can be judged, with the reason of each")
  func nothingLeft() {
    let refusal = #expect(throws: Refusal.self) {
      _ = try plan(
        """
        - {kind: cleared, when: after.NDVI < 0.3, minimum: {pixels: 1}}
        - {kind: burnt, when: after.swir22 > 0.3, minimum: {pixels: 1}}
        """)
    }
    #expect(refusal?.reason == .nothingToJudge)
    #expect(refusal?.what.contains("cleared: needs after.red, after.nir") == true)
    #expect(refusal?.what.contains("burnt: needs after.swir22") == true)
    #expect(refusal?.advice.contains("--rules") == true)
  }

  private func counts(_ scene: inout SyntheticScene) {
    scene.description = "acquired: 2024-05-01\nquantity: dn\nnodata: 0"
  }

  @Test("does not hold uncalibrated counts against a threshold for reflectance")
  func absoluteThreshold() throws {
    let refusal = #expect(throws: Refusal.self) {
      _ = try plan(Scenery.waterLost, after: counts)
    }
    #expect(refusal?.reason == .nothingToJudge)
    #expect(refusal?.what.contains("AFTER holds uncalibrated counts") == true)
    let before = #expect(throws: Refusal.self) { _ = try plan(Scenery.waterLost, before: counts) }
    #expect(before?.what.contains("BEFORE holds uncalibrated counts") == true)
  }

  @Test("compares uncalibrated counts with each other")
  func relativeRule() async throws {
    let rules =
      "[{kind: dry, where: before.green > before.swir16, when: after.swir16 > after.green, "
      + "minimum: {pixels: 1}}]"
    let result = try await PairScan.run(
      try plan(rules, before: counts, after: counts), threads: 1)
    #expect(result.candidates.map(\.evidence.pixels) == [2])
  }

  @Test("warns of dates that are probably swapped")
  func swappedDates() throws {
    let warnings = try plan(Scenery.waterLost) {
      $0.description = $0.description.replacing("2024-05-01", with: "2024-06-01")
    }.warnings
    #expect(warnings.contains { $0.contains("2024-06-01") && $0.contains("swapped?") })
    #expect(try !plan(Scenery.waterLost).warnings.contains { $0.contains("swapped") })
  }

  @Test("warns of levels that differ")
  func levels() throws {
    let warnings = try plan(Scenery.waterLost) {
      $0.description = $0.description.replacing("L2A", with: "L1C")
    }.warnings
    #expect(warnings.contains { $0.contains("L1C") && $0.contains("L2A") })
    #expect(try !plan(Scenery.waterLost).warnings.contains { $0.contains("levels") })
  }

  @Test("warns where a date has no mask")
  func noMask() throws {
    func clear(_ scene: inout SyntheticScene) { scene.classes = .init("SCL") { _, _ in 6 } }
    #expect(
      try plan(Scenery.waterLost, before: clear).warnings.contains { $0.contains("has a mask") })
    #expect(try plan(Scenery.waterLost, before: clear, after: clear).warnings.isEmpty)
  }

  @Test("reads the bands that the rules need and no others")
  func onlyNeededBands() throws {
    let plan = try plan(
      "[{kind: bright, when: after.green > 0.05, minimum: {pixels: 1}}]")
    #expect(plan.reading.bands.keys.map(\.description) == ["after.green"])
  }
}
