import GeoFiles
import RasterGrid
import SceneBuilding
import Scenes
import Spectral
import Testing

@testable import SceneAnalysis

@Suite("Index file")
struct IndexFileTests {
  private let scenery: IndexScenery
  private var path: String { scenery.home.file("map.tif") }

  init() throws { scenery = try IndexScenery() }

  /// Writes the map of a plan as the program does.
  private func write(_ plan: IndexPlan, _ storage: IndexFile.Storage = .float, threads: Int = 1)
    async throws
  {
    let file = try IndexFile(for: plan, storage: storage, at: path)
    _ = try await IndexMap.run(plan, threads: threads) { values, layer, window in
      try file.write(values, layer: layer, window: window)
    }
    try file.publish(threads: threads)
  }

  private func numbers(_ band: Int, _ type: SampleType, of grid: Grid) throws -> [Double] {
    let plane = SamplePlane()
    try RasterFile(opening: try InputPath(path)).read(
      band: band, window: grid.window, as: type, into: plane)
    return plane.numbers
  }

  private func info() throws -> RasterInfo { try RasterFile(opening: try InputPath(path)).info() }

  private func text() throws -> String {
    String(decoding: try scenery.home.bytes(of: "map.tif"), as: UTF8.self)
  }

  @Test("holds the values of the map as they are, NaN where there is none")
  func float() async throws {
    let scene = try scenery.scene()
    let plan = try IndexScenery.plan("NDVI", "red > 0.3", of: scene)
    try await write(plan)
    let map = try await GatheredMap(plan)
    let info = try info()
    #expect(info.grid == scene.grid)
    #expect(info.bands.map(\.sampleType) == [.float32, .float32])
    #expect(info.bands.allSatisfy { $0.nodata?.isNaN == true })
    #expect(info.bands.allSatisfy { ($0.scale ?? 1) == 1 && ($0.offset ?? 0) == 0 })
    for layer in 0..<2 {
      let found = try numbers(layer + 1, .float32, of: scene.grid).map { Float($0).bitPattern }
      #expect(found == map.bits[layer])
    }
  }

  @Test(
    "is the same bytes for any number of threads", arguments: [IndexFile.Storage.float, .scaled])
  func threads(storage: IndexFile.Storage) async throws {
    var plan = try IndexScenery.plan("NDVI", "MNDWI", "green > red", of: try scenery.scene())
    plan.windows = plan.reading.grid.tiles(TileShape(width: 8, height: 8))
    #expect(plan.windows.count == 15)
    var files: [[UInt8]] = []
    for threads in [1, 2, 5, 1] {
      try await write(plan, storage, threads: threads)
      files.append(try scenery.home.bytes(of: "map.tif"))
    }
    #expect(files.allSatisfy { $0 == files[0] })
    #expect(try scenery.home.names() == ["map.tif", "scene"])
  }

  /// Values, the step that they are stored in, and what should become no data.
  struct Scaled: Sendable, CustomTestStringConvertible {
    var layer: String
    var step: Double
    var testDescription: String { layer }
  }

  @Test(
    "in steps differs by half a step at most, and a value that has no step is no data",
    arguments: [
      // The range of an index says which step is fine enough and reaches its ends.
      Scaled(layer: "NDVI", step: 1e-4), Scaled(layer: "AWEInsh", step: 1e-3),
      Scaled(layer: "WI2015", step: 1e-2), Scaled(layer: "HUE_ANGLE_raw", step: 0.1),
      Scaled(layer: "TUR_DOGLIOTTI2015_RED", step: 0.1),
      Scaled(layer: "red * 10", step: 1e-4), Scaled(layer: "red > 0.3", step: 1e-4),
    ])
  func scaled(_ expected: Scaled) async throws {
    let scene = try scenery.scene(
      of: [.coastal, .blue, .green, .red, .rededge071, .nir, .swir16, .swir22])
    let plan = try IndexScenery.plan(expected.layer, of: scene)
    try await write(plan, .scaled)
    let map = try await GatheredMap(plan)
    let band = try info().bands[0]
    #expect(band.sampleType == .int16)
    #expect(band.nodata == -32_768)
    #expect(band.scale == expected.step)
    #expect(band.offset == 0)
    let stored = try numbers(1, .int16, of: scene.grid)
    var kept = 0
    for (value, step) in zip(map.layers[0], stored) {
      let hasStep = abs(Double(value)) / expected.step < 32_767.4
      let isStored = step != -32_768
      #expect(hasStep == isStored, "\(value) became \(step)")
      guard isStored else { continue }
      kept += 1
      // Half a step, and what the 24 bits of the value leave open.
      let error = abs(step * expected.step - Double(value))
      #expect(error <= expected.step / 2 + abs(Double(value)) * 2e-7, "\(value) became \(step)")
    }
    #expect(kept > 300)
  }

