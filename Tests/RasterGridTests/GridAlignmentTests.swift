import RasterGrid
import Testing

@Suite("Grid alignment")
struct GridAlignmentTests {
  private static let target = GridTests.grid
  private static let degrees = Grid(
    width: 400, height: 300,
    affine: Affine(originX: 120.03, originY: 28.95, pixel: 0.000_089_831_528_4),
    crs: .wgs84)

  /// The target's grid with another affine transform.
  private func moved(column: Double, row: Double, scale: Double = 1, of grid: Grid = target) -> Grid
  {
    Grid(
      width: grid.width, height: grid.height,
      affine: grid.affine.shifted(column: column, row: row, scale: scale), crs: grid.crs)
  }

  private func reason(_ source: Grid, on target: Grid = target) -> String? {
    guard case .warp(let because) = GridAlignment(of: source, on: target) else { return nil }
    return because
  }

  @Test("of a grid on itself is no shift", arguments: [target, degrees])
  func same(grid: Grid) {
    #expect(GridAlignment(of: grid, on: grid) == .shifted(column: 0, row: 0))
  }

  @Test(
    "of a grid that begins at another pixel is a shift by whole pixels",
    arguments: [
      (3, 5), (-7, 2), (0, -30), (1_000, -999),
    ])
  func shifted(column: Int, row: Int) {
    // The source begins at target pixel (column, row), which is its own pixel (0, 0).
    let source = moved(column: Double(column), row: Double(row))
    #expect(GridAlignment(of: source, on: Self.target) == .shifted(column: -column, row: -row))
  }

  @Test("is a shift in degrees too, where steps are no round numbers")
  func degreeShift() {
    let source = moved(column: 117, row: 63, of: Self.degrees)
    #expect(GridAlignment(of: source, on: Self.degrees) == .shifted(column: -117, row: -63))
  }

  @Test("of coarser pixels is their factor and the offset in fine pixels", arguments: [2, 6])
  func coarser(factor: Int) {
    for (column, row) in [(0, 0), (1, 0), (-1, 3), (-5, -7)] {
      // The source's first pixel begins at target pixel (column, row).
      let source = moved(column: Double(column), row: Double(row), scale: Double(factor))
      #expect(
        GridAlignment(of: source, on: Self.target)
          == .coarser(factor: factor, column: -column, row: -row))
    }
  }

  @Test("puts each fine pixel into the coarse pixel that its centre lies in", arguments: [2, 6])
  func coarserLaw(factor: Int) {
    let source = moved(column: -5, row: -3, scale: Double(factor))
    guard
      case .coarser(let found, let column, let row) = GridAlignment(of: source, on: Self.target)
    else {
      Issue.record("no coarser grid was seen")
      return
    }
    for (c, r) in [(0, 0), (1, 2), (13, 9), (39, 29)] {
      let centre = Self.target.affine.map(column: Double(c) + 0.5, row: Double(r) + 0.5)
      let pixel = source.affine.pixel(centre)
      #expect((c + column) / found == Int(pixel.column.rounded(.down)))
      #expect((r + row) / found == Int(pixel.row.rounded(.down)))
    }
  }

  @Test("takes a shift within the tolerance for none and refuses one beyond it")
  func subPixel() {
    let within = moved(column: 0.04, row: 0)
    #expect(GridAlignment(of: within, on: Self.target) == .shifted(column: 0, row: 0))
    let beyond = moved(column: 0.5, row: 0)
    #expect(reason(beyond)?.hasPrefix("pixel edges lie 0.5 pixels apart") == true)
    #expect(reason(moved(column: 3, row: 7.06))?.contains("pixels apart") == true)
  }

  @Test("measures the offset of coarser pixels in fine ones")
  func coarserSubPixel() {
    #expect(reason(moved(column: 0.5, row: 0, scale: 2))?.contains("pixels apart") == true)
    // A hundredth of a coarse pixel is 0.06 of a fine one.
    #expect(reason(moved(column: 0.06, row: 0, scale: 6))?.contains("pixels apart") == true)
  }

  @Test("refuses pixel sizes that drift apart over the width")
  func drift() {
    // 40 pixels of 10.02 m end 0.8 m, 0.08 pixels, away from 40 of 10 m.
    let source = moved(column: 0, row: 0, scale: 1.002)
    #expect(reason(source)?.hasPrefix("pixel sizes drift apart by 0.08") == true)
    let steady = moved(column: 0, row: 0, scale: 1.0002)
    #expect(GridAlignment(of: steady, on: Self.target) == .shifted(column: 0, row: 0))
  }

  @Test("refuses another coordinate system by name")
  func otherSystem() {
    var source = Self.target
    source.crs = CoordinateSystem("EPSG:32650")
    #expect(reason(source) == "EPSG:32650 differs from EPSG:32651")
  }

  @Test("refuses south-up on north-up, and a mirrored grid")
  func southUp() {
    var source = Self.target
    source.affine.originY -= 300
    source.affine.rowStepY = 10
    #expect(reason(source) == "rows or columns run the other way")
    var mirrored = Self.target
    mirrored.affine.columnStepX = -10
    #expect(reason(mirrored) == "rows or columns run the other way")
  }

  @Test("of two south-up grids is a shift")
  func bothSouthUp() {
    let grid = Grid(width: 40, height: 30, affine: AffineTests.southUp, crs: Self.target.crs)
    let source = moved(column: 2, row: 9, of: grid)
    #expect(GridAlignment(of: source, on: grid) == .shifted(column: -2, row: -9))
  }

  @Test("refuses finer pixels, other multiples a side, and halves of a multiple")
  func otherSizes() {
    #expect(reason(moved(column: 0, row: 0, scale: 0.5)) != nil)
    #expect(reason(moved(column: 0, row: 0, scale: 1.5)) != nil)
    var oblong = Self.target
    oblong.affine.rowStepY = -20
    #expect(reason(oblong) == "pixels of 10.0 x -20.0 are no whole multiple of 10.0 x -10.0")
  }

  @Test("refuses pixels so large that they are no pixels")
  func enormous() {
    // A header may say anything; it must not become an overflow.
    #expect(reason(moved(column: 0, row: 0, scale: 1e300)) != nil)
    #expect(reason(moved(column: 1e300, row: 0)) != nil)
  }

  @Test("of turned grids is no shift where they are the same, and a warp where not")
  func rotated() {
    let grid = Grid(width: 40, height: 30, affine: AffineTests.rotated, crs: Self.target.crs)
    #expect(GridAlignment(of: grid, on: grid) == .shifted(column: 0, row: 0))
    #expect(reason(moved(column: 1, row: 0, of: grid), on: grid) == "a rotated grid")
    #expect(reason(grid) == "a rotated grid")
  }
}
