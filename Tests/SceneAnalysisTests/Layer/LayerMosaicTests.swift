import GeoFiles
import RasterGrid
import SceneBuilding
import Scenes
import Sites
import Spectral
import Testing

@testable import SceneAnalysis

@Suite("Several products in one layer")
struct LayerMosaicTests {
  private let scenery: LayerScenery
  init() throws { scenery = try LayerScenery() }

  /// A strip over 120 E, 1 km wide, as one product of zone 51.
  private func whole(_ name: String, _ ground: LayerScenery.Ground) throws -> Scene {
    try scenery.product(
      name, ground, on: try LayerScenery.grid(zone: 51, width: 120, height: 80))
  }

  /// The same as a product of zone 50 in the west and one of zone 51 in the east, which overlap by
  /// about 60 m.
  private func halves(_ name: String, _ ground: LayerScenery.Ground) throws -> [Scene] {
    try [(50, -280.0), (51, 280.0)].map { zone, east in
      try scenery.product(
        "\(name)-zone\(zone)", ground,
        on: try LayerScenery.grid(zone: zone, width: 62, height: 80, east: east))
    }
  }

  private func region() throws -> Region { try scenery.region(width: 1000, height: 600) }

  @Test("shows no seam: cut in two zones it differs from the whole by the rounding of samples only")
  func noSeam() async throws {
    let region = try region()
    let ground = LayerScenery.slope
    let one = try await scenery.layer(
      "one.tif", LayerRequest(scenes: [try whole("whole", ground)], region: region))
    let two = try await scenery.layer(
      "two.tif", LayerRequest(scenes: try halves("part", ground), region: region))
    for role in [BandRole.green, .swir16] {
      let (grid, a) = try scenery.stored(one.path, role)
      let b = try scenery.stored(two.path, role).numbers
      #expect(a.count == 100 * 60 && !a.contains(0) && !b.contains(0))
      // Half a step when samples were rounded, half when they were stored, on either side. Without
      // its neighbours a pixel at the edge of a product would be off by some ten steps.
      #expect(zip(a, b).allSatisfy { abs($0 - $1) <= 2 })
      // And both are the ground itself.
      let value = try #require(ground.bands[role])
      for (i, number) in b.enumerated() {
        let place = grid.affine.map(
          column: Double(i % grid.width) + 0.5, row: Double(i / grid.width) + 0.5)
        let wanted = value(place) * 10_000 + 2000
        #expect(abs(number - wanted) <= 1.1, "\(i % grid.width), \(i / grid.width)")
      }
    }
  }

  @Test("takes the better pixel where products overlap: least hidden, then least in doubt")
  func betterPixel() async throws {
    let grid = Grid(
      width: 4, height: 1,
      affine: Affine(
        originX: LayerScenery.middle.x - 20, originY: LayerScenery.middle.y, pixel: 10),
      crs: LayerScenery.regional)
    func product(_ name: String, _ value: Double, _ classes: [UInt16]) throws -> Scene {
      @Sendable func column(_ place: MapPoint) -> Int { Int(grid.affine.pixel(place).column) }
      return try scenery.product(
        name,
        .init(bands: [.green: { _ in value }], classes: { classes[column($0)] }), on: grid)
    }
    // Cloud against cirrus, cirrus against clear, nodata against shadow, clear against clear.
    let scenes = [
      try product("a", 0.1, [9, 10, 3, 4]), try product("b", 0.3, [10, 4, 0, 4]),
    ]
    let first = scenes.min { $0.id < $1.id }?.path == scenes[0].path ? 3000.0 : 5000.0
    let region = try scenery.scenery.region(
      "row", around: [(0, 0), (4, 0), (4, 1), (0, 1)], of: grid,
      more: "grid: {crs: \"EPSG:4549\", pixel: 10}")
    for order in [scenes, scenes.reversed()] {
      let made = try await scenery.layer(
        "a.tif", LayerRequest(scenes: order, region: region))
      #expect(try scenery.stored(made.path, .green).numbers == [5000, 5000, 3000, first])
      #expect(try scenery.stored(made.path, nil).numbers == [32, 0, 16, 0])
    }
  }

