import GeoFiles
import RasterGrid
import SceneBuilding
import Scenes
import Spectral
import Testing

@testable import SceneAnalysis

@Suite("Making a layer")
struct LayerMakingTests {
  private let scenery: LayerScenery
  init() throws { scenery = try LayerScenery() }

  /// Pixels by column and row of a product that lies on its region's grid, 6 x 4 of them.
  private func small(
    _ bands: [BandRole: [Double]], classes: [UInt16]? = nil,
    adjust: (inout SyntheticScene) -> Void = { _ in }
  ) throws -> LayerRequest {
    let grid = Grid(
      width: 6, height: 4,
      affine: Affine(
        originX: LayerScenery.middle.x - 30, originY: LayerScenery.middle.y + 20, pixel: 10),
      crs: LayerScenery.regional)
    func at<T: Sendable>(_ values: [T]) -> @Sendable (MapPoint) -> T {
      { place in
        let pixel = grid.affine.pixel(place)
        return values[Int(pixel.row) * 6 + Int(pixel.column)]
      }
    }
    let scene = try scenery.product(
      "product", .init(bands: bands.mapValues(at), classes: classes.map(at)), on: grid,
      adjust: adjust)
    return LayerRequest(
      scenes: [scene], region: try scenery.region(width: 60, height: 40), resampling: .bilinear)
  }

  @Test("keeps negative reflectances and bright ones, and reads them back to half a step")
  func negatives() async throws {
    let values =
      [
        -0.05, -0.0999, 0, 0.0001, -0.0001, 0.5, 1, 1.5, 2.5, 5.4535,
      ] + [Double](repeating: 0.1, count: 14)
    let made = try await scenery.layer("a.tif", try small([.green: values]))
    let scene = try Scene(opening: try InputPath(made.path))
    let calibration = try #require(scene.bands[.green]?.calibration)
    let back = try scenery.stored(made.path, .green).numbers.map {
      $0 * calibration.scale + calibration.offset
    }
    #expect(zip(back, values).allSatisfy { abs($0 - $1) <= 5e-5 })
    #expect(made.summary.clipped == 0)
    #expect(made.summary.measured == 24)
  }

  /// Scale and offset of samples, and whether a layer keeps them.
  struct Counts: Sendable, CustomTestStringConvertible {
    var offset: String
    var scale = "0.0001"
    var areKept: Bool
    var testDescription: String { "\(scale) \(offset)" }
  }

  @Test(
    "keeps the counts of products that count in ten-thousandths, so that values stay the same bits",
    arguments: [
      Counts(offset: "-0.1", areKept: true), Counts(offset: "0", areKept: true),
      Counts(offset: "-0.2", areKept: true), Counts(offset: "-0.21", areKept: false),
      Counts(offset: "0.01", areKept: false),
      Counts(offset: "-0.1", scale: "0.0000275", areKept: false),
    ])
  func ownCounts(counts: Counts) async throws {
    let request = try small([.green: [Double](repeating: 0, count: 24)]) { scene in
      scene.description = scene.description.replacing(
        "offset: -0.25", with: "offset: " + counts.offset
      )
      .replacing("scale: 0.0001", with: "scale: " + counts.scale)
      scene.bands[0].sample = { column, row in UInt16(2800 * row + 400 * column) }
    }
    let made = try await scenery.layer("a.tif", request)
    let scene = try Scene(opening: try InputPath(made.path))
    let wanted =
      counts.areKept
      ? request.scenes[0].bands[.green]?.calibration
      : Calibration(scale: 0.0001, offset: -0.2, nodata: 0)
    #expect(scene.bands[.green]?.calibration == wanted)
    let stored = try scenery.stored(made.path, .green).numbers
    let samples = (0..<4).flatMap { row in (0..<6).map { Double(2800 * row + 400 * $0) } }
    #expect((stored == samples) == counts.areKept)
  }

