import Foundation
import RasterGrid
import SceneBuilding
import SeededRandomness
import Testing

@testable import GeoFiles

@Suite("Streamed raster that comes to nothing")
struct StreamedRasterFailureTests {
  private let home: TemporaryFolder
  private var path: String { home.file("a.tif") }

  init() throws { home = try TemporaryFolder() }

  @Test("that is given up leaves nothing")
  func dropped() throws {
    do {
      let raster = try StreamedRaster(StreamedRasterTests.description(), to: path)
      try raster.write(
        ([1] as [Float]).span, band: 1, window: PixelWindow(column: 2, row: 3, width: 1, height: 1))
      #expect(try !home.names().isEmpty)
    }
    #expect(try home.names().isEmpty)
  }

  @Test("is refused in a folder that is not there")
  func noFolder() throws {
    let refusal = #expect(throws: Refusal.self) {
      _ = try StreamedRaster(StreamedRasterTests.description(), to: home.file("none/a.tif"))
    }
    #expect(refusal?.reason == .cannotWrite)
    #expect(refusal?.subject == home.file("none/a.tif"))
    #expect(try home.names().isEmpty)
  }

  @Test("on a grid whose system PROJ does not know is refused and leaves nothing")
  func unknownSystem() throws {
    var grid = StreamedRasterTests.grid
    grid.crs = CoordinateSystem("EPSG:999999")
    do {
      let raster = try StreamedRaster(StreamedRasterTests.description(grid), to: path)
      #expect(throws: Refusal.self) { try raster.publish(.init()) }
    }
    #expect(try home.names().isEmpty)
  }

  // A limit on the size of files stands for a full disk; it holds for a process, hence one of its own.
  @Test("that finds the disk full while it is written is an I/O error and leaves nothing")
  func fullDisk() async {
    await #expect(processExitsWith: .success) {
      let home = try TemporaryFolder()
      try home.write("old", to: "a.tif")
      let grid = SyntheticScene.grid(width: 64, height: 64)
      signal(SIGXFSZ, SIG_IGN)
      var limit = rlimit(rlim_cur: 4096, rlim_max: 4096)
      try #require(setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0)
      do {
        let raster = try StreamedRaster(
          RasterDescription(
            grid: grid, type: .uint16, bands: [.init(name: "a")], nodata: nil, metadata: []),
          to: home.file("a.tif"))
        let refusal = #expect(throws: Refusal.self) {
          try raster.write(
            [UInt16](repeating: 1, count: 4096).span, band: 1, window: grid.window)
        }
        #expect(refusal?.reason == .ioError)
        #expect(refusal?.subject == home.file("a.tif"))
      }
      #expect(try home.names() == ["a.tif"])
      #expect(try home.bytes(of: "a.tif") == Array("old".utf8))
    }
  }

  @Test("that finds the disk full when it is published is an I/O error and leaves nothing")
  func fullDiskAtTheEnd() async {
    await #expect(processExitsWith: .success) {
      let home = try TemporaryFolder()
      try home.write("old", to: "a.tif")
      // Wide enough for an overview, whose file of its own must go as well.
      let grid = SyntheticScene.grid(width: 600, height: 8)
      var generator = SplitMix(state: 5)
      let noise = (0..<grid.window.area).map { _ in UInt16.random(in: 0...65_535, using: &generator)
      }
      signal(SIGXFSZ, SIG_IGN)
      // The plain numbers fit to the byte; packed noise with its overview and headers does not.
      let size = rlim_t(noise.count * 2)
      var limit = rlimit(rlim_cur: size, rlim_max: size)
      try #require(setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0)
      do {
        let raster = try StreamedRaster(
          RasterDescription(
            grid: grid, type: .uint16, bands: [.init(name: "a")], nodata: nil, metadata: []),
          to: home.file("a.tif"))
        try raster.write(noise.span, band: 1, window: grid.window)
        let refusal = #expect(throws: Refusal.self) { try raster.publish(.init()) }
        #expect(refusal?.reason == .ioError)
      }
      #expect(try home.names() == ["a.tif"])
      #expect(try home.bytes(of: "a.tif") == Array("old".utf8))
    }
  }

  @Test("traps where samples are of another type or number than its windows")
  func wrongSamples() async {
    await #expect(processExitsWith: .failure) {
      let home = try TemporaryFolder()
      let raster = try StreamedRaster(StreamedRasterTests.description(), to: home.file("a.tif"))
      try raster.write(
        [UInt8](repeating: 1, count: 391).span, band: 1, window: StreamedRasterTests.grid.window)
    }
    await #expect(processExitsWith: .failure) {
      let home = try TemporaryFolder()
      let raster = try StreamedRaster(StreamedRasterTests.description(), to: home.file("a.tif"))
      try raster.write(
        [Float](repeating: 1, count: 390).span, band: 1, window: StreamedRasterTests.grid.window)
    }
  }
}
