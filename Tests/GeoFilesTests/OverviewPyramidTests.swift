import Foundation
import RasterGrid
import SceneBuilding
import Testing

@testable import GeoFiles

@Suite("Overviews")
struct OverviewPyramidTests {
  private let home: TemporaryFolder

  init() throws { home = try TemporaryFolder() }

  /// A plane that rises by 1 a column and by 10 000 a row.
  private func plain(width: Int, height: Int, bands: Int = 1) throws -> PlainRaster {
    let layout = PlainRaster.Layout(width: width, height: height, bands: bands, type: .float32)
    let raster = try PlainRaster(layout, at: home.file("whole.raw"), subject: "a.tif")
    for band in 1...bands {
      for row in 0..<height {
        let line = (0..<width).map { Float(band * 1_000_000 + row * 10_000 + $0) }
        try raster.write(
          line.span, band: band,
          window: PixelWindow(column: 0, row: row, width: width, height: 1))
      }
    }
    return raster
  }

  private func pyramid(
    _ raster: PlainRaster, _ overviews: CloudOptimizedGeoTIFF.Making.Overviews
  ) throws -> [PlainRaster] {
    try OverviewPyramid(of: raster, by: overviews, nodata: .nan) { level, layout in
      try PlainRaster(layout, at: home.file("\(level).raw"), subject: "a.tif")
    }.levels
  }

  private func pixel(_ raster: PlainRaster, band: Int, column: Int, row: Int) throws -> Float {
    var sample: [Float] = [.nan]
    var span = sample.mutableSpan
    try raster.read(
      band: band, window: PixelWindow(column: column, row: row, width: 1, height: 1), into: &span)
    return sample[0]
  }

  @Test("are half as large, and half of that, until one fits into a block")
  func sizes() throws {
    let levels = try pyramid(plain(width: 2051, height: 3), .average)
    #expect(levels.map(\.layout.width) == [1026, 513, 257])
    #expect(levels.map(\.layout.height) == [2, 1, 1])
    #expect(try pyramid(plain(width: 512, height: 512), .average).isEmpty)
  }

  @Test("of measurements are their means, of every band")
  func means() throws {
    let levels = try pyramid(plain(width: 1030, height: 5, bands: 2), .average)
    // Columns 20 and 21 of rows 2 and 3; columns 40 to 43 of rows 0 to 3.
    #expect(try pixel(levels[0], band: 1, column: 10, row: 1) == 1_025_020.5)
    #expect(try pixel(levels[0], band: 2, column: 10, row: 1) == 2_025_020.5)
    #expect(try pixel(levels[1], band: 1, column: 10, row: 0) == 1_015_041.5)
    // The last row meets itself.
    #expect(try pixel(levels[0], band: 1, column: 0, row: 2) == 1_040_000.5)
  }

  @Test("of classes are classes")
  func classes() throws {
    let levels = try pyramid(plain(width: 1030, height: 5), .nearest)
    #expect(try pixel(levels[0], band: 1, column: 10, row: 1) == 1_020_020)
    #expect(try pixel(levels[1], band: 1, column: 10, row: 1) == 1_040_040)
  }

  private static let reader = "/usr/bin/gdallocationinfo"

  @Test(
    "are the file's own, as another program finds them",
    .enabled(if: FileManager.default.isExecutableFile(atPath: reader), "gdal-bin is not there"))
  func inFile() throws {
    let grid = SyntheticScene.grid(width: 1100, height: 4)
    let path = home.file("a & 'b' <c>.tif")
    let raster = try StreamedRaster(
      StreamedRasterTests.description(grid, type: .uint16, nodata: 0), to: path)
    for band in [1, 2] {
      let samples = (0..<grid.window.area).map { UInt16($0 % 1100 + band) }
      try raster.write(samples.span, band: band, window: grid.window)
    }
    try raster.publish(.init(overviews: .average))
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Self.reader)
    process.arguments = ["-valonly", "-overview", "1", path, "400", "2"]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let found = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    // Columns 400 and 401 hold 400 + band and 401 + band; halves are rounded up.
    #expect(found.split(separator: "\n") == ["402", "403"])
  }
}
