import GeoFiles
import RasterGrid
import SceneBuilding
import Testing

@Suite("Warped band")
struct WarpedBandTests {
  private static let northUp = SyntheticScene.grid(width: 48, height: 40)
  private static let southUp = Grid(
    width: 48, height: 40,
    affine: Affine(
      originX: 220_000, columnStepX: 10, rowStepX: 0, originY: 3_199_600, columnStepY: 0,
      rowStepY: 10),
    crs: northUp.crs)
  private static let turned = Grid(
    width: 48, height: 40,
    affine: Affine(
      originX: 220_000, columnStepX: 9, rowStepX: 4, originY: 3_199_900, columnStepY: 4,
      rowStepY: -9),
    crs: northUp.crs)

  /// 10 m pixels of the county's own system (3-degree Gauss-Krueger) over the middle of `source`.
  private func target(over source: Grid) throws -> Grid {
    let middle = source.affine.map(
      column: Double(source.width) / 2, row: Double(source.height) / 2)
    let system = CoordinateSystem("EPSG:4549")
    let there = try CoordinateTransform(from: source.crs, to: system).transform([middle])[0]
    return Grid(
      width: 60, height: 56,
      affine: Affine(originX: there.x - 300, originY: there.y + 280, pixel: 10), crs: system)
  }

  private func warp(
    _ home: TemporaryFolder, _ source: Grid, band: Int, to target: WarpedBand.Target
  ) throws -> WarpedBand {
    let file = try RasterFile(opening: InputPath(home.file("a.tif")))
    return try WarpedBand(file, band: band, from: source, to: target)
  }

  private func target(_ grid: Grid, _ resampling: Resampling) -> WarpedBand.Target {
    WarpedBand.Target(grid: grid, resampling: resampling, nodata: nil, type: .float32)
  }

  @Test(
    "shows at each pixel what lies there, and NaN outside", arguments: [northUp, southUp, turned])
  func coordinates(source: Grid) throws {
    let home = try TemporaryFolder()
    try CloudOptimizedGeoTIFF.write(CoordinateImage.make(on: source), to: home.file("a.tif"))
    let grid = try target(over: source)
    let centres = grid.window.rows.flatMap { row in
      grid.window.columns.map {
        grid.affine.map(column: Double($0) + 0.5, row: Double(row) + 0.5)
      }
    }
    let places = try CoordinateTransform(from: grid.crs, to: source.crs).transform(centres)
    for band in [1, 2] {
      let warped = try warp(home, source, band: band, to: target(grid, .bilinear))
      let plane = SamplePlane()
      try warped.read(window: grid.window, fill: .nan, into: plane)
      var inside = 0
      var outside = 0
      for (place, value) in zip(places, plane.numbers) {
        let pixel = source.affine.pixel(place)
        let margin = min(
          pixel.column, pixel.row, Double(source.width) - pixel.column,
          Double(source.height) - pixel.row)
        if margin > 0.6 {
          inside += 1
          let expected =
            band == 1 ? place.x - source.affine.originX : place.y - source.affine.originY
          // A hundredth of a pixel is promised for each axis; pixels are 10 m.
          #expect(abs(value - expected) < 0.2)
        } else if margin < -0.6 {
          outside += 1
          #expect(value.isNaN)
        }
      }
      #expect(inside > 1000 && outside > 500)
    }
  }

  // Positions are interpolated along each row that is asked for, so pieces agree with the whole to
  // twice a hundredth of a pixel, not to the bit. What a run reads does not depend on its workers.
  @Test("read by pieces is the whole within the promised position")
  func pieces() throws {
    let home = try TemporaryFolder()
    let source = Self.northUp
    try CloudOptimizedGeoTIFF.write(CoordinateImage.make(on: source), to: home.file("a.tif"))
    let grid = try target(over: source)
    let warped = try warp(home, source, band: 1, to: target(grid, .bilinear))
    let plane = SamplePlane()
    try warped.read(window: grid.window, fill: .nan, into: plane)
    let whole = plane.numbers
    for tile in grid.tiles(TileShape(width: 17, height: 13)) {
      try warped.read(window: tile, fill: .nan, into: plane)
      let same = tile.rows.flatMap { row in tile.columns.map { whole[row * grid.width + $0] } }
      for (a, b) in zip(plane.numbers, same) where !a.isNaN && !b.isNaN {
        #expect(abs(a - b) < 0.2)
      }
    }
  }