  @Test("clips what no step reaches, and counts it")
  func clipping() async throws {
    let request = try small([.green: [Double](repeating: 0, count: 24)]) { scene in
      // A scale under which samples mean -0.3, 6.3 and 6.6.
      scene.description = scene.description.replacing("scale: 0.0001", with: "scale: 0.3")
        .replacing("offset: -0.25", with: "offset: -0.6")
      scene.bands[0].sample = { column, row in row > 0 ? 2 : [1, 23, 24, 2, 3, 0][column] }
    }
    let made = try await scenery.layer("a.tif", request)
    #expect(
      try scenery.stored(made.path, .green).numbers.prefix(6)
        == [1, 65_000, 65_535, 2000, 5000, 0])
    #expect(made.summary.clipped == 2)
  }

  @Test("keeps nodata, saturation and every other reason, and adds nodata where no band has any")
  func reasons() async throws {
    var green = [Double](repeating: 0.2, count: 24)
    var swir16 = green
    (green[0], swir16[0]) = (.nan, .nan)  // nothing at all
    green[1] = .nan  // one band still says something
    let classes: [UInt16] = [4, 4, 0, 1, 2, 3, 8, 9, 10, 11, 6] + [UInt16](repeating: 5, count: 13)
    let made = try await scenery.layer(
      "a.tif", try small([.green: green, .swir16: swir16], classes: classes))
    let bits: [MaskReasons] = [
      .nodata, [], .nodata, .saturated, .terrainShadow, .cloudShadow, .possibleCloud, .cloud,
      .cirrus, .snow, [],
    ]
    #expect(
      try scenery.stored(made.path, nil).numbers
        == (bits.map { Double($0.rawValue) } + [Double](repeating: 0, count: 13)))
    #expect(try scenery.stored(made.path, .green).numbers.prefix(3) == [0, 0, 4000])
    #expect(try scenery.stored(made.path, .swir16).numbers.prefix(3) == [0, 4000, 4000])
    #expect(
      made.summary
        == LayerMaking.Summary(considered: 24, measured: 22, clear: 15, clipped: 0))
  }

  @Test("stores temperatures in hundredths of a kelvin")
  func kelvin() async throws {
    let request = try small([.green: [Double](repeating: 0.2, count: 24)]) { scene in
      scene.description = scene.description.replacing("offset: -0.25", with: "offset: 290")
      scene.bands = [.init("lwir11") { column, _ in UInt16(column * 10_000 + 1) }]
    }
    let made = try await scenery.layer("a.tif", request)
    #expect(
      try scenery.stored(made.path, .lwir11).numbers.prefix(6)
        == [29_000, 29_100, 29_200, 29_300, 29_400, 29_500])
  }

  @Test("holds nothing outside the region, and says so")
  func outside() async throws {
    var request = try small(
      [.green: [Double](repeating: 0.2, count: 24)], classes: [UInt16](repeating: 9, count: 24))
    request.region = try scenery.scenery.region(
      "triangle", around: [(0, 0), (6, 0), (0, 4)], of: request.scenes[0].grid,
      more: "grid: {crs: \"EPSG:4549\", pixel: 10}")
    let made = try await scenery.layer("a.tif", request)
    // Middles (c + 0.5, r + 0.5) left of the line from (6, 0) to (0, 4).
    var inside: [Bool] = []
    for row in 0..<4 {
      for column in 0..<6 {
        inside.append(4 * (Double(column) + 0.5) + 6 * (Double(row) + 0.5) < 24)
      }
    }
    #expect(try scenery.stored(made.path, .green).numbers == inside.map { $0 ? 4000.0 : 0 })
    #expect(try scenery.stored(made.path, nil).numbers == inside.map { $0 ? 4.0 : 1 })
    #expect(made.summary.considered == inside.count(where: { $0 }))
  }

  @Test("covers the whole region, of which a product may show a part")
  func partial() async throws {
    var request = try small([.green: [Double](repeating: 0.2, count: 24)])
    request.region = try scenery.region("wide", width: 100, height: 80)
    let made = try await scenery.layer("a.tif", request)
    let (grid, green) = try scenery.stored(made.path, .green)
    #expect(grid.width == 10 && grid.height == 8)
    var covered: [Bool] = []
    for row in 0..<8 {
      for column in 0..<10 {
        covered.append((2..<8).contains(column) && (2..<6).contains(row))
      }
    }
    #expect(green == covered.map { $0 ? 4000.0 : 0 })
    #expect(try scenery.stored(made.path, nil).numbers == covered.map { $0 ? 0.0 : 1 })
    #expect(made.summary.measured == 24)
  }

  @Test("is the same bytes for any number of threads and any order of the products")
  func sameBytes() async throws {
    let region = try scenery.region(width: 700, height: 500)
    let scenes = try [(50, -180.0), (51, 180.0)].map { zone, east in
      var ground = LayerScenery.slope
      ground.classes = { UInt16(abs(Int($0.x) / 50 + Int($0.y) / 70 + zone) % 12) }
      return try scenery.product(
        "zone\(zone)", ground,
        on: try LayerScenery.grid(zone: zone, width: 48, height: 60, east: east))
    }
    var files: [[UInt8]] = []
    for (threads, scenes) in [(1, scenes), (2, scenes), (5, scenes.reversed()), (1, scenes)] {
      try await scenery.layer(
        "a.tif", LayerRequest(scenes: scenes, region: region), threads: threads)
      files.append(try scenery.home.bytes(of: "a.tif"))
    }
    #expect(files.allSatisfy { $0 == files[0] })
    // Nothing is left of what the layer was made from.
    #expect(try scenery.home.names() == ["a.tif", "county", "zone50", "zone51"])
  }

  @Test("that is given up leaves nothing, and what stood there stays")
  func givenUp() async throws {
    try scenery.home.write("old", to: "a.tif")
    do {
      let plan = try LayerPlan(try small([.green: [Double](repeating: 0.2, count: 24)]))
      let file = try LayerFile(for: plan, at: scenery.home.file("a.tif"))
      _ = try await LayerMaking.run(plan, into: file, threads: 1)
    }
    #expect(try scenery.home.bytes(of: "a.tif") == Array("old".utf8))
    #expect(try scenery.home.names() == ["a.tif", "county", "product"])
  }
}
