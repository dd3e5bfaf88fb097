import Foundation
import RasterGrid
import SceneBuilding
import SeededRandomness
import Testing

@testable import GeoFiles

@Suite("Cloud-optimised GeoTIFF")
struct CloudOptimizedGeoTIFFTests {
  private static let grid = SyntheticScene.grid(width: 13, height: 9)

  private static func samples<T>(_ make: (Int) -> T) -> [T] { (0..<117).map(make) }

  private static let kinds: [RasterImage.Samples] = [
    .uint8(samples { UInt8($0 * 2) }), .uint16(samples { UInt16($0 * 500) }),
    .int16(samples { Int16($0 * 500 - 30_000) }), .float32(samples { Float($0) / 7 - 3 }),
  ]

  private func read(_ path: String, band: Int, as type: SampleType, _ grid: Grid) throws -> [Double]
  {
    let plane = SamplePlane()
    try RasterFile(opening: InputPath(path)).read(
      band: band, window: grid.window, as: type, into: plane)
    return plane.numbers
  }

  @Test("gives back samples, grid, nodata, names and metadata", arguments: kinds)
  func roundTrip(samples: RasterImage.Samples) throws {
    let home = try TemporaryFolder()
    let image = RasterImage(
      grid: Self.grid,
      bands: [.init(name: "MNDWI", samples: samples), .init(name: "NDVI", samples: samples)],
      nodata: 0, metadata: [("SCENE", "sentinel-2-20240501"), ("永康", "天眼 = eye")])
    try CloudOptimizedGeoTIFF.write(image, to: home.file("a.tif"))
    let info = try RasterFile(opening: InputPath(home.file("a.tif"))).info()
    #expect(info.grid == Self.grid)
    #expect(info.bands.map(\.name) == ["MNDWI", "NDVI"])
    #expect(info.bands.allSatisfy { $0.nodata == 0 && $0.sampleType == samples.type })
    #expect(info.bands.allSatisfy { $0.blockWidth == 512 && $0.blockHeight == 512 })
    #expect(info.metadata["SCENE"] == "sentinel-2-20240501")
    #expect(info.metadata["永康"] == "天眼 = eye")
    let expected: [Double] =
      switch samples {
      case .uint8(let s): s.map(Double.init)
      case .uint16(let s): s.map(Double.init)
      case .int16(let s): s.map(Double.init)
      case .float32(let s): s.map(Double.init)
      }
    for band in [1, 2] {
      #expect(try read(home.file("a.tif"), band: band, as: samples.type, Self.grid) == expected)
    }
  }

  @Test("keeps NaN as nodata")
  func notANumber() throws {
    let home = try TemporaryFolder()
    var samples = Self.samples { Float($0) }
    samples[5] = .nan
    let image = RasterImage(
      grid: Self.grid, bands: [.init(name: "a", samples: .float32(samples))], nodata: .nan,
      metadata: [])
    try CloudOptimizedGeoTIFF.write(image, to: home.file("a.tif"))
    let info = try RasterFile(opening: InputPath(home.file("a.tif"))).info()
    #expect(info.bands[0].nodata?.isNaN == true)
    let found = try read(home.file("a.tif"), band: 1, as: .float32, Self.grid)
    #expect(found.indices.filter { found[$0].isNaN } == [5])
  }

  @Test("leaves nothing beside it, overviews or not", arguments: [13, 700])
  func nothingBeside(width: Int) throws {
    let home = try TemporaryFolder()
    let grid = SyntheticScene.grid(width: width, height: 2)
    try CloudOptimizedGeoTIFF.write(CoordinateImage.make(on: grid), to: home.file("a.tif"))
    #expect(try home.names() == ["a.tif"])
  }

  @Test("is the same bytes for the same image")
  func repeatable() throws {
    let home = try TemporaryFolder()
    let image = CoordinateImage.make(on: Self.grid)
    try CloudOptimizedGeoTIFF.write(image, to: home.file("a.tif"))
    try CloudOptimizedGeoTIFF.write(image, to: home.file("b.tif"))
    #expect(try home.bytes(of: "a.tif") == home.bytes(of: "b.tif"))
  }

