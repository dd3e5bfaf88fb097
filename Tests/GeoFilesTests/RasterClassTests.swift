import Foundation
import GeoFiles
import RasterGrid
import SceneBuilding
import Testing

@Suite("A raster of classes")
struct RasterClassTests {
  @Test("has its colours in the file, and its values as they were")
  func colours() throws {
    let home = try TemporaryFolder()
    let grid = Grid(
      width: 3, height: 1,
      affine: Affine(originX: 0, originY: 0, pixel: 10),
      crs: CoordinateSystem("EPSG:32651"))
    let image = RasterImage(
      grid: grid,
      bands: [
        .init(
          name: "change", samples: .uint8([0, 1, 255]),
          classes: [RasterClass(1, "changed", colour: 0xD55E00)])
      ], nodata: 255, metadata: [])
    let path = home.file("classes.tif")
    try CloudOptimizedGeoTIFF.write(
      image, to: path,
      making: .init(overviews: .nearest, compression: .deflate, level: 6, threads: 1))
    // TIFF's tag 320 (ColorMap): 256 entries of red, green and blue of 16 bits; GDAL writes 257 a step of 8 bits.
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    var red = [UInt8](repeating: 0, count: 512)
    (red[2], red[3]) = (0xD5, 0xD5)
    #expect(bytes.firstRange(of: red) != nil)
    let plane = SamplePlane()
    try RasterFile(opening: InputPath(path)).read(
      band: 1, window: grid.window, as: .uint8, into: plane)
    #expect(Array(plane.samples(as: UInt8.self)) == [0, 1, 255])
  }
}
