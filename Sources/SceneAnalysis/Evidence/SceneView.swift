import RasterGrid

/// What one scene shows around a place: natural colour, an index, and what could be seen of it.
///
/// A cell is a pixel of the grid or, of a large place, the mean of `shrink` x `shrink` of them.
public struct SceneView: Sendable {
  /// How well a cell was seen.
  public enum Sight: UInt8, Sendable {
    /// Nothing speaks against it.
    case clear
    /// Something does: possible cloud, shadow, snow and the like.
    case doubtful
    /// It was not observed: certain cloud, or no data.
    case hidden
  }

  /// How many cells a row and a column.
  public let columns, rows: Int
  /// Reflectances of red, green and blue, row by row; NaN where there are none. Clouds are shown.
  public internal(set) var colours: [SIMD3<Float>]
  /// The index, row by row; NaN where it was not observed; empty where none was asked for or the scene
  /// lacks a band for it.
  public internal(set) var index: [Float]
  /// How well each cell was seen.
  public internal(set) var sight: [Sight]
}

/// Sums over the pixels under each cell of a view.
struct ViewSums {
  /// What lies under one cell.
  struct Cell {
    /// Red, green, blue and how many pixels have them.
    var colour = SIMD4<Float>.zero
    /// The index and how many pixels have it.
    var index = SIMD2<Float>.zero
    /// Pixels that were read, those that are in doubt, and those that are hidden.
    var read = 0
    var doubtful = 0
    var hidden = 0
  }

  let window: PixelWindow
  let shrink: Int
  let columns, rows: Int
  var cells: [Cell]

  init(_ window: PixelWindow, shrink: Int) {
    self.window = window
    self.shrink = shrink
    columns = (window.width + shrink - 1) / shrink
    rows = (window.height + shrink - 1) / shrink
    cells = Array(repeating: Cell(), count: columns * rows)
  }

  /// The means; a cell is what most of its pixels are.
  func view(hasIndex: Bool) -> SceneView {
    let nothing = SIMD3<Float>(repeating: .nan)
    return SceneView(
      columns: columns, rows: rows,
      colours: cells.map { cell in
        let sum = cell.colour
        return sum.w > 0 ? SIMD3(sum.x, sum.y, sum.z) / sum.w : nothing
      },
      index: hasIndex ? cells.map { $0.index.y > 0 ? $0.index.x / $0.index.y : .nan } : [],
      sight: cells.map { cell in
        if 2 * cell.hidden >= cell.read { return .hidden }
        return 2 * (cell.hidden + cell.doubtful) >= cell.read ? .doubtful : .clear
      })
  }
}
