import GeoFiles
import RasterGrid
import SceneBuilding
import SeededRandomness
import Spectral
import Testing

@testable import Scenes

@Suite("Tile reader")
struct TileReaderTests {
  private let home: TemporaryFolder

  init() throws { home = try TemporaryFolder() }

  private static let grid = SyntheticScene.grid(width: 24, height: 18)
  private static let green = BandReference(date: .only, role: .green)

  private func counts(_ column: Int, _ row: Int) -> UInt16 { UInt16(1 + column + 100 * row) }

  private func open(_ bands: [SyntheticScene.Band], mask: String = "") throws -> Scene {
    var scene = SyntheticScene(grid: Self.grid, bands: bands)
    scene.description += mask
    return try Scene(opening: InputPath(scene.write(to: "a", in: home)))
  }

  /// A plan for everything the scene has.
  private func plan(
    _ scene: Scene, on grid: Grid, resampling: Resampling = .bilinear
  ) throws -> ReadPlan {
    try ReadPlan(
      scene.bands.keys.map { BandReference(date: .only, role: $0) }, of: [.only: scene], on: grid,
      resampling: resampling, isPlain: false)
  }

  @Test("gives raw samples and their calibration, tile by tile")
  func sameGrid() throws {
    let plan = try plan(try open([.init("green", sample: counts)]), on: Self.grid)
    let reader = TileReader(plan)
    for tile in Self.grid.tiles(TileShape(width: 7, height: 5)) {
      reader.move(to: tile)
      let (samples, calibration) = try reader.band(Self.green)
      let expected = tile.rows.flatMap { row in tile.columns.map { Double(counts($0, row)) } }
      #expect(samples.numbers == expected)
      #expect(samples.type == .uint16)
      #expect(calibration == Calibration(scale: 0.0001, offset: 0, nodata: 0))
    }
  }

  @Test("finds the pixels of a grid that begins elsewhere")
  func shifted() throws {
    let scene = try open([.init("green", sample: counts)])
    let window = PixelWindow(column: 5, row: 3, width: 10, height: 8)
    let reader = TileReader(try plan(scene, on: Self.grid.cropped(to: window)))
    reader.move(to: PixelWindow(column: 2, row: 1, width: 3, height: 2))
    let expected = [408, 409, 410, 508, 509, 510.0]  // 1 + (5 + 2) + 100 x (3 + 1), and so on
    #expect(try reader.band(Self.green).samples.numbers == expected)
  }

  @Test("gives each fine pixel of a coarser band its own", arguments: [2, 3])
  func coarser(factor: Int) throws {
    let scene = try open([
      .init("green", sample: counts), .init("swir16", factor: factor, sample: counts),
    ])
    let swir = BandReference(date: .only, role: .swir16)
    let reader = TileReader(try plan(scene, on: Self.grid, resampling: .nearest))
    for tile in Self.grid.tiles(TileShape(width: 7, height: 5)) {
      reader.move(to: tile)
      let expected = tile.rows.flatMap { row in
        tile.columns.map { Double(counts($0 / factor, row / factor)) }
      }
      let samples = try reader.band(swir).samples
      #expect(samples.numbers == expected)
      #expect(samples.type == .uint16)
    }
  }

  @Test("interpolates a coarser band into numbers that lie between its own")
  func bilinear() throws {
    let scene = try open([
      .init("green", sample: counts),
      .init("swir16", factor: 2) { column, _ in UInt16(1000 + 100 * column) },
    ])
    let reader = TileReader(try plan(scene, on: Self.grid))
    reader.move(to: PixelWindow(column: 4, row: 4, width: 4, height: 1))
    let samples = try reader.band(BandReference(date: .only, role: .swir16)).samples
    #expect(samples.type == .float32)
    // Fine centres lie a quarter of a coarse pixel to either side of the coarse ones.
    #expect(samples.numbers == [1175, 1225, 1275, 1325])
  }

  @Test("warps a band of another system, with NaN where nothing is and no nodata left")
  func warped() throws {
    let scene = try open([.init("green", sample: { _, _ in 4321 })])
    let middle = Self.grid.affine.map(column: 12, row: 9)
    let system = CoordinateSystem("EPSG:4549")
    let there = try CoordinateTransform(from: Self.grid.crs, to: system).transform([middle])[0]
    let target = Grid(
      width: 40, height: 40,
      affine: Affine(originX: there.x - 200, originY: there.y + 200, pixel: 10), crs: system)
    let plan = try plan(scene, on: target)
    #expect(plan.bands[Self.green]?.isWarped == true)
    #expect(plan.bands[Self.green]?.coverage == nil)
    let reader = TileReader(plan)
    reader.move(to: target.window)
    let (samples, calibration) = try reader.band(Self.green)
    #expect(calibration == Calibration(scale: 0.0001, offset: 0, nodata: nil))
    let numbers = samples.numbers
    #expect(numbers[0].isNaN)
    #expect(numbers[20 * 40 + 20] == 4321)
    // 24 x 18 pixels, turned by some degrees; the rim may go either way.
    let seen = numbers.filter { $0 == 4321 }.count
    #expect(abs(seen - 432) < 84)
    #expect(numbers.filter(\.isNaN).count == 1600 - seen)
  }

