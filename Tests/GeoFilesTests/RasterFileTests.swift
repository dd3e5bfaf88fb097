import Foundation
import GeoFiles
import RasterGrid
import SceneBuilding
import SeededRandomness
import Testing

@Suite("Raster file")
struct RasterFileTests {
  static let grid = SyntheticScene.grid(width: 24, height: 18)

  private func open(_ image: RasterImage, in home: TemporaryFolder) throws -> RasterFile {
    try CloudOptimizedGeoTIFF.write(image, to: home.file("a.tif"))
    return try RasterFile(opening: InputPath(home.file("a.tif")))
  }

  /// Reads fine pixels by `resampling`.
  private func fine(
    _ file: borrowing RasterFile, _ window: PixelWindow, factor: Int, _ resampling: Resampling
  ) throws -> [Double] {
    let plane = SamplePlane()
    try file.read(
      band: 1, fineWindow: window, factor: factor, resampling: resampling, as: .float32, into: plane
    )
    return plane.numbers
  }

  @Test("gives the samples of a window in the file's type and in others")
  func windows() throws {
    let home = try TemporaryFolder()
    let file = try open(CoordinateImage.counts(on: Self.grid), in: home)
    let plane = SamplePlane()
    for window in [
      Self.grid.window, PixelWindow(column: 3, row: 5, width: 7, height: 4),
      PixelWindow(column: 23, row: 17, width: 1, height: 1),
    ] {
      for type in [SampleType.uint16, .int16, .float32] {
        try file.read(band: 1, window: window, as: type, into: plane)
        #expect(plane.type == type)
        #expect(plane.width == window.width && plane.height == window.height)
        let expected = window.rows.flatMap { row in
          window.columns.map { Double(1 + $0 + 100 * row) }
        }
        #expect(plane.numbers == expected, "\(window) as \(type)")
      }
    }
  }

  @Test(
    "gives each fine pixel the sample it lies in, at even and odd offsets", arguments: [2, 3, 6])
  func nearest(factor: Int) throws {
    let home = try TemporaryFolder()
    let file = try open(CoordinateImage.counts(on: Self.grid), in: home)
    for column in 0..<factor {
      for row in 0..<factor {
        let window = PixelWindow(column: column, row: row, width: 13, height: 11)
        let expected = window.rows.flatMap { r in
          window.columns.map { Double(1 + $0 / factor + 100 * (r / factor)) }
        }
        let found = try fine(file, window, factor: factor, .nearest)
        #expect(found == expected, "offset \(column), \(row)")
      }
    }
    let last = PixelWindow(
      column: 24 * factor - 5, row: 18 * factor - 3, width: 5, height: 3)
    #expect(try fine(file, last, factor: factor, .nearest).last == Double(1 + 23 + 100 * 17))
  }

  /// Seeded samples without any order, one a pixel of `grid`.
  private func noise(_ seed: UInt64) -> [UInt16] {
    var generator = SplitMix(state: seed)
    return (0..<Self.grid.window.area).map { _ in .random(in: 1...10_000, using: &generator) }
  }

  private func image(_ samples: [UInt16], nodata: Double? = nil) -> RasterImage {
    RasterImage(
      grid: Self.grid, bands: [.init(name: "a", samples: .uint16(samples))], nodata: nodata,
      metadata: [])
  }

