import RasterGrid
import Testing

@Suite("Affine")
struct AffineTests {
  static let northUp = Affine(originX: 583_485, originY: -2_222_685, pixel: 30)
  static let southUp = Affine(
    originX: 583_485, columnStepX: 30, rowStepX: 0, originY: -2_231_685, columnStepY: 0,
    rowStepY: 30)
  /// 10 m pixels turned by 33 degrees (cosine and sine written out), so that nothing is symmetric.
  static let rotated = Affine(
    originX: 512_188, columnStepX: 8.386_705_679, rowStepX: 5.446_390_350,
    originY: 3_200_963, columnStepY: 5.446_390_350, rowStepY: -8.386_705_679)

  @Test("takes the corners of a file to where gdalinfo prints them")
  func corners() {
    // gdalinfo of a 400 x 300 Landsat crop with this origin: lower right (595485, -2231685).
    #expect(Self.northUp.map(column: 0, row: 0) == MapPoint(x: 583_485, y: -2_222_685))
    #expect(Self.northUp.map(column: 400, row: 300) == MapPoint(x: 595_485, y: -2_231_685))
  }

  @Test("has pixel as the inverse of map", arguments: [northUp, southUp, rotated])
  func inverse(affine: Affine) {
    for (column, row) in [(0.0, 0.0), (17.5, 3.25), (-4, 900), (10_980, 10_980)] {
      let back = affine.pixel(affine.map(column: column, row: row))
      #expect(abs(back.column - column) < 1e-6)
      #expect(abs(back.row - row) < 1e-6)
    }
  }

  @Test("has map as the inverse of pixel", arguments: [northUp, southUp, rotated])
  func inverseOfInverse(affine: Affine) {
    for point in [MapPoint(x: 512_000.5, y: 3_200_000.25), MapPoint(x: 0, y: 0)] {
      let pixel = affine.pixel(point)
      let back = affine.map(column: pixel.column, row: pixel.row)
      #expect(abs(back.x - point.x) < 1e-6)
      #expect(abs(back.y - point.y) < 1e-6)
    }
  }

  @Test(
    "shifted by a pixel coordinate starts there", arguments: [northUp, southUp, rotated])
  func shifted(affine: Affine) {
    let moved = affine.shifted(column: 7, row: -3)
    for (column, row) in [(0.0, 0.0), (2.5, 1.5)] {
      let here = moved.map(column: column, row: row)
      let there = affine.map(column: column + 7, row: row - 3)
      #expect(abs(here.x - there.x) < 1e-6)
      #expect(abs(here.y - there.y) < 1e-6)
    }
  }

  @Test("shifted with a scale has pixels that cover scale x scale old ones")
  func scaled() {
    let coarse = Self.rotated.shifted(column: 3, row: 5, scale: 6)
    let end = coarse.map(column: 2, row: 1)
    let same = Self.rotated.map(column: 3 + 12, row: 5 + 6)
    #expect(abs(end.x - same.x) < 1e-6)
    #expect(abs(end.y - same.y) < 1e-6)
    #expect(abs(coarse.determinant - 36 * Self.rotated.determinant) < 1e-6)
  }

  @Test("has a determinant whose sign says which way is up and whose size is a pixel's area")
  func determinant() {
    #expect(Self.northUp.determinant == -900)
    #expect(Self.southUp.determinant == 900)
    #expect(abs(Self.rotated.determinant + 100) < 1e-6)
  }

  @Test("knows when it cannot be inverted")
  func invertible() {
    var flat = Self.northUp
    #expect(flat.isInvertible)
    flat.columnStepX = 0
    #expect(!flat.isInvertible)
    flat.columnStepX = .infinity
    #expect(!flat.isInvertible)
    flat = Self.northUp
    flat.originX = .nan
    #expect(!flat.isInvertible)
  }

  @Test("is axis-aligned where it is not turned")
  func aligned() {
    #expect(Self.northUp.isAxisAligned)
    #expect(Self.southUp.isAxisAligned)
    #expect(!Self.rotated.isAxisAligned)
  }
}
