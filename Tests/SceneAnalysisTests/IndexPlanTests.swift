import GeoFiles
import RasterGrid
import SceneBuilding
import Scenes
import Spectral
import Testing

@testable import SceneAnalysis

@Suite("Index plan")
struct IndexPlanTests {
  private let scenery: IndexScenery
  init() throws { scenery = try IndexScenery() }

  private func expectRefusal(
    _ reason: Refusal.Reason, saying words: String..., of layers: String, scene: Scene,
    region: Region? = nil, at location: SourceLocation = #_sourceLocation
  ) {
    let refusal = #expect(throws: Refusal.self, sourceLocation: location) {
      _ = try IndexScenery.plan(layers, of: scene, region: region)
    }
    #expect(refusal?.reason == reason, sourceLocation: location)
    for word in words {
      #expect(refusal?.description.contains(word) == true, "\(word)", sourceLocation: location)
    }
  }

  @Test("reads only the bands that its formulas need, and the mask")
  func bands() throws {
    var extras = IndexScenery.Extras()
    extras.classes = [4]
    let scene = try scenery.scene(
      [(.green, [1]), (.red, [1]), (.nir, [1]), (.swir16, [1])], width: 1, height: 1, extras)
    let plan = try IndexScenery.plan("NDVI", of: scene)
    #expect(Set(plan.reading.bands.keys.map(\.role)) == [.red, .nir])
    #expect(plan.reading.masks.count == 1)
    #expect(try IndexScenery.plan("NDVI", of: scene, plain: true).reading.masks.isEmpty)
  }

  @Test("refuses what the scene lacks the bands for, and says which and how to go on")
  func missingBands() throws {
    let scene = try scenery.scene([(.green, [1]), (.swir16, [1])], width: 1, height: 1)
    expectRefusal(
      .nothingToJudge, saying: "lacks red, nir", scene.path, "tianyan indices --for", of: "NDVI",
      scene: scene)
    expectRefusal(
      .nothingToJudge, saying: "lacks swir22", of: "green > 0.1 and swir22 > 0.1", scene: scene)
  }

  @Test("refuses a name that there is not, with the nearest that there is and a caret")
  func unknownName() throws {
    let scene = try scenery.scene([(.green, [1])], width: 1, height: 1)
    expectRefusal(
      .usage, saying: "unknown name gren: did you mean green?", "2 * gren\n      ^", of: "2 * gren",
      scene: scene)
    expectRefusal(.usage, saying: "there is only one scene", of: "before.green", scene: scene)
  }

  @Test("refuses an index whose wavelengths nobody knows, and says so")
  func unknownSensor() throws {
    var extras = IndexScenery.Extras()
    extras.sensor = "unheard-of"
    let scene = try scenery.scene(
      [(.red, [1]), (.nir, [1]), (.swir16, [1])], width: 1, height: 1, extras)
    expectRefusal(.usage, saying: "wavelengths", "unheard-of", of: "FAI", scene: scene)
  }

  @Test("refuses a region that the scene does not show")
  func region() throws {
    let scene = try scenery.scene()
    let region = try Scenery().region(
      "far", around: [(100, 0), (110, 0), (110, 10)], of: scene.grid)
    expectRefusal(
      .nothingToJudge, saying: "region far", "holds no pixel", of: "NDVI", scene: scene,
      region: region)
  }

  @Test("is cut to what all bands cover")
  func coverage() throws {
    let folder = try scenery.home.folder("parts")
    let whole = SyntheticScene.grid(width: 12, height: 9)
    let part = PixelWindow(column: 3, row: 2, width: 20, height: 4)
    for (name, grid) in [("green", whole), ("red", whole.cropped(to: part))] {
      try CloudOptimizedGeoTIFF.write(
        RasterImage(
          grid: grid,
          bands: [
            .init(name: name, samples: .float32([Float](repeating: 1, count: grid.window.area)))
          ], nodata: nil, metadata: []),
        to: "\(folder)/\(name).tif")
    }
    try scenery.home.write(
      "quantity: reflectance\nbands: {green: green.tif, red: red.tif}\n", to: "parts/scene.yaml")
    let scene = try Scene(opening: try InputPath(folder))
    let both = try IndexScenery.plan("green + red", of: scene)
    #expect(
      both.reading.grid
        == whole.cropped(to: PixelWindow(column: 3, row: 2, width: 9, height: 4)))
    #expect(try IndexScenery.plan("green", of: scene).reading.grid == whole)
  }
}
