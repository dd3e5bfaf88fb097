import GeoFiles
import RasterGrid
import SceneBuilding
import Scenes
import Sites
import Testing

@testable import SceneAnalysis

@Suite("Slivers along edges")
struct SliverTests {
  private let scenery: Scenery
  init() throws { scenery = try Scenery() }

  /// A scan as if registration had left a shift of 0.25 pixel alone.
  private func scan(before: @escaping (Int, Int) -> UInt16, after: @escaping (Int, Int) -> UInt16)
    async throws -> [Candidate]
  {
    let grid = SyntheticScene.grid(width: 24, height: 16)
    func scene(_ name: String, _ sample: @escaping (Int, Int) -> UInt16) throws -> Scene {
      let scene = SyntheticScene(
        grid: grid, bands: [.init("green") { _, _ in 500 }, .init("swir16", sample: sample)])
      return try Scene(opening: InputPath(try scene.write(to: name, in: scenery.home)))
    }
    var request = ScanRequest(
      before: try scene("before", before), after: try scene("after", after),
      rules: try Scenery.rules(
        "[{kind: brighter, when: change.swir16 > 0.02, minimum: {pixels: 1}}]"))
    request.preparation.registration = Registration(
      of: (0..<9).map { _ in .init(columns: 0.25, rows: 0, peakRatio: 9) }, in: .green)
    return try await PairScan.run(AnalysisPlan(request), threads: 1).candidates
  }

  @Test("that the shift explains are marked and lowered")
  func edge() async throws {
    // An edge of 0.2: a quarter of a pixel changes its pixels by 0.05.
    let found = try await scan(
      before: { column, _ in column < 12 ? 1000 : 3000 },
      after: { column, _ in column < 11 ? 1000 : column == 11 ? 1490 : 3000 })
    #expect(found.count == 1)
    #expect(found.first?.evidence.maskReasons == ["registration"])
    #expect(found.first.map { $0.score <= 0.25 } == true)
  }

  @Test("of a change larger than that are neither marked nor lowered")
  func change() async throws {
    let found = try await scan(
      before: { column, _ in column < 12 ? 1000 : 3000 },
      after: { column, _ in column < 9 ? 1000 : 3000 })
    #expect(found.count == 1)
    #expect(found.first?.evidence.maskReasons == [])
    #expect(found.first?.score == 1)
  }

  @Test("are no matter away from edges: a faint change of flat ground stands")
  func faint() async throws {
    let found = try await scan(
      before: { _, _ in 1000 },
      after: { column, row in (6..<18).contains(column) && (4..<12).contains(row) ? 1300 : 1000 })
    #expect(found.count == 1)
    #expect(found.first?.score == 1)
  }
}
