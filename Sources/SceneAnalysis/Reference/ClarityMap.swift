import GeoFiles
import RasterGrid
import Scenes

/// How much of the ground a layer saw clear, cell by cell of longitude and latitude.
public enum ClarityMap {
  /// One cell: `column` and `row` count cells east of Greenwich and north of the equator.
  public struct Cell: Hashable, Sendable {
    /// Its place.
    public var column, row: Int
    /// Pixels of the region in it, and those of them that no reason speaks against.
    public var considered, clear: Int
  }

  /// Places in between are taken from two that are this many pixels apart: on a map of a county a
  /// straight line misses them by millimetres.
  private static let step = 32
  private static let rowsHeld = 64

  /// The cells that `region` touches, from the south-west row by row.
  public static func cells(
    of layer: Scene, in region: Region, perDegree: Double
  ) throws -> [Cell] {
    let grid = layer.grid
    let spans = try region.spans(on: grid)
    let transform = try CoordinateTransform(from: grid.crs, to: .wgs84)
    let reader = TileReader(
      try ReadPlan([], of: [.only: layer], on: grid, resampling: .nearest, isPlain: false))
    var cells: [SIMD2<Int>: (considered: Int, clear: Int)] = [:]
    for window in grid.tiles(TileShape(width: grid.width, height: rowsHeld)) {
      guard let window = spans.shrunk(window) else { continue }
      reader.move(to: window)
      let reasons = try reader.reasons(.only)?.samples(as: UInt16.self)
      for row in window.rows {
        let places = try places(of: row, window.columns, grid, transform)
        let start = (row - window.row) * window.width - window.column
        for range in spans.ranges(row: row, columns: window.columns) {
          for column in range {
            let place = places(column)
            let cell = SIMD2(
              Int((place.x * perDegree).rounded(.down)), Int((place.y * perDegree).rounded(.down)))
            let isClear = reasons.map { $0[start + column] == 0 } ?? true
            cells[cell, default: (0, 0)].considered += 1
            if isClear { cells[cell, default: (0, 0)].clear += 1 }
          }
        }
      }
    }
    return cells.map {
      Cell(column: $0.key.x, row: $0.key.y, considered: $0.value.considered, clear: $0.value.clear)
    }.sorted { ($0.row, $0.column) < ($1.row, $1.column) }
  }

  /// Longitude and latitude of the middles of a row's pixels.
  private static func places(
    of row: Int, _ columns: Range<Int>, _ grid: Grid, _ transform: borrowing CoordinateTransform
  ) throws -> (Int) -> MapPoint {
    let nodes = stride(from: columns.lowerBound, to: columns.upperBound + step, by: step).map {
      grid.affine.map(column: Double($0) + 0.5, row: Double(row) + 0.5)
    }
    let known = try transform.transform(nodes)
    return { column in
      let (piece, rest) = (column - columns.lowerBound).quotientAndRemainder(dividingBy: step)
      let (a, b) = (known[piece], known[min(piece + 1, known.count - 1)])
      let t = Double(rest) / Double(step)
      return MapPoint(x: a.x + t * (b.x - a.x), y: a.y + t * (b.y - a.y))
    }
  }
}