  @Test("gives the same bytes whenever the same window is read")
  func repeatable() throws {
    let home = try TemporaryFolder()
    let source = Self.northUp
    try CloudOptimizedGeoTIFF.write(CoordinateImage.make(on: source), to: home.file("a.tif"))
    let grid = try target(over: source)
    let window = PixelWindow(column: 20, row: 20, width: 16, height: 12)
    let first = try warp(home, source, band: 2, to: target(grid, .cubic))
    let second = try warp(home, source, band: 2, to: target(grid, .cubic))
    let (a, b) = (SamplePlane(), SamplePlane())
    try first.read(window: grid.window, fill: .nan, into: b)
    try first.read(window: window, fill: .nan, into: a)
    try second.read(window: window, fill: .nan, into: b)
    #expect(a.numbers == b.numbers)
    #expect(a.numbers.allSatisfy { !$0.isNaN })
  }

  @Test("moved by half a pixel in its own system is the mean of neighbours")
  func halfPixel() throws {
    let home = try TemporaryFolder()
    let source = Self.northUp
    try CloudOptimizedGeoTIFF.write(CoordinateImage.counts(on: source), to: home.file("a.tif"))
    var grid = source
    grid.affine = source.affine.shifted(column: 0.5, row: 0)
    let plane = SamplePlane()
    let bilinear = try warp(home, source, band: 1, to: target(grid, .bilinear))
    try bilinear.read(
      window: PixelWindow(column: 4, row: 3, width: 3, height: 2), fill: .nan, into: plane)
    // counts(c, r) = 1 + c + 100 r, and the mean of two neighbours half a count more.
    #expect(plane.numbers == [305.5, 306.5, 307.5, 405.5, 406.5, 407.5])
  }

  @Test("never mixes in the nodata it was told of, and shows it as the fill")
  func nodata() throws {
    let home = try TemporaryFolder()
    let source = Self.northUp
    var samples = [UInt16](repeating: 1000, count: source.window.area)
    for row in 10..<14 { for column in 10..<14 { samples[row * 48 + column] = 0 } }
    try CloudOptimizedGeoTIFF.write(
      RasterImage(
        grid: source, bands: [.init(name: "a", samples: .uint16(samples))], nodata: nil,
        metadata: []),
      to: home.file("a.tif"))
    var grid = source
    grid.affine = source.affine.shifted(column: 0.3, row: 0.3)
    var told = target(grid, .bilinear)
    told.nodata = 0
    let plane = SamplePlane()
    let window = PixelWindow(column: 2, row: 2, width: 30, height: 30)
    try warp(home, source, band: 1, to: told).read(window: window, fill: .nan, into: plane)
    #expect(Set(plane.numbers.filter { !$0.isNaN }) == [1000])
    #expect(plane.numbers.contains { $0.isNaN })
    try warp(home, source, band: 1, to: target(grid, .bilinear)).read(
      window: window, fill: .nan, into: plane)
    #expect(plane.numbers.contains { 0 < $0 && $0 < 1000 })
  }

  @Test("fills classes with the class it is told")
  func classes() throws {
    let home = try TemporaryFolder()
    let source = Self.northUp
    try CloudOptimizedGeoTIFF.write(CoordinateImage.counts(on: source), to: home.file("a.tif"))
    let grid = try target(over: source)
    let warped = try warp(
      home, source, band: 1, to: .init(grid: grid, resampling: .nearest, nodata: nil, type: .uint16)
    )
    let plane = SamplePlane()
    try warped.read(window: grid.window, fill: 0, into: plane)
    #expect(plane.type == .uint16)
    #expect(plane.numbers[0] == 0)
    let known = Set(
      source.window.rows.flatMap { r in source.window.columns.map { 1 + $0 + 100 * r } })
    #expect(plane.numbers.allSatisfy { $0 == 0 || known.contains(Int($0)) })
    #expect(plane.numbers.filter { $0 != 0 }.count > 1000)
  }

  @Test("refuses a system that PROJ does not know")
  func unknownSystem() throws {
    let home = try TemporaryFolder()
    try CloudOptimizedGeoTIFF.write(
      CoordinateImage.counts(on: Self.northUp), to: home.file("a.tif"))
    var grid = Self.northUp
    grid.crs = CoordinateSystem("EPSG:999999")
    let path = try InputPath(home.file("a.tif"))
    let target = target(grid, .nearest)
    let error = #expect(throws: GDALError.self) {
      _ = try WarpedBand(RasterFile(opening: path), band: 1, from: Self.northUp, to: target)
    }
    #expect(error?.subject == "EPSG:999999")
  }
}
