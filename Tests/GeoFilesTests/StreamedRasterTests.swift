import Foundation
import RasterGrid
import SceneBuilding
import SeededRandomness
import Testing

@testable import GeoFiles

@Suite("Streamed raster")
struct StreamedRasterTests {
  private let home: TemporaryFolder
  private var path: String { home.file("a.tif") }

  init() throws { home = try TemporaryFolder() }

  static let grid = SyntheticScene.grid(width: 23, height: 17)

  static func description(
    _ grid: Grid = grid, type: SampleType = .float32,
    bands: [RasterDescription.Band] = [
      .init(name: "one"), .init(name: "two"),
    ], nodata: Double? = .nan, metadata: [(String, String)] = []
  ) -> RasterDescription {
    RasterDescription(grid: grid, type: type, bands: bands, nodata: nodata, metadata: metadata)
  }

  /// Every pixel of every band has a value of its own.
  private static func value(band: Int, column: Int, row: Int) -> Float {
    Float(band * 10_000 + row * 100 + column) + 0.25
  }

  private func values(band: Int, _ window: PixelWindow) -> [Float] {
    window.rows.flatMap { row in
      window.columns.map { Self.value(band: band, column: $0, row: row) }
    }
  }

  private func read(band: Int, of grid: Grid = grid, as type: SampleType = .float32) throws
    -> [Double]
  {
    let plane = SamplePlane()
    try RasterFile(opening: InputPath(path)).read(
      band: band, window: grid.window, as: type, into: plane)
    return plane.numbers
  }

  /// Windows of every band, which cover the grid once.
  private static let pieces = [1, 2].flatMap { band in
    grid.tiles(TileShape(width: 7, height: 5)).map { (band: band, window: $0) }
  }

  @Test("is the same bytes, whatever the order of its windows")
  func anyOrder() throws {
    var generator = SplitMix(state: 11)
    var files: [[UInt8]] = []
    for pieces in [
      Self.pieces, Self.pieces.reversed(), Self.pieces.shuffled(using: &generator),
    ] {
      let raster = try StreamedRaster(Self.description(), to: path)
      for (band, window) in pieces {
        try raster.write(values(band: band, window).span, band: band, window: window)
      }
      try raster.publish(.init())
      files.append(try home.bytes(of: "a.tif"))
    }
    #expect(files[1] == files[0])
    #expect(files[2] == files[0])
    for band in [1, 2] {
      let expected = values(band: band, Self.grid.window).map(Double.init)
      #expect(try read(band: band) == expected)
    }
  }

  @Test("takes windows from several workers at once")
  func workers() async throws {
    let raster = try StreamedRaster(Self.description(), to: path)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (band, window) in Self.pieces {
        let values = values(band: band, window)
        group.addTask { try raster.write(values.span, band: band, window: window) }
      }
      try await group.waitForAll()
    }
    try raster.publish(.init(threads: 2))
    #expect(try read(band: 2) == values(band: 2, Self.grid.window).map(Double.init))
  }

  @Test("says where its pixels are, what they are called and how they are stored")
  func facts() throws {
    let description = Self.description(
      type: .int16,
      bands: [
        .init(name: "NDVI", scale: 1e-4, metadata: [("formula", "nd(nir, red)")]),
        .init(name: "TUR", unit: "FNU", scale: 0.1, offset: 5),
      ],
      nodata: -32_768, metadata: [("SCENE", "永康 = a")])
    let raster = try StreamedRaster(description, to: path)
    let samples = [Int16](repeating: 3, count: Self.grid.window.area)
    for band in [1, 2] { try raster.write(samples.span, band: band, window: Self.grid.window) }
    try raster.publish(.init(overviews: .average, level: 6))

    let info = try RasterFile(opening: InputPath(path)).info()
    #expect(info.driver == "GTiff")
    #expect(info.grid == Self.grid)
    #expect(info.metadata["SCENE"] == "永康 = a")
    #expect(info.bands.map(\.name) == ["NDVI", "TUR"])
    #expect(info.bands.map(\.sampleType) == [.int16, .int16])
    #expect(info.bands.map(\.nodata) == [-32_768, -32_768])
    #expect(info.bands.map(\.scale) == [1e-4, 0.1])
    #expect(info.bands.map(\.offset) == [0, 5])
    #expect(info.bands.allSatisfy { $0.blockWidth == 512 && $0.blockHeight == 512 })
    // GDAL writes the rest as XML into tag 42112.
    let text = String(decoding: try home.bytes(of: "a.tif"), as: UTF8.self)
    #expect(text.contains("<Item name=\"formula\" sample=\"0\">nd(nir, red)</Item>"))
    #expect(text.contains("<Item name=\"UNITTYPE\" sample=\"1\" role=\"unittype\">FNU</Item>"))
  }

  @Test("is laid out for reading by parts: directories first, then the smallest overview first")
  func cloudOptimized() throws {
    let grid = SyntheticScene.grid(width: 1300, height: 3)
    let raster = try StreamedRaster(
      Self.description(grid, type: .uint8, bands: [.init(name: "a")], nodata: nil), to: path)
    let samples = [UInt8](repeating: 9, count: grid.window.area)
    try raster.write(samples.span, band: 1, window: grid.window)
    try raster.publish(.init(overviews: .average))

    let bytes = try home.bytes(of: "a.tif")
    // The structural metadata that GDAL's COG driver puts before the first directory.
    let head = String(decoding: bytes.prefix(400), as: UTF8.self)
    #expect(head.contains("LAYOUT=IFDS_BEFORE_DATA"))
    let directories = try TIFFDirectories(bytes)
    #expect(directories.widths == [1300, 650, 325])
    #expect(directories.firstTiles == directories.firstTiles.sorted(by: >))
    #expect(directories.places.allSatisfy { $0 < (directories.firstTiles.min() ?? 0) })
  }

  @Test("has no overviews where one block holds all")
  func small() throws {
    let raster = try StreamedRaster(Self.description(), to: path)
    try raster.publish(.init())
    #expect(try TIFFDirectories(home.bytes(of: "a.tif")).widths == [23])
  }

  @Test("stands at its place only when it is published, and then nothing else does")
  func published() throws {
    try home.write("old", to: "a.tif")
    let raster = try StreamedRaster(Self.description(), to: path)
    try raster.write(
      values(band: 1, Self.grid.window).span, band: 1, window: Self.grid.window)
    #expect(try home.bytes(of: "a.tif") == Array("old".utf8))
    #expect(try home.names().allSatisfy { $0 == "a.tif" || $0.hasPrefix(".") })
    try raster.publish(.init())
    _ = consume raster
    #expect(try home.names() == ["a.tif"])
    #expect(try RasterFile(opening: InputPath(path)).info().width == 23)
  }
}
