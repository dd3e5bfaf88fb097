import GeoFiles
import RasterGrid
import SceneBuilding
import Scenes
import Spectral
import Testing

@Suite("Nodata in a coarse band")
struct CoarseNodataTests {
  /// Every other cell of a 20 m band has no data; interpolation must not fill it from neighbours.
  @Test("stays unknown, whatever the resampling", arguments: Resampling.allCases)
  func staysUnknown(resampling: Resampling) throws {
    let home = try TemporaryFolder()
    let grid = SyntheticScene.grid(width: 12, height: 8)
    let scene = try Scene(
      opening: try InputPath(
        try SyntheticScene(
          grid: grid,
          bands: [
            .init("green") { _, _ in 500 },
            .init("swir16", factor: 2) { column, row in (column + row) % 2 == 0 ? 0 : 4000 },
          ]
        ).write(to: "scene", in: home)))
    let reference = BandReference(date: .only, role: .swir16)
    let plan = ReadPlan(
      grid: scene.grid,
      bands: [
        reference: BandPlan(
          try #require(scene.bands[.swir16]), on: scene.grid, resampling: resampling)
      ], masks: [:])
    let reader = TileReader(plan)
    reader.move(to: scene.grid.window)
    let band = try reader.band(reference)
    let values = band.samples.numbers
    for row in 0..<8 {
      for column in 0..<12 {
        let isMissing = (column / 2 + row / 2) % 2 == 0
        let isUnknown = values[row * 12 + column] == 0
        if isMissing { #expect(isUnknown, "\(column), \(row)") }
        // Cubic interpolation gives up where too few of its sixteen neighbours have data.
        if !isMissing, resampling != .cubic { #expect(!isUnknown, "\(column), \(row)") }
      }
    }
  }
}
