import GeoFiles
import Synchronization
import RasterGrid
import Scenes

/// Gathers a map at the scale of a picture while it is computed: the mean of the values under each
/// pixel of the picture.
///
/// Workers hand in tiles at any time, so the sums lie behind a lock; a tile is condensed before that,
/// so they wait for little. Sums are exact, and the picture does not depend on the order.
public final class IndexPicture: Sendable {
  /// The condensed map.
  public struct Image: Sendable {
    /// Where its pixels are.
    public var grid: Grid
    /// The mean values, NaN where nothing was observed.
    public var values: [Float]
    /// How wide a pixel is on the ground, m.
    public var groundPixelMetres: Double
  }

  private let grid: Grid
  private let shrink: Int
  private let width, height: Int
  private let sums: Mutex<[ExactSum]>

  /// About as many pixels a side as a page or a screen shows.
  private static let side = 1000

  /// A picture of one layer of a plan.
  public init(of plan: IndexPlan) {
    grid = plan.reading.grid
    shrink = max(1, (max(grid.width, grid.height) + Self.side - 1) / Self.side)
    width = (grid.width + shrink - 1) / shrink
    height = (grid.height + shrink - 1) / shrink
    sums = Mutex(Array(repeating: ExactSum(), count: width * height))
  }

  /// Takes the values of a tile.
  public func add(_ values: [Float], window: PixelWindow) {
    let left = window.column / shrink
    let top = window.row / shrink
    let columns = (window.columns.upperBound - 1) / shrink - left + 1
    let rows = (window.rows.upperBound - 1) / shrink - top + 1
    var part = Array(repeating: ExactSum(), count: columns * rows)
    for row in window.rows {
      for column in window.columns {
        let value = values[(row - window.row) * window.width + column - window.column]
        part[(row / shrink - top) * columns + column / shrink - left].add(value)
      }
    }
    sums.withLock { sums in
      for row in 0..<rows {
        for column in 0..<columns {
          sums[(top + row) * width + left + column].add(part[row * columns + column])
        }
      }
    }
  }

  /// The picture of what was taken so far.
  public func image() throws -> Image {
    let side = Double(shrink)
    return Image(
      grid: Grid(
        width: width, height: height,
        affine: grid.affine.shifted(column: 0, row: 0, scale: side), crs: grid.crs),
      values: sums.withLock { $0.map { $0.mean.map { Float($0) } ?? .nan } },
      groundPixelMetres: try GroundArea.largestPixel(of: grid).squareRoot() * side)
  }
}