  // GDAL interpolates in the file's own type: whole numbers stay whole, half a count off at most.
  @Test(
    "interpolates between the four nearest centres",
    arguments: [
      (SampleType.float32, 0.001), (.uint16, 0.5),
    ])
  func bilinear(type: SampleType, tolerance: Double) throws {
    let home = try TemporaryFolder()
    let samples = noise(1)
    var image = image(samples)
    if type == .float32 { image.bands[0].samples = .float32(samples.map(Float.init)) }
    let file = try open(image, in: home)
    // The twin: a fine centre lies at (c + 0.5) / 2 - 0.5 between the centres of the file's pixels.
    func twin(_ column: Int, _ row: Int) -> Double {
      let (u, v) = ((Double(column) + 0.5) / 2 - 0.5, (Double(row) + 0.5) / 2 - 0.5)
      let (i, j) = (Int(u), Int(v))
      let (s, t) = (u - Double(i), v - Double(j))
      func at(_ i: Int, _ j: Int) -> Double { Double(samples[j * 24 + i]) }
      return (at(i, j) * (1 - s) + at(i + 1, j) * s) * (1 - t)
        + (at(i, j + 1) * (1 - s) + at(i + 1, j + 1) * s) * t
    }
    for (column, row) in [(1, 1), (2, 1), (5, 4), (10, 7)] {
      let window = PixelWindow(column: column, row: row, width: 20, height: 18)
      let found = try fine(file, window, factor: 2, .bilinear)
      let expected = window.rows.flatMap { r in window.columns.map { twin($0, r) } }
      let off = zip(found, expected).map { abs($0 - $1) }.max() ?? .infinity
      #expect(off <= tolerance, "\(window)")
    }
  }

  @Test(
    "read by pieces is the whole, without a seam",
    arguments: [
      (2, Resampling.nearest), (2, .bilinear), (2, .cubic), (6, .nearest), (6, .bilinear),
      (6, .cubic),
    ])
  func noSeam(factor: Int, resampling: Resampling) throws {
    let home = try TemporaryFolder()
    let file = try open(image(noise(2)), in: home)
    let fineGrid = Grid(
      width: 24 * factor, height: 18 * factor, affine: Self.grid.affine, crs: Self.grid.crs)
    let whole = try fine(file, fineGrid.window, factor: factor, resampling)
    for tile in fineGrid.tiles(TileShape(width: 7, height: 5)) {
      let part = try fine(file, tile, factor: factor, resampling)
      let same = tile.rows.flatMap { row in tile.columns.map { whole[row * fineGrid.width + $0] } }
      #expect(part == same, "\(tile)")
    }
  }

  @Test("mixes no nodata into its neighbours")
  func nodata() throws {
    let home = try TemporaryFolder()
    var samples = [UInt16](repeating: 1000, count: Self.grid.window.area)
    let holes = [5 * 24 + 7, 9 * 24 + 12, 9 * 24 + 13, 10 * 24 + 12, 10 * 24 + 13]
    for hole in holes { samples[hole] = 0 }
    let window = PixelWindow(column: 3, row: 3, width: 40, height: 30)
    let heeded = try fine(
      open(image(samples, nodata: 0), in: home), window, factor: 2, .bilinear)
    #expect(Set(heeded) == [0, 1000])
    // Where the file does not state it, 0 is a value as others are.
    let mixed = try fine(open(image(samples), in: home), window, factor: 2, .bilinear)
    #expect(mixed.contains { 0 < $0 && $0 < 1000 })
  }

  @Test("says what it is")
  func info() throws {
    let home = try TemporaryFolder()
    let image = CoordinateImage.make(on: Self.grid)
    let info = try open(image, in: home).info()
    #expect(info.driver == "GTiff")
    #expect(info.width == 24 && info.height == 18)
    #expect(info.grid == Self.grid)
    #expect(info.bands.map(\.name) == ["x", "y"])
    #expect(info.bands.map(\.sampleType) == [.float32, .float32])
    #expect(info.bands.allSatisfy { $0.nodata == nil && $0.scale == nil && $0.offset == nil })
  }

  @Test("knows a south-up grid")
  func southUp() throws {
    let home = try TemporaryFolder()
    let affine = Affine(
      originX: 220_000, columnStepX: 10, rowStepX: 0, originY: 3_199_820, columnStepY: 0,
      rowStepY: 10)
    let grid = Grid(width: 24, height: 18, affine: affine, crs: Self.grid.crs)
    #expect(try open(CoordinateImage.counts(on: grid), in: home).info().grid == grid)
  }
}
