import Foundation
import GeoFiles
import SceneBuilding
import Scenes
import Testing

@testable import SceneAnalysis

@Suite("Indices of Landsat products")
struct LandsatIndexTests {
  // Planck's law by hand, in Double: radiance 3.342e-4 DN + 0.1, K1 774.8853, K2 1321.0789.
  @Test("see a thermal band of Level 1 in kelvin, and fill as unknown")
  func temperature() async throws {
    let home = try TemporaryFolder()
    let scene = try Scene(opening: InputPath(SyntheticLandsat.levelOne.write(in: home)))
    let map = try await GatheredMap(IndexScenery.plan("lwir11", "red", of: scene, plain: true))
    let counts = SyntheticLandsat.samples(ofBand: 8).map(Double.init)
    for (count, found) in zip(counts, map.layers[0]) {
      let kelvin = 1321.0789 / log(774.8853 / (3.342e-4 * count + 0.1) + 1)
      #expect(count == 0 ? found.isNaN : abs(Double(found) - kelvin) < 1e-3)
    }
    #expect(map.layers[0].filter { (265...268).contains($0) }.count == 11)
    // Reflectances stay what they were: twice 2e-5 DN - 0.1, the sun being at 30 degrees.
    #expect(abs(map.layers[1][5] - Float(2 * (2e-5 * 11_050 - 0.1))) < 1e-6)
  }

  @Test("leave out certain cloud by the quality band")
  func cloud() async throws {
    let home = try TemporaryFolder()
    let scene = try Scene(opening: InputPath(SyntheticLandsat().write(in: home)))
    let map = try await GatheredMap(IndexScenery.plan("green", of: scene))
    let expected = SyntheticLandsat.quality.map { $0 == 1 || $0 == 22_280 }
    #expect(map.layers[0].map(\.isNaN) == expected)
  }

  // Counted with numpy; the README of the data says the same.
  @Test("find Maui's burnt ground on both days of its wildfire", .enabled(if: SharedData.isThere))
  func maui() async throws {
    let dates = try ["20230714_20230714", "20230831_20230901"].map {
      try Scene(
        opening: InputPath(
          SharedData.file("data/products/landsat/LC09_L1TP_063046_\($0)_02_T1")))
    }
    #expect(dates[0].grid == dates[1].grid)
    #expect(dates[0].sensor == "landsat-9" && dates[0].level == "L1TP")
    var ratios: [[Float]] = []
    for date in dates {
      let map = try await GatheredMap(
        IndexScenery.plan("(nir08 - swir22) / (nir08 + swir22)", of: date))
      ratios.append(map.layers[0])
    }
    let loss = zip(ratios[0], ratios[1]).map { $0 - $1 }
    #expect(loss.count == 301 * 367)
    #expect(loss.filter { $0 > 0.27 }.count == 4_918)
  }
}