  @Test("takes a value beyond the steps for no data, on both sides, and never for another value")
  func overflow() async throws {
    let red: [Float] = [3.2767, 3.2768, 3.3, 6.5536, -3.2767, -3.2768, -3.3, 1e30, .nan]
    let scene = try scenery.scene([(.red, red)], width: 9, height: 1)
    try await write(IndexScenery.plan("red", of: scene), .scaled)
    let none = -32_768.0
    #expect(
      try numbers(1, .int16, of: scene.grid)
        == [32_767, none, none, none, -32_767, none, none, none, none])
  }

  @Test("says what its bands are, how they were made and from what")
  func metadata() async throws {
    var extras = IndexScenery.Extras()
    extras.classes = [4, 4]
    let scene = try scenery.scene(
      [(.red, [0.1, 0.2]), (.rededge071, [0.2, 0.1])], width: 2, height: 1, extras)
    let plan = try IndexScenery.plan("NDCI", "CHL_NDCI", "red < 0.15", of: scene)
    try await write(plan)
    let info = try info()
    #expect(info.bands.map(\.name) == ["NDCI", "CHL_NDCI", "red < 0.15"])
    #expect(info.metadata["TIANYAN_SOFTWARE"] == Software.signature)
    #expect(info.metadata["TIANYAN_SCENE"] == scene.id)
    #expect(info.metadata["TIANYAN_ACQUIRED"] == "2024-05-01T02:30:00Z")
    #expect(info.metadata["TIANYAN_MASK"] == "sentinel-2-scl")
    #expect(info.metadata["TIANYAN_RESAMPLING"] == "nearest")
    #expect(
      info.metadata["TIANYAN_INPUTS"]
        == "red: stack.tif band 1 * 1.0 + 0.0; rededge071: stack.tif band 2 * 1.0 + 0.0")
    // GDAL writes what belongs to a band as XML into tag 42112, and escapes it twice.
    let text = try text()
    for item in [
      "<Item name=\"formula\" sample=\"0\">nd(rededge071, red)</Item>",
      "<Item name=\"formula\" sample=\"2\">red &amp;lt; 0.15</Item>",
      "<Item name=\"glint_correction\" sample=\"0\">none</Item>",
      "<Item name=\"UNITTYPE\" sample=\"1\" role=\"unittype\">mg m-3</Item>",
    ] { #expect(text.contains(item), "\(item)") }
    let definition = try #require(IndexCatalogue.builtIn["NDCI"])
    #expect(definition.source.contains("10.1016/j.rse.2011.10.016"))
    #expect(text.contains("<Item name=\"source\" sample=\"0\">\(definition.source)</Item>"))
    #expect(text.contains("<Item name=\"long_name\" sample=\"0\">\(definition.longName)</Item>"))
    #expect(text.contains("LAYOUT=IFDS_BEFORE_DATA"))
  }

  @Test("says which band was subtracted for sun glint")
  func glint() async throws {
    let plan = try IndexPlan(
      IndexRequest(
        scene: try scenery.scene(),
        layers: [
          try IndexScenery.layer("NDTI", glint: .swir16), try IndexScenery.layer("NDTI"),
        ]))
    try await write(plan)
    let text = try text()
    #expect(text.contains("<Item name=\"glint_correction\" sample=\"0\">swir16</Item>"))
    #expect(text.contains("<Item name=\"glint_correction\" sample=\"1\">none</Item>"))
  }

  @Test("of plain mode says that no mask was heeded")
  func plain() async throws {
    var extras = IndexScenery.Extras()
    extras.classes = [9]
    let scene = try scenery.scene([(.red, [0.1])], width: 1, height: 1, extras)
    try await write(IndexScenery.plan("red", of: scene, plain: true))
    #expect(try info().metadata["TIANYAN_MASK"] == "none")
  }

  @Test("that is given up leaves nothing, and what stood there stays")
  func givenUp() async throws {
    try scenery.home.write("old", to: "map.tif")
    let plan = try IndexScenery.plan("NDVI", of: try scenery.scene())
    do {
      let file = try IndexFile(for: plan, storage: .float, at: path)
      try file.write([1], layer: 0, window: PixelWindow(column: 0, row: 0, width: 1, height: 1))
    }
    #expect(try scenery.home.names() == ["map.tif", "scene"])
    #expect(try scenery.home.bytes(of: "map.tif") == Array("old".utf8))
  }

  @Test("is refused in a folder that is not there")
  func noFolder() throws {
    let plan = try IndexScenery.plan("NDVI", of: try scenery.scene())
    let refusal = #expect(throws: Refusal.self) {
      _ = try IndexFile(for: plan, storage: .float, at: scenery.home.file("none/map.tif"))
    }
    #expect(refusal?.reason == .cannotWrite)
  }
}
