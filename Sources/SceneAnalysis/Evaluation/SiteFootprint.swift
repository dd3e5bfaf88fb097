import RasterGrid
import Sites

/// The pixels of a grid that polygons stand on.
enum SiteFootprint {
  /// The pixels whose centres lie inside one of the polygons (rings of map coordinates, even-odd
  /// within a polygon); where there is none, those that the outlines run through.
  static func runs(of polygons: [[[MapPoint]]], on grid: Grid) -> [PixelRun] {
    let inside = polygons.flatMap { centres(inside: $0, of: grid) }
    guard inside.isEmpty else { return inside.merged() }
    let touched = polygons.flatMap { $0.flatMap { pixels(along: $0, of: grid) } }
    return touched.merged()
  }

  private static func centres(inside rings: [[MapPoint]], of grid: Grid) -> [PixelRun] {
    guard let window = window(around: rings, of: grid) else { return [] }
    let spans = RowSpans(inside: rings, of: grid.cropped(to: window))
    return zip(window.rows, spans.rows).flatMap { row, ranges in
      ranges.map {
        PixelRun(
          row: row, columns: $0.lowerBound + window.column..<$0.upperBound + window.column)
      }
    }
  }

  /// The part of the grid that the rings can reach.
  private static func window(around rings: [[MapPoint]], of grid: Grid) -> PixelWindow? {
    let pixels = rings.flatMap { $0.map { grid.affine.pixel($0) } }
    guard let columns = span(pixels.map(\.column), limit: grid.width),
      let rows = span(pixels.map(\.row), limit: grid.height)
    else { return nil }
    return PixelWindow(
      column: columns.lowerBound, row: rows.lowerBound, width: columns.count, height: rows.count)
  }

  private static func span(_ values: [Double], limit: Int) -> Range<Int>? {
    guard let (least, most) = values.minAndMax else { return nil }
    let range = clamped(least.rounded(.down), limit)..<clamped(most.rounded(.up), limit)
    return range.isEmpty ? nil : range
  }

  private static func clamped(_ value: Double, _ limit: Int) -> Int {
    Int(max(0, min(Double(limit), value)))
  }

  /// Cuts each side where it crosses a line between pixels: every piece then lies in one.
  private static func pixels(along ring: [MapPoint], of grid: Grid) -> [PixelRun] {
    let corners = ring.map { grid.affine.pixel($0) }
    return zip(corners, corners.dropFirst()).flatMap { a, b in
      let cuts =
        ([0, 1] + crossings(from: a.column, to: b.column, limit: grid.width)
        + crossings(from: a.row, to: b.row, limit: grid.height)).sorted()
      return zip(cuts, cuts.dropFirst()).compactMap { start, end -> PixelRun? in
        guard start < end else { return nil }
        let middle = (start + end) / 2
        let column = (a.column + middle * (b.column - a.column)).rounded(.down)
        let row = (a.row + middle * (b.row - a.row)).rounded(.down)
        guard column >= 0, column < Double(grid.width), row >= 0, row < Double(grid.height)
        else { return nil }
        return PixelRun(row: Int(row), columns: Int(column)..<Int(column) + 1)
      }
    }
  }

  /// Where, as shares of the way, a side crosses the whole numbers from 0 to `limit`.
  private static func crossings(from a: Double, to b: Double, limit: Int) -> [Double] {
    guard a != b else { return [] }
    let first = clamped(min(a, b).rounded(.up), limit)
    let last = clamped(max(a, b).rounded(.down), limit)
    guard first <= last else { return [] }
    return (first...last).map { (Double($0) - a) / (b - a) }.filter { 0 < $0 && $0 < 1 }
  }
}