  @Test("replaces an older file")
  func replaces() throws {
    let home = try TemporaryFolder()
    try home.write("old", to: "a.tif")
    try CloudOptimizedGeoTIFF.write(CoordinateImage.counts(on: Self.grid), to: home.file("a.tif"))
    #expect(try RasterFile(opening: InputPath(home.file("a.tif"))).info().width == 13)
  }

  @Test("refuses a folder that is not there")
  func noFolder() throws {
    let home = try TemporaryFolder()
    let path = home.file("none/a.tif")
    let refusal = #expect(throws: Refusal.self) {
      try CloudOptimizedGeoTIFF.write(CoordinateImage.counts(on: Self.grid), to: path)
    }
    #expect(refusal?.reason == .cannotWrite)
    #expect(refusal?.subject == path)
    #expect(try home.names().isEmpty)
  }

  @Test("leaves the older file and nothing else where writing fails")
  func failedWrite() throws {
    let home = try TemporaryFolder()
    try home.write("old", to: "a.tif")
    // Something that cannot be overwritten stands where the new file would grow.
    let inTheWay = try OutputFile(home.file("a.tif")).temporaryPath
    try FileManager.default.createDirectory(
      atPath: inTheWay + "/x", withIntermediateDirectories: true)
    let refusal = #expect(throws: Refusal.self) {
      try CloudOptimizedGeoTIFF.write(CoordinateImage.counts(on: Self.grid), to: home.file("a.tif"))
    }
    #expect(refusal?.reason == .cannotWrite)
    #expect(refusal?.subject == home.file("a.tif"))
    try FileManager.default.removeItem(atPath: inTheWay)
    #expect(try home.names() == ["a.tif"])
    #expect(try home.bytes(of: "a.tif") == Array("old".utf8))
  }

  // A limit on the size of files stands for a full disk; it holds for a process, hence one of its own.
  @Test("that does not fit on the disk is an I/O error and leaves nothing")
  func fullDisk() async {
    await #expect(processExitsWith: .success) {
      let home = try TemporaryFolder()
      var generator = SplitMix(state: 5)
      let noise = (0..<4096).map { _ in UInt16.random(in: 0...65_535, using: &generator) }
      let image = RasterImage(
        grid: SyntheticScene.grid(width: 64, height: 64),
        bands: [.init(name: "noise", samples: .uint16(noise))], nodata: nil, metadata: [])
      try home.write("old", to: "a.tif")
      signal(SIGXFSZ, SIG_IGN)
      var limit = rlimit(rlim_cur: 4096, rlim_max: 4096)
      try #require(setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0)
      let refusal = #expect(throws: Refusal.self) {
        try CloudOptimizedGeoTIFF.write(image, to: home.file("a.tif"))
      }
      #expect(refusal?.reason == .ioError)
      #expect(try home.names() == ["a.tif"])
      #expect(try home.bytes(of: "a.tif") == Array("old".utf8))
    }
  }

  @Test("refuses a grid whose system PROJ does not know")
  func unknownSystem() throws {
    let home = try TemporaryFolder()
    var grid = Self.grid
    grid.crs = CoordinateSystem("EPSG:999999")
    #expect(throws: Refusal.self) {
      try CloudOptimizedGeoTIFF.write(CoordinateImage.counts(on: grid), to: home.file("a.tif"))
    }
    #expect(try home.names().isEmpty)
  }

  @Test("refuses an image with a sample too few")
  func tooFew() async {
    await #expect(processExitsWith: .failure) {
      _ = RasterImage(
        grid: SyntheticScene.grid(width: 2, height: 2),
        bands: [.init(name: "a", samples: .uint8([1, 2, 3]))], nodata: nil, metadata: [])
    }
  }
}