  @Test("gives the reasons of the mask, pixel by pixel")
  func masks() throws {
    let scene = try open(
      [
        .init("green", sample: counts),
        .init("blue", factor: 2, sample: { column, _ in UInt16(column) }),
      ], mask: "\nmask: {file: blue.tif, coding: sentinel-2-scl}")
    let reader = TileReader(try plan(scene, on: Self.grid))
    reader.move(to: PixelWindow(column: 3, row: 2, width: 20, height: 2))
    let reasons = try #require(try reader.reasons(.only))
    #expect(reasons.type == .uint16)
    let expected = (0..<2).flatMap { _ in
      (3..<23).map { Double(MaskCoding.sentinel2SCL.reasons(UInt16($0 / 2)).rawValue) }
    }
    #expect(reasons.numbers == expected)
    #expect(try reader.reasons(.before) == nil)
  }

  @Test(
    "calls what a warped mask does not cover not measured, unless its coding cannot say so",
    arguments: MaskCoding.allCases)
  func maskOutside(coding: MaskCoding) throws {
    // What is clear in each coding; a layer's bits are the reasons, and this one is none of them.
    let unused: UInt16 = 1 << 12
    let clear: UInt16 =
      switch coding {
      case .landsatQAPixel, .sentinel2Saturated: 21_824
      case .landsatQARadsat, .landsatQARadsatTM: 0
      case .tianyanReasons: unused
      case .sentinel2SCL, .sentinel2Cloud, .sentinel2Cirrus, .sentinel2Snow, .sentinel2Footprint: 4
      }
    let isSilent = coding == .landsatQARadsat || coding == .landsatQARadsatTM
    let scene = try open(
      [.init("green", sample: { _, _ in clear })],
      mask: "\nmask: {file: green.tif, coding: \(coding.rawValue)}")
    var target = Self.grid
    target.affine = Self.grid.affine.shifted(column: -6.5, row: 0.5)
    let reader = TileReader(try plan(scene, on: target))
    reader.move(to: PixelWindow(column: 0, row: 2, width: 20, height: 1))
    let reasons = try #require(try reader.reasons(.only))
    let nodata = isSilent ? 0 : Double(MaskReasons.nodata.rawValue)
    #expect(Array(reasons.numbers.prefix(6)) == [Double](repeating: nodata, count: 6))
    let inside = Double(coding == .tianyanReasons ? unused : 0)
    #expect(Array(reasons.numbers.suffix(10)) == [Double](repeating: inside, count: 10))
  }

  /// A scene whose `swir16` breaks off after its header.
  private func broken() throws -> Scene {
    var generator = SplitMix(state: 11)
    // Noise, so that the pixels are most of the file and cutting it off loses some.
    let noise = (0..<24 * 18).map { _ in UInt16.random(in: 1...60_000, using: &generator) }
    _ = try open([
      .init("green", sample: counts), .init("swir16", sample: { noise[$1 * 24 + $0] }),
    ])
    let bytes = try home.bytes(of: "a/swir16.tif")
    try home.write(Array(bytes.dropLast(bytes.count / 3)), to: "a/swir16.tif")
    return try Scene(opening: InputPath(home.file("a")))
  }

  @Test("never reads a band that nobody asks for")
  func lazy() throws {
    let reader = TileReader(try plan(try broken(), on: Self.grid))
    reader.move(to: Self.grid.window)
    #expect(try reader.band(Self.green).samples.numbers[0] == 1)
  }

  @Test("refuses a file that breaks off, by name, when it is asked for")
  func truncated() throws {
    let reader = TileReader(try plan(try broken(), on: Self.grid))
    reader.move(to: Self.grid.window)
    let refusal = #expect(throws: Refusal.self) {
      _ = try reader.band(BandReference(date: .only, role: .swir16))
    }
    #expect(refusal?.reason == .badInput)
    #expect(refusal?.subject == home.file("a/swir16.tif"))
    #expect(refusal?.what.hasPrefix("is damaged or cut off") == true)
  }

  @Test("refuses a band that the plan does not name")
  func unplanned() async {
    await #expect(processExitsWith: .failure) {
      let grid = SyntheticScene.grid(width: 2, height: 2)
      let reader = TileReader(ReadPlan(grid: grid, bands: [:], masks: [:]))
      _ = try reader.band(BandReference(date: .only, role: .green))
    }
  }
}
