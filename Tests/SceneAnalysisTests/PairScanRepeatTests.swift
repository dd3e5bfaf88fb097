import GeoFiles
import RasterGrid
import SceneBuilding
import Scenes
import SeededRandomness
import Sites
import Synchronization
import Testing

@testable import SceneAnalysis

@Suite("Pair scan, again")
struct PairScanRepeatTests {
  private let drawing = Drawing(width: 48, height: 40, density: 0.35, seed: 21)
  private let rules = """
    - kind: water-lost
      where: before.MNDWI > 0
      when: after.MNDWI < 0
      score: clamp((before.MNDWI - after.MNDWI) / 2, 0, 1)
      minimum: {area: 150}
    - {kind: bright, when: change.green > -0.03 and after.swir16 > 0.1, minimum: {pixels: 3}}
    """

  /// Random water lost, with values and clouds that differ from pixel to pixel.
  private func plan(_ scenery: Scenery, region: Region? = nil) throws -> AnalysisPlan {
    let grid = drawing.grid
    var random = SplitMix(state: 3)
    let noise = (0..<grid.window.area).map { _ in UInt16.random(in: 0..<300, using: &random) }
    let classes = (0..<grid.window.area).map { _ in
      UInt16.random(in: 0..<40, using: &random)
    }
    let request = try scenery.request(
      drawing, rules: rules, region: region, options: .init()
    ) { scene in
      let swir = scene.bands[1].sample
      scene.bands[1].sample = { swir($0, $1) + noise[$1 * grid.width + $0] }
      scene.classes = .init("SCL") { column, row in
        let code = classes[row * grid.width + column]
        return (8...9).contains(code) ? code : 6
      }
    }
    return try AnalysisPlan(request)
  }

  private func bytes(_ plan: AnalysisPlan, threads: Int = 1) async throws -> String {
    let result = try await PairScan.run(plan, threads: threads)
    #expect(result.candidates.count > 5)
    return String(
      decoding: GeoJSON.featureCollection(
        name: "candidates", candidates: result.candidates,
        members: [("tianyan", plan.trace(of: result))]), as: UTF8.self)
  }

  private func cut(_ plan: AnalysisPlan, _ width: Int, _ height: Int) -> AnalysisPlan {
    let tiles = plan.reading.grid.tiles(TileShape(width: width, height: height))
    var cut = plan
    cut.windows = plan.spans.map { tiles.compactMap($0.shrunk) } ?? tiles
    return cut
  }

  @Test("gives the same bytes in one tile and in many")
  func tiles() async throws {
    let scenery = try Scenery()
    let plan = try plan(scenery)
    #expect(plan.windows.count == 1)
    let whole = try await bytes(plan)
    for (width, height) in [(16, 16), (7, 5), (48, 3), (1, 40)] {
      let tiled = cut(plan, width, height)
      #expect(tiled.windows.count > 2)
      #expect(try await bytes(tiled) == whole, "tiles of \(width) x \(height)")
    }
  }

  @Test("gives the same bytes in one tile and in many inside a region")
  func tilesOfRegion() async throws {
    let scenery = try Scenery()
    let region = try scenery.region(
      "county", around: [(3, 2), (45, 7), (40, 38), (20, 20), (5, 36)],
      of: SyntheticScene.grid(width: 48, height: 40))
    let plan = try plan(scenery, region: region)
    #expect(try await bytes(cut(plan, 7, 5)) == bytes(plan))
  }

  @Test("gives the same bytes with one thread, two and five")
  func threads() async throws {
    let scenery = try Scenery()
    let plan = cut(try plan(scenery), 7, 5)
    let one = try await bytes(plan, threads: 1)
    #expect(try await bytes(plan, threads: 2) == one)
    #expect(try await bytes(plan, threads: 5) == one)
  }

  @Test("gives the same bytes a second time, and from copies of the scenes elsewhere")
  func repeated() async throws {
    let first = try Scenery()
    let second = try Scenery()
    let plan = try plan(first)
    let bytes = try await bytes(plan)
    #expect(try await self.bytes(plan) == bytes)
    #expect(try await self.bytes(self.plan(second)) == bytes)
  }

  @Test("gives other ids where one pixel of a scene differs")
  func otherScene() async throws {
    var ids: [String] = []
    for drawing in [Drawing("~#~~", "~~~~"), Drawing("~#~~", "~~~#")] {
      let scenery = try Scenery()
      let request = try scenery.request(drawing)
      let found = try await PairScan.run(AnalysisPlan(request), threads: 1).candidates
      let same = try found.first { try $0.pixels(on: request.before.grid).contains(pixel) }
      ids.append(try #require(same).id)
    }
    #expect(ids[0] != ids[1])
  }

  private let pixel = Pixel(column: 1, row: 0)

  @Test("tells progress up to the whole")
  func progress() async throws {
    let scenery = try Scenery()
    let plan = cut(try plan(scenery), 16, 16)
    let log = ProgressLog()
    _ = try await PairScan.run(plan, threads: 2) { log.add($0) }
    #expect(log.fractions.sorted() == (1...9).map { Double($0) / 9 })
  }
}

/// What a scan says of its progress, from whichever thread.
private final class ProgressLog: Sendable {
  private let told = Mutex<[Double]>([])
  var fractions: [Double] { told.withLock { $0 } }
  func add(_ fraction: Double) { told.withLock { $0.append(fraction) } }
}
