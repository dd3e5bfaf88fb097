/// The pixels of a grid whose centres lie inside an area, as column ranges row by row.
///
/// This is how a county's boundary clips pixels: a few ranges a row, no raster.
public struct RowSpans: Hashable, Sendable {
  /// The column ranges of each row, ascending and apart; one entry a row of the grid.
  public private(set) var rows: [[Range<Int>]]

  /// The pixels of `grid` whose centres lie inside rings of map coordinates, by the even-odd rule
  /// (so a hole is one more ring, and a polygon beside another one too).
  ///
  /// A centre exactly on an edge counts for the area to its right, so that two areas that share a
  /// border share no pixel.
  public init(inside rings: [[MapPoint]], of grid: Grid) {
    var crossings = [[Double]](repeating: [], count: grid.height)
    for ring in rings {
      let pixels = ring.map { grid.affine.pixel($0) }
      for (a, b) in zip(pixels, pixels.dropFirst() + pixels.prefix(1)) where a.row != b.row {
        let (top, bottom) = a.row < b.row ? (a, b) : (b, a)
        // Rows whose centre line r + 0.5 lies in [top, bottom).
        let first = max(0, (top.row - 0.5).rounded(.up))
        let end = min(Double(grid.height), (bottom.row - 0.5).rounded(.up))
        guard first < end else { continue }
        for row in Int(first)..<Int(end) {
          let t = (Double(row) + 0.5 - top.row) / (bottom.row - top.row)
          crossings[row].append(top.column + t * (bottom.column - top.column))
        }
      }
    }
    rows = crossings.map { Self.ranges(between: $0.sorted(), width: grid.width) }
  }

  private static func ranges(between crossings: [Double], width: Int) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    for pair in stride(from: 0, to: crossings.count - 1, by: 2) {
      let from = Int(max(0, min(Double(width), (crossings[pair] - 0.5).rounded(.up))))
      let to = Int(max(0, min(Double(width), (crossings[pair + 1] - 0.5).rounded(.up))))
      guard from < to else { continue }
      if let last = ranges.last, last.upperBound >= from {
        ranges[ranges.count - 1] = last.lowerBound..<max(last.upperBound, to)
      } else {
        ranges.append(from..<to)
      }
    }
    return ranges
  }

  /// How many pixels lie inside.
  public var count: Int { rows.reduce(0) { $0 + $1.reduce(0) { $0 + $1.count } } }

  /// The smallest window that holds every pixel inside; nil where there is none.
  public var bounds: PixelWindow? {
    guard let first = rows.firstIndex(where: { !$0.isEmpty }),
      let last = rows.lastIndex(where: { !$0.isEmpty })
    else { return nil }
    let inside = rows[first...last]
    let left = inside.compactMap(\.first?.lowerBound).min() ?? 0
    let right = inside.compactMap(\.last?.upperBound).max() ?? 0
    return PixelWindow(
      column: left, row: first, width: right - left, height: last - first + 1)
  }

  /// The part of `row` that lies inside and in `columns`.
  public func ranges(row: Int, columns: Range<Int>) -> [Range<Int>] {
    rows[row].compactMap { range in
      let shared = range.clamped(to: columns)
      return shared.isEmpty ? nil : shared
    }
  }

  /// The smallest window inside `window` that holds its pixels inside the area; nil where none is.
  public func shrunk(_ window: PixelWindow) -> PixelWindow? {
    var left = Int.max
    var right = Int.min
    var top: Int?
    var bottom = 0
    for row in window.rows {
      let ranges = ranges(row: row, columns: window.columns)
      guard let first = ranges.first, let last = ranges.last else { continue }
      left = min(left, first.lowerBound)
      right = max(right, last.upperBound)
      top = top ?? row
      bottom = row + 1
    }
    guard let top else { return nil }
    return PixelWindow(column: left, row: top, width: right - left, height: bottom - top)
  }
}
