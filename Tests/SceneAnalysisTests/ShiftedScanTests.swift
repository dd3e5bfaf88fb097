import SceneBuilding
import Scenes
import Sites
import Testing

@testable import SceneAnalysis

@Suite("A real scene scanned against itself", .enabled(if: SharedData.isThere))
struct ShiftedScanTests {
  private func scan(_ before: Scene, _ after: Scene) async throws -> (
    ScanRequest, [Candidate]
  ) {
    let request = try await ScanRequest(before: before, after: after, rules: try RuleSet.builtIn())
      .prepared(threads: 2)
    return (request, try await PairScan.run(AnalysisPlan(request), threads: 2).candidates)
  }

  @Test("gives no candidate, and lies where it lies")
  func itself() async throws {
    let scenes = try ShiftedScenes()
    let (request, found) = try await scan(try scenes.scene("a"), try scenes.scene("b"))
    let registration = try #require(request.preparation.registration)
    #expect(registration.length < 0.02)
    #expect(registration.decision == .leftAlone)
    #expect(request.preparation.normalisation?.decision == .notNeeded)
    #expect(found.isEmpty, "\(found.map { "\($0.rule.kind) \($0.score)" })")
  }

  @Test(
    "gives none above 0.3 when it lies elsewhere, and the shift is measured to 0.1 pixel",
    arguments: [(0.4, 0.0), (0.8, -0.3), (1.5, 0.9), (-1.5, 1.5)])
  func shifted(columns: Double, rows: Double) async throws {
    let scenes = try ShiftedScenes()
    let (request, found) = try await scan(
      try scenes.scene("a"), try scenes.scene("b", columns: columns, rows: rows))
    let registration = try #require(request.preparation.registration)
    #expect(abs(registration.columns - columns) < 0.1, "\(registration)")
    #expect(abs(registration.rows - rows) < 0.1, "\(registration)")
    #expect(registration.decision == .moved)
    #expect(
      found.allSatisfy { $0.score <= 0.3 },
      "\(found.map { "\($0.rule.kind) \($0.score) \($0.evidence.maskReasons)" })")
  }

  @Test("gives many when nobody registers it: what the tests above are worth")
  func unregistered() async throws {
    let scenes = try ShiftedScenes()
    let plan = try AnalysisPlan(
      ScanRequest(
        before: try scenes.scene("a"), after: try scenes.scene("b", columns: 1.5, rows: -1.5),
        rules: try RuleSet.builtIn(), options: .init(plain: true)))
    let found = try await PairScan.run(plan, threads: 2).candidates
    #expect(found.contains { $0.score > 0.3 })
  }
}
