import GeoFiles
import RasterGrid
import SceneBuilding
import Scenes
import Testing

@testable import SceneAnalysis

@Suite("Index picture")
struct IndexPictureTests {
  private let scenery: IndexScenery
  init() throws { scenery = try IndexScenery() }

  @Test("of a small map is the map")
  func small() async throws {
    let scene = try scenery.scene()
    let plan = try IndexScenery.plan("NDVI", of: scene)
    let map = try await GatheredMap(plan)
    let picture = IndexPicture(of: plan)
    picture.add(map.layers[0], window: scene.grid.window)
    let image = try picture.image()
    #expect(image.grid == scene.grid)
    for (shown, value) in zip(image.values, map.layers[0]) {
      #expect(value.isNaN ? shown.isNaN : abs(shown - value) <= 0.5 / 1_048_576)
    }
    // 280 km from the middle of a UTM zone 10 m of the map are 9.994 m; areas are measured with a
    // margin of 1 %.
    #expect((9.99...10.05).contains(image.groundPixelMetres), "\(image.groundPixelMetres)")
  }

  @Test("of a large map shows means, whatever the tiles and their order")
  func large() async throws {
    let width = 1003
    let height = 3
    var red = (0..<(width * height)).map { Float($0 % 17) }
    for hole in [0, 1, width, width + 1, 2] { red[hole] = .nan }
    let scene = try scenery.scene([(.red, red)], width: width, height: height)
    let plan = try IndexScenery.plan("red", of: scene)
    let whole = IndexPicture(of: plan)
    whole.add(red, window: scene.grid.window)
    let image = try whole.image()
    #expect(image.grid.width == 502 && image.grid.height == 2)
    #expect(image.grid.affine == scene.grid.affine.shifted(column: 0, row: 0, scale: 2))
    for row in 0..<2 {
      for column in 0..<502 {
        let under = (row * 2..<min(row * 2 + 2, height)).flatMap { y in
          (column * 2..<min(column * 2 + 2, width)).map { Double(red[y * width + $0]) }
        }.filter { !$0.isNaN }
        let shown = Double(image.values[row * 502 + column])
        guard !under.isEmpty else {
          #expect(shown.isNaN)
          continue
        }
        #expect(abs(shown - under.reduce(0, +) / Double(under.count)) < 1e-5)
      }
    }
    #expect(image.values[0].isNaN && !image.values[1].isNaN)

    let parts = IndexPicture(of: plan)
    for window in scene.grid.tiles(TileShape(width: 101, height: 1)).reversed() {
      let values = window.rows.flatMap { row in window.columns.map { red[row * width + $0] } }
      parts.add(values, window: window)
    }
    #expect(
      try parts.image().values.map(\.bitPattern) == image.values.map(\.bitPattern))
  }
}
