import GeoFiles
import RasterGrid
import SceneBuilding
import Scenes
import Spectral
import Synchronization
import Testing

@testable import SceneAnalysis

@Suite("Index map")
struct IndexMapTests {
  private let scenery: IndexScenery
  init() throws { scenery = try IndexScenery() }

  @Test("has the value of the formula in every pixel, worked out in Double")
  func formula() async throws {
    let green: [Float] = [0.1, 0.2, 0.3, 0.4, 0.05, 0.06]
    let swir16: [Float] = [0.4, 0.2, 0.1, 0.02, 0.3, 0.06]
    let scene = try scenery.scene([(.green, green), (.swir16, swir16)], width: 3, height: 2)
    let map = try await GatheredMap(IndexScenery.plan("MNDWI", of: scene))
    for ((g, s), found) in zip(zip(green, swir16), map.layers[0]) {
      let wanted = (Double(g) - Double(s)) / (Double(g) + Double(s))
      #expect(abs(Double(found) - wanted) < 1e-6)
    }
  }

  @Test("leaves out nodata and certain cloud of Sen2Cor's classes, and nothing in plain mode")
  func masks() async throws {
    var extras = IndexScenery.Extras()
    extras.classes = Array(0...11)
    let scene = try scenery.scene(
      [(.green, [Float](repeating: 0.2, count: 12))], width: 12, height: 1, extras)
    let masked = try await GatheredMap(IndexScenery.plan("green", "2 * green", of: scene))
    // 0 is no data, 9 cloud of high probability; 8, medium, only makes doubtful.
    #expect(masked.holes(0) == [0, 9])
    #expect(masked.holes(1) == [0, 9])
    #expect(masked.summaries.map(\.observed) == [10, 10])
    #expect(masked.summaries.map(\.considered) == [12, 12])
    let plain = try await GatheredMap(IndexScenery.plan("green", of: scene, plain: true))
    #expect(plain.holes() == [])
    #expect(plain.summaries[0].observed == 12)
  }

  @Test("lacks a pixel only in the layers that read the band without data there")
  func nodata() async throws {
    let scene = try scenery.scene(
      [(.green, [0.1, 0.1, 0.1]), (.red, [0.1, .nan, 0.1]), (.nir, [0.3, 0.3, .nan])],
      width: 3, height: 1)
    let map = try await GatheredMap(
      IndexScenery.plan("NDVI", "NDTI", "green", of: scene))
    #expect(map.holes(0) == [1, 2])
    #expect(map.holes(1) == [1])
    #expect(map.holes(2) == [])
    #expect(map.summaries.map(\.observed) == [1, 2, 3])
  }

  @Test("takes the number that stands for no data, and no other, for it")
  func nodataNumber() async throws {
    let plot = try Scenery()
    let scene = try plot.scene("scene", Drawing("~ #", "+ ~"))
    let map = try await GatheredMap(IndexScenery.plan("MNDWI", of: scene, plain: true))
    #expect(map.holes() == [1, 4])
    for (found, wanted) in zip(map.layers[0], [0.6, .nan, -0.5, -0.25, .nan, 0.6] as [Float]) {
      #expect(wanted.isNaN || abs(found - wanted) < 1e-6)
    }
  }

  /// Ten pixels in two rows and six below their left part, of a scene of 10 x 8 pixels.
  private static let hook: [(column: Double, row: Double)] = [
    (2, 1), (7, 1), (7, 3), (4, 3), (4, 6), (2, 6),
  ]
  private static let hookDrawn = Drawing("#####", "#####", "##   ", "##   ", "##   ")

