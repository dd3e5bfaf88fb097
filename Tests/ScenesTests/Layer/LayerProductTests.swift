import GeoFiles
import RasterGrid
import SceneBuilding
import Spectral
import Testing

@testable import Scenes

@Suite("Layer as a product")
struct LayerProductTests {
  private let files: LayerFiles
  init() throws { files = try LayerFiles() }

  @Test("is the scene that it was made of, with its time, sensor, calibration and reasons")
  func scene() throws {
    try files.write(LayerFiles.description())
    let scene = try files.scene()
    #expect(scene.id == LayerFiles.origin.scene)
    #expect(scene.sensor == "sentinel-2a")
    #expect(scene.level == "L2A")
    #expect(scene.acquired == LayerFiles.origin.acquired)
    #expect(scene.quantity == .reflectance)
    #expect(scene.grid == LayerFiles.grid)
    #expect(scene.bands.keys.sorted() == [.green, .lwir11])
    #expect(
      scene.bands[.green]?.calibration == Calibration(scale: 0.0001, offset: -0.2, nodata: 0))
    #expect(scene.bands[.lwir11]?.calibration == Calibration(scale: 0.01, offset: 0, nodata: 0))
    #expect(scene.masks.map(\.name) == ["sentinel-2-scl"])
    #expect(scene.masks[0].coding == .tianyanReasons)
    #expect(scene.masks[0].band?.band == 3)
    #expect(scene.facts.family == .layer)
    #expect(scene.facts.name == "S2A_MSIL2A_A.SAFE+S2A_MSIL2A_B.SAFE")
    #expect(scene.facts.baseline == "05.10")
    #expect(scene.facts.tile == "T50RQT+T51RTN")
    #expect(scene.facts.sun == LayerFiles.origin.sun)
    #expect(scene.facts.view == LayerFiles.origin.view)
    #expect(scene.facts.notes.contains("calibrated by blue: * 0.0001 + -0.1 (BOA_ADD_OFFSET)"))
    #expect(scene.facts.notes.contains("nothing is missing"))
  }

  @Test("gives values and reasons as they stand in the file, clear where no bit is set")
  func pixels() throws {
    try files.write(
      LayerFiles.description(),
      [
        [0, 1, 1500, 2000, 2001, 12_000, 65_535, 0], [0, 29_815, 1, 2, 3, 4, 5, 6],
        [1, 0, 4, 8, 2, 256, 36, 1],
      ])
    let green = BandReference(date: .only, role: .green)
    let reader = TileReader(
      try ReadPlan(
        [green], of: [.only: try files.scene()], on: LayerFiles.grid, resampling: .bilinear,
        isPlain: false))
    reader.move(to: LayerFiles.grid.window)
    #expect(
      try reader.band(green).samples.numbers == [0, 1, 1500, 2000, 2001, 12_000, 65_535, 0])
    #expect(try reader.reasons(.only)?.numbers == [1, 0, 4, 8, 2, 256, 36, 1])
  }

  @Test("is clear where no bit is set on any other grid too, and not measured beyond itself")
  func warped() throws {
    try files.write(
      LayerFiles.description(),
      [[], [], [0, 0, 4, 0, 0, 256, 0, 0]].map {
        $0.isEmpty ? [UInt16](repeating: 7, count: 8) : $0
      })
    var grid = LayerFiles.grid
    grid.affine.originX -= 13
    let reader = TileReader(
      try ReadPlan(
        [], of: [.only: try files.scene()], on: grid, resampling: .bilinear, isPlain: false))
    reader.move(to: grid.window)
    #expect(try reader.reasons(.only)?.numbers == [1, 0, 0, 4, 1, 0, 256, 0])
  }

  @Test("whose products had no mask has none, though it has a band of reasons")
  func withoutMask() throws {
    try files.write(
      LayerFiles.description { description in
        description.metadata.removeAll { $0.0 == "TIANYAN_MASK" }
      })
    #expect(try files.scene().masks.isEmpty)
  }

  @Test("lets the narrow near infrared stand in for the broad one")
  func nearInfrared() throws {
    try files.write(LayerFiles.description { $0.bands[0].name = "nir08" })
    let scene = try files.scene()
    #expect(scene.bands[.nir] == scene.bands[.nir08])
    #expect(scene.bands[.nir] != nil)
  }

  @Test("is not looked for in other rasters, which are read as before")
  func otherRaster() throws {
    try files.write(
      LayerFiles.description { description in
        description.metadata.removeAll { $0.0 == "TIANYAN_LAYER" }
        description.bands.removeAll { $0.name == "lwir11" }
      })
    let scene = try files.scene()
    #expect(scene.facts.family == .plain)
    #expect(scene.bands.keys.sorted() == [.green])
  }

  /// What is done to a layer, and a word of the refusal.
  struct Damage: Sendable, CustomTestStringConvertible {
    var word: String
    var change: @Sendable (inout RasterDescription) -> Void
    var testDescription: String { word }
  }

  @Test(
    "that is damaged is refused with what is wrong",
    arguments: [
      Damage(word: "not of 16 bits") { $0.type = .float32 },
      Damage(word: "band 1 (\"violet\")") { $0.bands[0].name = "violet" },
      Damage(word: "band 2 (\"green\")") { $0.bands[1].name = "green" },
      Damage(word: "band 1 (\"green\")") { $0.bands[0].scale = -1 },
      Damage(word: "band 1 (\"green\")") { ($0.bands[0].scale, $0.bands[0].offset) = (1, 0) },
      Damage(word: "band 1 (\"green\")") { $0.nodata = 7 },
      Damage(word: "band 1 (\"green\")") { $0.nodata = nil },
      Damage(word: "without mask_reasons") { $0.bands.removeLast() },
      Damage(word: "without measurements") { $0.bands.removeFirst(2) },
      Damage(word: "version 2") { description in
        description.metadata = description.metadata.map {
          $0.0 == "TIANYAN_LAYER" ? ($0.0, "2") : $0
        }
      },
    ])
  func damaged(damage: Damage) throws {
    try files.write(LayerFiles.description(damage.change))
    let refusal = #expect(throws: Refusal.self) { _ = try files.scene() }
    #expect(refusal?.reason == .badInput)
    #expect(refusal?.subject == files.path)
    #expect(
      refusal?.what.contains(damage.word) == true, "\(String(describing: refusal?.what))")
  }

  @Test(
    "is refused where a band's scale or offset leaves no values",
    arguments: [
      (1e300, 0.0), (.infinity, 0), (.nan, 0), (0, 0), (0.0001, 1e300), (0.0001, .infinity),
      (0.0001, .nan),
    ])
  func absurd(scale: Double, offset: Double) throws {
    try files.write(
      LayerFiles.description {
        $0.bands[0].scale = scale
        $0.bands[0].offset = offset
      })
    let refusal = #expect(throws: Refusal.self) { _ = try files.scene() }
    #expect(refusal?.reason == .badInput && refusal?.advice.contains("tianyan prepare") == true)
  }
}
