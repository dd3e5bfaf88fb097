import RasterGrid
import Testing

@Suite("Tiles of a grid")
struct GridTilesTests {
  /// Sizes that are smaller than, equal to, a multiple of and off the multiples of the tile.
  private static let cases = [(1, 1), (7, 5), (14, 10), (15, 11), (30, 4), (3, 23), (0, 9), (9, 0)]

  private func tiles(_ width: Int, _ height: Int) -> [PixelWindow] {
    Grid(
      width: width, height: height, affine: GridTests.grid.affine, crs: GridTests.utm
    ).tiles(TileShape(width: 7, height: 5))
  }

  @Test("cover every pixel once", arguments: cases)
  func coverOnce(width: Int, height: Int) {
    var visits = [Int](repeating: 0, count: width * height)
    for tile in tiles(width, height) {
      for row in tile.rows { for column in tile.columns { visits[row * width + column] += 1 } }
    }
    #expect(visits.allSatisfy { $0 == 1 })
  }

  @Test("begin on multiples of the shape and end there or at the grid's edge", arguments: cases)
  func edges(width: Int, height: Int) {
    for tile in tiles(width, height) {
      #expect(!tile.isEmpty)
      #expect(tile.column % 7 == 0 && tile.row % 5 == 0)
      #expect(tile.columns.upperBound % 7 == 0 || tile.columns.upperBound == width)
      #expect(tile.rows.upperBound % 5 == 0 || tile.rows.upperBound == height)
    }
  }

  @Test("come row by row")
  func order() {
    let places = tiles(15, 11).map { [$0.row, $0.column] }
    #expect(
      places == [
        [0, 0], [0, 7], [0, 14], [5, 0], [5, 7], [5, 14], [10, 0], [10, 7], [10, 14],
      ])
  }

  @Test("refuse a shape without size")
  func noSize() async {
    await #expect(processExitsWith: .failure) { _ = TileShape(width: 0, height: 5) }
  }
}