  @Test("takes a product's bands together: what one band lacks is not filled from another time")
  func bandsTogether() async throws {
    let grid = Grid(
      width: 2, height: 1,
      affine: Affine(originX: LayerScenery.middle.x, originY: LayerScenery.middle.y, pixel: 10),
      crs: LayerScenery.regional)
    let scenes = try [0.1, 0.3].map { value in
      try scenery.product(
        "p\(value)",
        .init(bands: [
          .green: { place in
            value < 0.2 && place.x < LayerScenery.middle.x + 10 ? .nan : value
          }, .swir16: { _ in value },
        ]), on: grid)
    }
    let region = try scenery.scenery.region(
      "row", around: [(0, 0), (2, 0), (2, 1), (0, 1)], of: grid,
      more: "grid: {crs: \"EPSG:4549\", pixel: 10}")
    let made = try await scenery.layer("a.tif", LayerRequest(scenes: scenes, region: region))
    let green = try scenery.stored(made.path, .green).numbers
    #expect(green[0] == 5000)
    #expect(green == (try scenery.stored(made.path, .swir16).numbers))
  }

  @Test("has an id of its own that neither order nor place of the products changes")
  func identity() throws {
    let region = try region()
    let scenes = try halves("part", LayerScenery.slope)
    let plan = try LayerPlan(LayerRequest(scenes: scenes, region: region))
    let id = plan.origin.scene
    #expect(id.wholeMatch(of: /sentinel-2-l2a-20240501-[0-9a-f]{12}/) != nil)
    #expect(!scenes.map(\.id).contains(id))
    let turned = try LayerPlan(LayerRequest(scenes: scenes.reversed(), region: region))
    #expect(turned.origin.scene == id)
    #expect(turned.origin.sources == scenes.map(\.id).sorted())
    let other = try scenery.region("other", width: 1000, height: 600)
    #expect(try LayerPlan(LayerRequest(scenes: scenes, region: other)).origin.scene != id)
    #expect(
      try LayerPlan(LayerRequest(scenes: [scenes[0]], region: region)).origin.scene
        == scenes[0].id)
  }

  @Test("scanned, cut at the zone line, gives the candidates of the whole, within a pixel")
  func sameCandidates() async throws {
    let region = try region()
    // A pond over 120 E that is filled in part, over the line, and two beside it.
    func ground(_ filled: Bool) -> LayerScenery.Ground {
      @Sendable func isWater(_ p: MapPoint) -> Bool {
        let (x, y) = (p.x - LayerScenery.middle.x, p.y - LayerScenery.middle.y)
        return !filled || !(abs(x) < 95 && abs(y) < 65 || abs(abs(x) - 330) < 52 && abs(y) < 120)
      }
      return .init(
        bands: [.green: { isWater($0) ? 0.08 : 0.06 }, .swir16: { isWater($0) ? 0.02 : 0.18 }],
        classes: { _ in 6 })
    }
    func candidates(_ products: (String, LayerScenery.Ground) throws -> [Scene]) async throws
      -> [Candidate]
    {
      var layers: [Scene] = []
      for (name, filled) in [("before", false), ("after", true)] {
        let made = try await scenery.layer(
          "\(name).tif",
          LayerRequest(scenes: try products(name, ground(filled)), region: region))
        layers.append(try Scene(opening: try InputPath(made.path)))
      }
      let plan = try AnalysisPlan(
        ScanRequest(
          before: layers[0], after: layers[1], region: region,
          rules: try Scenery.rules(Scenery.waterLost)))
      return try await PairScan.run(plan, threads: 1).candidates
    }
    let one = try await candidates { [try whole($0, $1)] }
    let two = try await candidates { try halves($0, $1) }
    #expect(one.count == 3)
    #expect(two.count == 3)
    let grid = try #require(try region.ownGrid())
    for candidate in one {
      let place = try candidate.centroid(on: grid)
      var nearest: (candidate: Candidate, distance: Double)?
      for other in two {
        let there = try other.centroid(on: grid)
        let distance = max(abs(there.x - place.x), abs(there.y - place.y))
        if distance < nearest?.distance ?? .infinity { nearest = (other, distance) }
      }
      let twin = try #require(nearest)
      #expect(twin.distance < 0.5)
      // No pixel of either lies farther than one pixel from the other.
      let (a, b) = (try candidate.pixels(on: grid), try twin.candidate.pixels(on: grid))
      #expect(a.isSubset(of: b.grown) && b.isSubset(of: a.grown))
      #expect(abs(candidate.score - twin.candidate.score) < 0.05)
    }
  }
}

extension Set<Pixel> {
  /// With all eight neighbours of every pixel.
  fileprivate var grown: Set<Pixel> {
    Set(
      flatMap { pixel in
        (-1...1).flatMap { row in
          (-1...1).map { Pixel(column: pixel.column + $0, row: pixel.row + row) }
        }
      })
  }
}