  @Test("shows a region alone: cut to its bounds, unknown outside of it")
  func region() async throws {
    let plot = try Scenery()
    let covers: [Cover] = [.water, .soil, .sand]
    let scene = try plot.scene("scene", on: SyntheticScene.grid(width: 10, height: 8)) {
      covers[($0 + 2 * $1) % 3]
    }
    let region = try plot.region("hook", around: Self.hook, of: scene.grid)
    let whole = try await GatheredMap(IndexScenery.plan("MNDWI", of: scene))
    let plan = try IndexScenery.plan("MNDWI", of: scene, region: region)
    #expect(
      plan.reading.grid
        == scene.grid.cropped(to: PixelWindow(column: 2, row: 1, width: 5, height: 5)))
    let map = try await GatheredMap(plan)
    for row in 0..<5 {
      for column in 0..<5 {
        let found = map.layers[0][row * 5 + column]
        let isInside = Self.hookDrawn[column: column, row: row] == "#"
        let wanted = whole.layers[0][(row + 1) * 10 + column + 2]
        #expect(isInside ? found == wanted : found.isNaN, "column \(column), row \(row)")
      }
    }
    #expect(map.summaries[0].considered == 16)
    #expect(map.summaries[0].observed == 16)
  }

  @Test("is the same in one tile and in many, with a region and without")
  func tiles() async throws {
    let scene = try scenery.scene()
    let plot = try Scenery()
    let region = try plot.region(
      "hook", around: Self.hook.map { ($0 * 4, $1 * 3) }, of: scene.grid)
    for region in [nil, region] {
      var plan = try IndexScenery.plan("NDVI", "MNDWI > 0", of: scene, region: region)
      #expect(plan.windows == [plan.reading.grid.window])
      let one = try await GatheredMap(plan)
      #expect(!one.layers.joined().contains(GatheredMap.unwritten))
      plan.windows = plan.reading.grid.tiles(TileShape(width: 7, height: 5))
      #expect(plan.windows.count > 5)
      let many = try await GatheredMap(plan)
      #expect(many.bits == one.bits)
      #expect(many.summaries.map(\.mean) == one.summaries.map(\.mean))
      #expect(many.summaries.map(\.range) == one.summaries.map(\.range))
      #expect(many.summaries.map(\.observed) == one.summaries.map(\.observed))
    }
  }

  @Test("shows a condition as 1 where it holds, 0 where it does not, and unknown else")
  func conditions() async throws {
    let scene = try scenery.scene(
      [(.green, [0.4, 0.1, 0.2, .nan]), (.red, [.nan, .nan, 0.1, 0.1])], width: 4, height: 1)
    let map = try await GatheredMap(
      IndexScenery.plan("green > 0.15", "green > 0.3 or red > 0", "not green > 0.15", of: scene))
    #expect(map.bits[0] == ([1, 0, 1, .nan] as [Float]).map(\.bitPattern))
    // A pixel where any band that is read is unknown was not observed, even if one side holds.
    #expect(map.bits[1] == ([.nan, .nan, 1, .nan] as [Float]).map(\.bitPattern))
    #expect(map.bits[2] == ([0, 1, 0, .nan] as [Float]).map(\.bitPattern))
    #expect(abs((map.summaries[0].mean ?? 0) - 2.0 / 3) < 1e-12)
  }

  @Test("of several layers is each of them alone, and reads a band once for all")
  func layers() async throws {
    let scene = try scenery.scene()
    let names = ["NDVI", "MNDWI", "NDWI", "green + red", "NDVI > 0.2"]
    let together = try IndexPlan(
      IndexRequest(scene: scene, layers: try names.map { try IndexScenery.layer($0) }))
    #expect(together.reading.bands.count == 4)
    let all = try await GatheredMap(together)
    #expect(all.summaries.map(\.name) == names)
    for (i, name) in names.enumerated() {
      let alone = try await GatheredMap(IndexScenery.plan(name, of: scene))
      #expect(alone.bits[0] == all.bits[i], "\(name)")
    }
  }

  @Test("sums up what it shows: count, range and mean, as Double gives them")
  func summary() async throws {
    let scene = try scenery.scene()
    let map = try await GatheredMap(IndexScenery.plan("NDVI", "100 * swir16", of: scene))
    for (values, summary) in zip(map.layers, map.summaries) {
      let known = values.filter { !$0.isNaN }
      #expect(known.count < values.count, "nothing is unknown, and the test proves nothing of it")
      #expect(summary.observed == known.count)
      #expect(summary.considered == values.count)
      #expect(summary.range?.lowerBound == known.min())
      #expect(summary.range?.upperBound == known.max())
      let mean = known.reduce(0) { $0 + Double($1) } / Double(known.count)
      // Half of the step that exact sums count in.
      #expect(abs((summary.mean ?? .nan) - mean) <= 0.5 / 1_048_576)
    }
  }

  @Test("subtracts glint from the bands of shorter waves, not from itself, longer ones or warmth")
  func glint() async throws {
    let scene = try scenery.scene(of: [.green, .nir08, .swir16, .swir22, .lwir11])
    let corrected = try ["green", "nir08", "swir16", "swir22", "lwir11"].map {
      try IndexScenery.layer($0, glint: .swir16)
    }
    let map = try await GatheredMap(IndexPlan(IndexRequest(scene: scene, layers: corrected)))
    let wanted = try await GatheredMap(
      IndexScenery.plan(
        "green - swir16", "nir08 - swir16", "swir16", "swir22", "lwir11", of: scene))
    #expect(map.bits == wanted.bits)
  }

  @Test("corrects one layer and leaves the same index beside it as it is")
  func glintOfOneLayer() async throws {
    let scene = try scenery.scene()
    let map = try await GatheredMap(
      IndexPlan(
        IndexRequest(
          scene: scene,
          layers: [
            try IndexScenery.layer("NDTI"), try IndexScenery.layer("NDTI", glint: .swir16),
            try IndexScenery.layer("NDTI"),
          ])))
    let wanted = try await GatheredMap(
      IndexScenery.plan("NDTI", "nd(red - swir16, green - swir16)", of: scene))
    #expect(map.bits[0] == wanted.bits[0])
    #expect(map.bits[1] == wanted.bits[1])
    #expect(map.bits[2] == wanted.bits[0])
    #expect(map.bits[1] != map.bits[0])
  }

  @Test("uses the constants that were set, else those of the scene's sensor")
  func constants() async throws {
    let scene = try scenery.scene([(.green, [0.5])], width: 1, height: 1)
    var request = IndexRequest(
      scene: scene,
      layers: [try IndexScenery.layer("L * green"), try IndexScenery.layer("lambdaR")])
    request.formulas = try FormulaSettings(catalogue: nil, assignments: ["L=0.25"])
    let set = try await GatheredMap(IndexPlan(request))
    #expect(set.layers[0] == [0.125])
    // Sentinel-2A's red is at 664.6 nm, 2B's at 665.0.
    #expect(abs(set.layers[1][0] - 664.6) < 1e-3)
    var extras = IndexScenery.Extras()
    extras.sensor = "sentinel-2b"
    let other = try scenery.scene([(.green, [0.5])], width: 1, height: 1, extras)
    let map = try await GatheredMap(IndexScenery.plan("lambdaR", of: other))
    #expect(abs(map.layers[0][0] - 665.0) < 1e-3)
  }

  @Test("repeats a coarse band under the fine pixels where nearest is asked for")
  func coarse() async throws {
    let scene = SyntheticScene(
      grid: SyntheticScene.grid(width: 6, height: 4),
      bands: [
        .init("green") { _, _ in 1000 },
        .init("swir16", factor: 2) { UInt16(1 + $0 + 10 * $1) },
      ])
    let opened = try Scene(opening: try InputPath(try scene.write(to: "coarse", in: scenery.home)))
    let map = try await GatheredMap(IndexScenery.plan("green + swir16", of: opened))
    for row in 0..<4 {
      for column in 0..<6 {
        let wanted = 0.1 + Float(1 + column / 2 + 10 * (row / 2)) * 1e-4
        #expect(abs(map.layers[0][row * 6 + column] - wanted) < 1e-6)
      }
    }
  }

  @Test("stops where its values cannot be taken, and says why")
  func failingSink() async throws {
    let plan = try IndexScenery.plan("NDVI", of: try scenery.scene())
    let refusal = await #expect(throws: Refusal.self) {
      _ = try await IndexMap.run(plan, threads: 2) { _, _, _ in
        throw Refusal(.ioError, "no space", subject: "map")
      }
    }
    #expect(refusal?.reason == .ioError)
  }

  @Test("tells how far it is, up to the end")
  func progress() async throws {
    var plan = try IndexScenery.plan("NDVI", of: try scenery.scene())
    plan.windows = plan.reading.grid.tiles(TileShape(width: 10, height: 24))
    let told = Mutex<[Double]>([])
    _ = try await IndexMap.run(
      plan, threads: 1, progress: { part in told.withLock { $0.append(part) } }
    ) { _, _, _ in }
    #expect(told.withLock { $0 } == [0.25, 0.5, 0.75, 1])
  }
}
