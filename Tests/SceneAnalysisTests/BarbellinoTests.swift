import Foundation
import GeoFiles
import RasterGrid
import SceneBuilding
import Scenes
import Testing

@testable import SceneAnalysis

/// A reservoir in the Alps, whose indices another program (sen2r) has calculated.
@Suite(
  "Indices of Barbellino",
  .enabled(
    if: FileManager.default.fileExists(
      atPath: SharedData.file("data/products/sentinel2/barbellino/README.txt"))))
struct BarbellinoTests {
  private static let folder = "data/products/sentinel2/barbellino/inst/extdata/out/S2A2A_"

  /// Qi 1994, doi 10.1016/0034-4257(94)90134-1.
  private static let msavi2 = "(2 * nir + 1 - sqrt((2 * nir + 1)^2 - 8 * (nir - red))) / 2"

  @Test("are another program's to one step of its 1e-4", arguments: ["20170703", "20190723"])
  func indices(date: String) async throws {
    let home = try TemporaryFolder()
    func file(_ content: String) -> String {
      SharedData.file(Self.folder + "\(date)_022_Barbellino_\(content)_10.tif")
    }
    let bytes = try Data(contentsOf: URL(fileURLWithPath: file("BOA")))
    try home.write([UInt8](bytes), to: "boa.tif")
    try home.write(
      """
      sensor: sentinel-2a
      level: L2A
      acquired: 2017-07-03
      quantity: reflectance
      scale: 0.0001
      nodata: 65535
      bands: {red: {file: boa.tif, band: 4}, nir: {file: boa.tif, band: 8}}
      """, to: "scene.yaml")
    let scene = try Scene(opening: InputPath(home.path))
    let map = try await GatheredMap(IndexScenery.plan("NDVI", Self.msavi2, of: scene))
    for (found, content) in zip(map.layers, ["NDVI", "MSAVI2"]) {
      let theirs = SamplePlane()
      try RasterFile(opening: InputPath(file(content)))
        .read(band: 1, window: scene.grid.window, as: .int16, into: theirs)
      let steps = theirs.samples(as: Int16.self)
      #expect(found.count == 24 * 42 && steps.count == found.count)
      let worst = zip(found, steps).map { abs(Double($0) - Double($1) * 1e-4) }.max() ?? 1
      #expect(worst < 1e-4, "\(content): \(worst)")
    }
  }
}
