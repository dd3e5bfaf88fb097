import GeoFiles
import RasterGrid
import SceneBuilding
import SeededRandomness
import Testing

@Suite("Raster file that is none")
struct RasterFileRefusalTests {
  private func failure(opening path: String) throws -> GDALError? {
    let path = try InputPath(path)
    return #expect(throws: GDALError.self) { _ = try RasterFile(opening: path) }
  }

  @Test("is refused: a folder")
  func folder() throws {
    let home = try TemporaryFolder()
    #expect(try failure(opening: home.path)?.operation == "open")
  }

  @Test("is refused: an empty file")
  func empty() throws {
    let home = try TemporaryFolder()
    #expect(try failure(opening: home.write("", to: "a.tif"))?.subject == home.file("a.tif"))
  }

  @Test("is refused: a text")
  func text() throws {
    let home = try TemporaryFolder()
    #expect(try failure(opening: home.write("plain words", to: "a.tif"))?.operation == "open")
  }

  @Test("is refused: a VRT, which would read other files")
  func vrt() throws {
    let home = try TemporaryFolder()
    try CloudOptimizedGeoTIFF.write(
      CoordinateImage.counts(on: RasterFileTests.grid), to: home.file("a.tif"))
    let vrt = """
      <VRTDataset rasterXSize="24" rasterYSize="18"><VRTRasterBand dataType="UInt16" band="1">
      <SimpleSource><SourceFilename relativeToVRT="1">a.tif</SourceFilename></SimpleSource>
      </VRTRasterBand></VRTDataset>
      """
    for name in ["a.vrt", "b.tif"] {
      #expect(try failure(opening: home.write(vrt, to: name))?.operation == "open")
    }
  }

  @Test("is refused when it is read: a GeoTIFF that breaks off")
  func truncated() throws {
    let home = try TemporaryFolder()
    var generator = SplitMix(state: 9)
    let grid = SyntheticScene.grid(width: 64, height: 64)
    let samples = (0..<4096).map { _ in UInt16.random(in: 0...65_535, using: &generator) }
    try CloudOptimizedGeoTIFF.write(
      RasterImage(
        grid: grid, bands: [.init(name: "a", samples: .uint16(samples))], nodata: nil, metadata: []),
      to: home.file("a.tif"))
    let bytes = try home.bytes(of: "a.tif")
    try home.write(Array(bytes.prefix(bytes.count / 2)), to: "cut.tif")
    let file = try RasterFile(opening: InputPath(home.file("cut.tif")))
    // The header is whole, so nothing shows before a pixel is asked for.
    #expect(try file.info().width == 64)
    do {
      try file.read(band: 1, window: grid.window, as: .uint16, into: SamplePlane())
    } catch {
      #expect(error.operation == "read 64 x 64 pixels at column 0, row 0 of")
      #expect(error.subject == "\(home.file("cut.tif")), band 1")
      #expect(!error.messages.isEmpty)
      return
    }
    Issue.record("a file that breaks off was read")
  }

  @Test("is refused: a header that asks for blocks nobody can hold")
  func absurdBlocks() throws {
    let home = try TemporaryFolder()
    try home.write(TinyTIFF.claimingTiles(width: 65_536, height: 32_000), to: "a.tif")
    let path = try InputPath(home.file("a.tif"))
    let refusal = #expect(throws: Refusal.self) { _ = try RasterFile(opening: path).info() }
    #expect(refusal?.reason == .badInput)
    #expect(refusal?.what == "its blocks of 65536 x 32000 pixels are too large to decode")
    #expect(refusal?.advice.contains("TILED=YES") == true)
    // The same header with tiles of a common size is fine.
    try home.write(TinyTIFF.claimingTiles(width: 64, height: 64), to: "b.tif")
    #expect(try RasterFile(opening: InputPath(home.file("b.tif"))).info().bands.count == 1)
  }

  @Test("has no grid where it has no georeferencing")
  func noGeoreferencing() throws {
    let home = try TemporaryFolder()
    try home.write(TinyTIFF.claimingTiles(width: 64, height: 64), to: "a.tif")
    #expect(try RasterFile(opening: InputPath(home.file("a.tif"))).info().grid == nil)
  }

  @Test("is refused: a band that it does not have")
  func noSuchBand() throws {
    let home = try TemporaryFolder()
    try CloudOptimizedGeoTIFF.write(
      CoordinateImage.counts(on: RasterFileTests.grid), to: home.file("a.tif"))
    let file = try RasterFile(opening: InputPath(home.file("a.tif")))
    do {
      try file.read(
        band: 2, window: RasterFileTests.grid.window, as: .uint16, into: SamplePlane())
    } catch {
      #expect(error.operation == "select band 2 of")
      return
    }
    Issue.record("a band that is not there was read")
  }

  @Test("is refused: a window outside of it")
  func outside() throws {
    let home = try TemporaryFolder()
    try CloudOptimizedGeoTIFF.write(
      CoordinateImage.counts(on: RasterFileTests.grid), to: home.file("a.tif"))
    let file = try RasterFile(opening: InputPath(home.file("a.tif")))
    do {
      try file.read(
        band: 1, window: PixelWindow(column: 20, row: 0, width: 5, height: 5), as: .uint16,
        into: SamplePlane())
    } catch {
      #expect(error.operation.hasPrefix("read 5 x 5 pixels at column 20, row 0"))
      return
    }
    Issue.record("pixels that are not there were read")
  }
}
