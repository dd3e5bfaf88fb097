import RasterGrid
import SeededRandomness
import Sites

/// A small raster of suspicious pixels, drawn by hand (`#` is one) or at random.
struct Mask: Equatable, CustomStringConvertible {
  var rows: [[Bool]]

  init(_ lines: String...) { rows = lines.map { $0.map { $0 == "#" } } }

  /// Pixels that are set with a chance of `density`, the same for the same seed.
  init(width: Int, height: Int, density: Double, seed: UInt64) {
    var random = SplitMix(state: seed)
    rows = (0..<height).map { _ in
      (0..<width).map { _ in Double.random(in: 0..<1, using: &random) < density }
    }
  }

  /// The pixels whose centres lie in some rings by the even-odd rule: a ray to the left crosses an
  /// odd number of vertical edges.
  init(inside rings: [[PixelCorner]], like mask: Mask) {
    rows = mask.rows.map { $0.map { _ in false } }
    for ring in rings {
      for (a, b) in zip(ring, ring.dropFirst() + ring.prefix(1)) where a.column == b.column {
        for row in min(a.row, b.row)..<max(a.row, b.row) {
          for column in a.column..<rows[row].count { rows[row][column].toggle() }
        }
      }
    }
  }

  var count: Int { rows.joined().filter { $0 }.count }

  var runs: [PixelRun] {
    var runs: [PixelRun] = []
    for (row, pixels) in rows.enumerated() {
      var start: Int?
      for (column, isSet) in (pixels + [false]).enumerated() {
        if isSet { start = start ?? column }
        if !isSet, let first = start {
          runs.append(PixelRun(row: row, columns: first..<column))
          start = nil
        }
      }
    }
    return runs
  }

  /// The parts that hang together by pixel edges, in reading order, by flooding pixel after pixel.
  var parts: [Mask] {
    var left = self
    var parts: [Mask] = []
    for row in rows.indices {
      for column in rows[row].indices where left.rows[row][column] {
        var part = self
        part.rows = rows.map { $0.map { _ in false } }
        var waiting = [Pixel(column: column, row: row)]
        while let pixel = waiting.popLast() {
          guard left.rows.indices.contains(pixel.row),
            left.rows[pixel.row].indices.contains(pixel.column),
            left.rows[pixel.row][pixel.column]
          else { continue }
          left.rows[pixel.row][pixel.column] = false
          part.rows[pixel.row][pixel.column] = true
          for (dx, dy) in [(1, 0), (-1, 0), (0, 1), (0, -1)] {
            waiting.append(Pixel(column: pixel.column + dx, row: pixel.row + dy))
          }
        }
        parts.append(part)
      }
    }
    return parts
  }

  var description: String {
    rows.map { $0.map { $0 ? "#" : "." }.joined() }.joined(separator: "\n")
  }
}

/// A ring from pairs of column and row.
func ring(_ corners: (Int, Int)...) -> [PixelCorner] {
  corners.map { PixelCorner(column: $0.0, row: $0.1) }
}
