import RasterGrid
import SeededRandomness
import Testing

@Suite("Row spans")
struct RowSpansTests {
  private static let side = 24
  private static let grid = Grid(
    width: side, height: side, affine: Affine(originX: 500_000, originY: 3_200_000, pixel: 10),
    crs: CoordinateSystem("EPSG:4549"))

  /// A ring around a centre, one corner in each of `corners` equal angles, in pixel coordinates.
  private func ring(
    _ corners: Int, radius: ClosedRange<Double>, at centre: (column: Double, row: Double),
    _ generator: inout SplitMix
  ) -> [(column: Double, row: Double)] {
    let unit: [(Double, Double)] = [
      (1, 0), (0.707, 0.707), (0, 1), (-0.707, 0.707), (-1, 0), (-0.707, -0.707), (0, -1),
      (0.707, -0.707),
    ]
    return stride(from: 0, to: 8, by: 8 / corners).map { k in
      let r = Double.random(in: radius, using: &generator)
      return (centre.column + r * unit[k].0, centre.row + r * unit[k].1)
    }
  }

  private func onMap(_ ring: [(column: Double, row: Double)], _ affine: Affine) -> [MapPoint] {
    ring.map { affine.map(column: $0.column, row: $0.row) }
  }

  /// Even-odd by a ray to the left of each centre, in map coordinates turned back to pixels.
  private func naive(_ rings: [[(column: Double, row: Double)]], column: Int, row: Int) -> Bool {
    let (x, y) = (Double(column) + 0.5, Double(row) + 0.5)
    var inside = false
    for ring in rings {
      for (a, b) in zip(ring, ring.dropFirst() + ring.prefix(1)) where (a.row > y) != (b.row > y) {
        if a.column + (y - a.row) / (b.row - a.row) * (b.column - a.column) < x { inside.toggle() }
      }
    }
    return inside
  }

  private func contains(_ spans: RowSpans, column: Int, row: Int) -> Bool {
    spans.rows[row].contains { $0.contains(column) }
  }

  @Test(
    "hold the pixels whose centres a naive test finds inside", arguments: 0..<40 as Range<UInt64>)
  func likeNaive(seed: UInt64) {
    var generator = SplitMix(state: seed)
    let centre = (
      column: Double.random(in: 2...22, using: &generator),
      row: Double.random(in: 2...22, using: &generator)
    )
    let outer = ring(8, radius: 5...16, at: centre, &generator)
    let hole = ring(4, radius: 0.5...3, at: centre, &generator)
    let affine = seed % 2 == 0 ? Self.grid.affine : AffineTests.rotated
    let grid = Grid(width: Self.side, height: Self.side, affine: affine, crs: Self.grid.crs)
    let spans = RowSpans(inside: [outer, hole].map { onMap($0, affine) }, of: grid)
    var count = 0
    for row in 0..<Self.side {
      for column in 0..<Self.side {
        let inside = naive([outer, hole], column: column, row: row)
        count += inside ? 1 : 0
        #expect(contains(spans, column: column, row: row) == inside, "column \(column), row \(row)")
      }
    }
    #expect(spans.count == count)
  }

