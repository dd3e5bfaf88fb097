import GeoFiles
import RasterGrid
import Testing

@testable import SceneAnalysis

@Suite("Work limit")
struct WorkLimitTests {
  private func grid(side: Int) -> Grid {
    Grid(
      width: side, height: side, affine: Affine(originX: 0, originY: 0, pixel: 10),
      crs: CoordinateSystem("EPSG:32651"))
  }

  @Test("takes a mosaic of a whole province, and refuses what no satellite delivers")
  func limits() throws {
    try WorkLimit.check(grid(side: 1_000_000), subject: "a")
    try WorkLimit.check(reading: 100_000 * 100_000, of: grid(side: 100_000), subject: "a")
    let planned = #expect(throws: Refusal.self) {
      try WorkLimit.check(grid(side: Int(Int32.max)), subject: "a.tif")
    }
    #expect(planned?.reason == .badInput && planned?.subject == "a.tif")
    let read = #expect(throws: Refusal.self) {
      try WorkLimit.check(reading: 1 << 40, of: grid(side: 1 << 20), subject: "a.tif")
    }
    #expect(read?.advice.contains("--region") == true)
  }
}
