import Foundation
import GeoFiles
import RasterGrid
import SceneBuilding
import Testing

@Suite("What a file must not make us read")
struct SidecarTests {
  @Test("is a mask beside it, which could be a VRT over any other file")
  func mask() throws {
    let home = try TemporaryFolder()
    let grid = SyntheticScene.grid(width: 4, height: 4)
    let path = home.file("a.tif")
    let samples = RasterImage.Samples.uint16(Array(repeating: 7, count: 16))
    try CloudOptimizedGeoTIFF.write(
      RasterImage(
        grid: grid, bands: [.init(name: "a", samples: samples)], nodata: nil, metadata: []),
      to: path)
    // A mask of zeros hides all: interpolated reading would heed it.
    try CloudOptimizedGeoTIFF.write(
      RasterImage(
        grid: grid,
        bands: [.init(name: "m", samples: .uint8(Array(repeating: 0, count: 16)))], nodata: nil,
        metadata: [("INTERNAL_MASK_FLAGS_1", "2")]),
      to: path + ".msk")
    let file = try RasterFile(opening: try InputPath(path))
    let plane = SamplePlane()
    try file.read(
      band: 1, fineWindow: PixelWindow(column: 0, row: 0, width: 8, height: 8), factor: 2,
      resampling: .bilinear, as: .float32, into: plane)
    #expect(plane.numbers.allSatisfy { $0 == 7 })
  }

  @Test(
    "is what a coordinate system names",
    arguments: [
      "http://127.0.0.1:9/[x", "/vsicurl/http://127.0.0.1:9/[x",
      "+proj=longlat +nadgrids=/etc/passwd +foo=[ +type=crs",
      "GEOGCS[\"a\",DATUM[\"b\",SPHEROID[\"c\",6378137,298],EXTENSION[\"PROJ4_GRIDS\",\"/etc/passwd\"]]]",
    ])
  func coordinateSystem(definition: String) {
    #expect(throws: GDALError.self) { try CoordinateSystem(definition).check() }
  }

  @Test("is what an old GeoJSON links its coordinate system to")
  func linkedCRS() throws {
    let home = try TemporaryFolder()
    let path = try home.write(
      """
      {"type":"Polygon","crs":{"type":"link","properties":{"href":"http://127.0.0.1:9/x"}},
      "coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}
      """, to: "b.geojson")
    let refusal = #expect(throws: Refusal.self) {
      _ = try PolygonFile(reading: try InputPath(path))
    }
    #expect(refusal?.reason == .badInput)
  }
}
