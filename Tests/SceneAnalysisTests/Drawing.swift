import RasterGrid
import SeededRandomness
import Sites

/// A small picture drawn by hand or at random, one character a pixel; `#` is a suspicious one.
struct Drawing: CustomStringConvertible {
  var rows: [[Character]]

  init(_ lines: String...) { rows = lines.map(Array.init) }

  /// Pixels that are set with a chance of `density`, the same for the same seed.
  init(width: Int, height: Int, density: Double, seed: UInt64) {
    var random = SplitMix(state: seed)
    rows = (0..<height).map { _ in
      (0..<width).map { _ in Double.random(in: 0..<1, using: &random) < density ? "#" : "." }
    }
  }

  var width: Int { rows.first?.count ?? 0 }
  var height: Int { rows.count }
  var grid: Grid {
    Grid(
      width: width, height: height, affine: Affine(originX: 0, originY: 0, pixel: 1),
      crs: CoordinateSystem("EPSG:32651"))
  }

  /// The pixel; blank outside.
  subscript(column column: Int, row row: Int) -> Character {
    guard rows.indices.contains(row), rows[row].indices.contains(column) else { return " " }
    return rows[row][column]
  }

  /// The runs of set pixels inside `window`, in reading order.
  func runs(in window: PixelWindow) -> [PixelRun] {
    window.rows.flatMap { row in
      var runs: [PixelRun] = []
      var start: Int?
      for column in window.column...window.column + window.width {
        let isSet = window.columns.contains(column) && self[column: column, row: row] == "#"
        if isSet { start = start ?? column }
        if !isSet, let first = start {
          runs.append(PixelRun(row: row, columns: first..<column))
          start = nil
        }
      }
      return runs
    }
  }

  /// The parts that hang together by edges or corners, by flooding pixel after pixel.
  var parts: Set<Set<Pixel>> {
    var left = self
    var parts: Set<Set<Pixel>> = []
    for row in 0..<height {
      for column in 0..<width where left[column: column, row: row] == "#" {
        var part: Set<Pixel> = []
        var waiting = [Pixel(column: column, row: row)]
        while let pixel = waiting.popLast() {
          guard left[column: pixel.column, row: pixel.row] == "#" else { continue }
          left.rows[pixel.row][pixel.column] = "."
          part.insert(pixel)
          for dy in -1...1 {
            for dx in -1...1 {
              waiting.append(Pixel(column: pixel.column + dx, row: pixel.row + dy))
            }
          }
        }
        parts.insert(part)
      }
    }
    return parts
  }

  var description: String { rows.map { String($0) }.joined(separator: "\n") }
}

extension [PixelRun] {
  /// Their pixels.
  var pixels: Set<Pixel> {
    Set(flatMap { run in run.columns.map { Pixel(column: $0, row: run.row) } })
  }
}