  @Test("are ascending, apart and inside the grid", arguments: 0..<20 as Range<UInt64>)
  func wellFormed(seed: UInt64) {
    var generator = SplitMix(state: seed)
    let rings = (0..<3).map { _ in
      onMap(ring(8, radius: 2...20, at: (12, 12), &generator), Self.grid.affine)
    }
    let spans = RowSpans(inside: rings, of: Self.grid)
    #expect(spans.rows.count == Self.side)
    for ranges in spans.rows {
      for range in ranges { #expect(!range.isEmpty && (0..<Self.side).contains(range.lowerBound)) }
      for (a, b) in zip(ranges, ranges.dropFirst()) { #expect(a.upperBound < b.lowerBound) }
      #expect((ranges.last?.upperBound ?? 0) <= Self.side)
    }
  }

  @Test("need no closed ring, and heed no direction")
  func closing() {
    var generator = SplitMix(state: 7)
    let open = onMap(ring(8, radius: 4...9, at: (12, 12), &generator), Self.grid.affine)
    let spans = RowSpans(inside: [open], of: Self.grid)
    #expect(spans.count > 0)
    #expect(RowSpans(inside: [open + open.prefix(1)], of: Self.grid) == spans)
    #expect(RowSpans(inside: [open.reversed()], of: Self.grid) == spans)
  }

  @Test(
    "of two areas share no pixel at their border and lose none", arguments: [3.5, 8, 9.25, 12.5])
  func sharedBorder(at column: Double) {
    // The slanted border passes pixel centres: columns and rows of n + 0.5 lie on its ends.
    let top = (column: column, row: 0.5)
    let bottom = (column: column + 4, row: 20.5)
    let west = onMap([(0, 0.5), top, bottom, (0, 20.5)], Self.grid.affine)
    let east = onMap([top, (24, 0.5), (24, 20.5), bottom], Self.grid.affine)
    let (a, b) = (RowSpans(inside: [west], of: Self.grid), RowSpans(inside: [east], of: Self.grid))
    for row in 0..<Self.side {
      for column in 0..<Self.side {
        let owners = [a, b].filter { contains($0, column: column, row: row) }.count
        #expect(owners == (row < 20 ? 1 : 0), "column \(column), row \(row)")
      }
    }
  }

  @Test("take a whole-pixel rectangle exactly")
  func rectangle() {
    let ring = onMap([(3, 5), (9, 5), (9, 7), (3, 7)], Self.grid.affine)
    let spans = RowSpans(inside: [ring], of: Self.grid)
    #expect(spans.bounds == PixelWindow(column: 3, row: 5, width: 6, height: 2))
    #expect(spans.count == 12)
    #expect(spans.ranges(row: 5, columns: 0..<5) == [3..<5])
    #expect(spans.ranges(row: 5, columns: 9..<24) == [])
    #expect(spans.ranges(row: 7, columns: 0..<24) == [])
  }

  @Test("of a square with a hole have two ranges beside it")
  func hole() {
    let outer = onMap([(2, 2), (12, 2), (12, 12), (2, 12)], Self.grid.affine)
    let inner = onMap([(5, 5), (8, 5), (8, 8), (5, 8)], Self.grid.affine)
    let spans = RowSpans(inside: [outer, inner], of: Self.grid)
    #expect(spans.rows[4] == [2..<12])
    #expect(spans.rows[6] == [2..<5, 8..<12])
    #expect(spans.ranges(row: 6, columns: 4..<9) == [4..<5, 8..<9])
    #expect(spans.count == 100 - 9)
  }

  @Test("reach past the grid no further than its edge")
  func outside() {
    let all = onMap([(-50, -50), (90, -50), (90, 90), (-50, 90)], Self.grid.affine)
    #expect(RowSpans(inside: [all], of: Self.grid).bounds == Self.grid.window)
    let beside = onMap([(30, 2), (40, 2), (40, 9), (30, 9)], Self.grid.affine)
    let none = RowSpans(inside: [beside], of: Self.grid)
    #expect(none.bounds == nil)
    #expect(none.count == 0)
    #expect(none.shrunk(Self.grid.window) == nil)
  }

  @Test("shrink a window to the bounds of the pixels it holds", arguments: 0..<20 as Range<UInt64>)
  func shrunk(seed: UInt64) {
    var generator = SplitMix(state: seed)
    let rings = [onMap(ring(8, radius: 3...11, at: (12, 12), &generator), Self.grid.affine)]
    let spans = RowSpans(inside: rings, of: Self.grid)
    #expect(spans.shrunk(Self.grid.window) == spans.bounds)
    for tile in Self.grid.tiles(TileShape(width: 7, height: 5)) {
      let held = tile.rows.flatMap { row in
        tile.columns.filter { contains(spans, column: $0, row: row) }.map { (column: $0, row: row) }
      }
      let columns = held.map(\.column)
      let rows = held.map(\.row)
      guard let left = columns.min(), let right = columns.max(), let top = rows.min(),
        let bottom = rows.max()
      else {
        #expect(spans.shrunk(tile) == nil)
        continue
      }
      #expect(
        spans.shrunk(tile)
          == PixelWindow(column: left, row: top, width: right - left + 1, height: bottom - top + 1))
    }
  }
}
