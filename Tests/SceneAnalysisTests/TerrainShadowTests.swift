import Foundation
import GeoFiles
import RasterGrid
import SceneBuilding
import Scenes
import Testing

@testable import SceneAnalysis

@Suite("Shadows of terrain")
struct TerrainShadowTests {
  /// A ridge of 200 m that runs north and south through a plain, in pixels of 30 m, with its crest
  /// `column` columns from the left of a model that is wider than the grid of the analysis.
  private func ridge(_ home: TemporaryFolder, column: Int) throws -> InputPath {
    let grid = Grid(
      width: 200, height: 40, affine: Affine(originX: 497_000, originY: 3_200_000, pixel: 30),
      crs: CoordinateSystem("EPSG:32651"))
    let samples = (0..<grid.window.area).map { UInt16($0 % grid.width == column ? 300 : 100) }
    let path = home.file("heights.tif")
    try CloudOptimizedGeoTIFF.write(
      RasterImage(
        grid: grid, bands: [.init(name: "height", samples: .uint16(samples))], nodata: nil,
        metadata: []),
      to: path)
    return try InputPath(path)
  }

  /// 20 to 60 columns of the model.
  private let grid = Grid(
    width: 40, height: 40, affine: Affine(originX: 497_600, originY: 3_200_000, pixel: 30),
    crs: CoordinateSystem("EPSG:32651"))

  private func shadow(of heights: InputPath, azimuth: Double) throws -> [Int] {
    let map = try TerrainShadow(
      heights: heights, sun: SkyDirection(azimuth: azimuth, elevation: 30)
    ).reasonMap(on: grid)
    #expect(map.bits.allSatisfy { $0 & ~MaskReasons.terrainShadow.rawValue == 0 })
    return (0..<40).filter { map.bits[20 * 40 + $0] != 0 }
  }

  @Test("a ridge shades as far as its height over the tangent of the sun's elevation")
  func ridge() throws {
    let home = try TemporaryFolder()
    // 200 m / tan(30 degrees) = 346 m: 11 pixels of 30 m, west of a ridge with the sun in the east.
    let inside = try ridge(home, column: 20 + 25)
    // The slope behind the crest is turned away too: it is the nearest of the eleven.
    #expect(try shadow(of: inside, azimuth: 90) == Array(14...24))
    #expect(try shadow(of: inside, azimuth: 270) == Array(26...36))
  }

  @Test("a ridge beyond the grid shades it as well")
  func beyond() throws {
    let home = try TemporaryFolder()
    #expect(try shadow(of: try ridge(home, column: 20 + 44), azimuth: 90) == Array(33...39))
  }

  @Test("refuses a model that knows no height there, and what is no raster")
  func refusals() throws {
    let home = try TemporaryFolder()
    let heights = try ridge(home, column: 3)
    var elsewhere = grid
    elsewhere.affine.originY -= 200_000
    let sun = SkyDirection(azimuth: 90, elevation: 30)
    #expect {
      try TerrainShadow(heights: heights, sun: sun).reasonMap(on: elsewhere)
    } throws: { error in
      guard let refusal = error as? Refusal else { return false }
      return refusal.reason == .badInput && refusal.what == "knows no height where the scenes are"
    }
    try home.write("no raster", to: "text.tif")
    let text = try InputPath(home.file("text.tif"))
    #expect {
      try TerrainShadow(heights: text, sun: sun).reasonMap(on: grid)
    } throws: { error in
      (error as? Refusal)?.what.hasPrefix("is no model of heights that can be read") ?? false
    }
  }
}
