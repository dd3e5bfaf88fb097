import Foundation
import RasterGrid
import SceneBuilding
import Testing

@testable import GeoFiles

@Suite("Plain raster")
struct PlainRasterTests {
  private let home: TemporaryFolder
  private var path: String { home.file("a.raw") }
  private let layout = PlainRaster.Layout(width: 7, height: 5, bands: 2, type: .uint16)

  init() throws { home = try TemporaryFolder() }

  private func raster() throws -> PlainRaster {
    try PlainRaster(layout, at: path, subject: "a.tif")
  }

  private func read(_ raster: PlainRaster, band: Int, _ window: PixelWindow) throws -> [UInt16] {
    var samples = [UInt16](repeating: 99, count: window.area)
    var span = samples.mutableSpan
    try raster.read(band: band, window: window, into: &span)
    return samples
  }

  @Test("gives back what was written, by any window, and zero where nothing was")
  func windows() throws {
    let raster = try raster()
    let window = PixelWindow(column: 2, row: 1, width: 3, height: 2)
    let samples: [UInt16] = [1, 2, 3, 4, 5, 65_535]
    try raster.write(samples.span, band: 2, window: window)
    #expect(try read(raster, band: 2, window) == samples)
    #expect(
      try read(raster, band: 2, PixelWindow(column: 4, row: 0, width: 3, height: 4))
        == [0, 0, 0, 3, 0, 0, 65_535, 0, 0, 0, 0, 0])
    #expect(
      try read(raster, band: 1, PixelWindow(column: 0, row: 0, width: 7, height: 5))
        .allSatisfy { $0 == 0 })
    try raster.complete()
    // Little-endian, band after band, row after row: how GDAL will read it.
    let bytes = try home.bytes(of: "a.raw")
    #expect(bytes.count == 140)
    #expect(Array(bytes[(70 + 2 * 9)..<(70 + 2 * 12)]) == [1, 0, 2, 0, 3, 0])
  }

  @Test("is removed when it is let go of")
  func removed() throws {
    do {
      _ = try raster()
    }
    #expect(try home.names().isEmpty)
  }

  @Test("is refused in a folder that is not there")
  func noFolder() throws {
    let refusal = #expect(throws: Refusal.self) {
      _ = try PlainRaster(layout, at: home.file("none/a.raw"), subject: "a.tif")
    }
    #expect(refusal?.reason == .cannotWrite)
    #expect(refusal?.subject == "a.tif")
  }

  @Test("that a file system cannot hold is refused and leaves nothing")
  func tooLarge() throws {
    let refusal = #expect(throws: Refusal.self) {
      try PlainRaster(
        PlainRaster.Layout(width: 1 << 30, height: 1 << 30, bands: 2, type: .uint16), at: path,
        subject: "a.tif"
      ).complete()
    }
    #expect(refusal?.reason == .ioError)
    #expect(try home.names().isEmpty)
  }
}
