import RasterGrid

/// Windows spread evenly over what a plan looks at: small enough in number that reading them costs
/// little, far enough apart that they stand for all of it.
struct SampleWindows {
  /// The side of the windows in pixels, a power of two.
  var side: Int
  /// The windows, row by row; empty where the grid is smaller than one.
  var windows: [PixelWindow]

  /// Large windows see more of what two dates have in common; small ones still fit a small scene.
  private static let sides = [128, 64]
  /// A scene takes so many windows of a side on each axis before they are made smaller.
  private static let leastAcross = 2

  /// At most `across` x `across` windows on the area that `plan` looks at, or around it where that is
  /// small. Windows of a small scene may overlap by half.
  init(of plan: AnalysisPlan, across: Int) {
    let grid = plan.reading.grid
    let side =
      Self.sides.first { min(grid.width, grid.height) >= Self.leastAcross * $0 } ?? Self.sides.last
    self.side = side ?? 0
    windows = []
    guard let side, min(grid.width, grid.height) >= side else { return }
    let looked = plan.spans?.bounds ?? grid.window
    guard let area = looked.padded(by: side).intersection(grid.window) else { return }
    for row in Self.starts(area.rows, side, across) {
      for column in Self.starts(area.columns, side, across) {
        windows.append(PixelWindow(column: column, row: row, width: side, height: side))
      }
    }
  }

  private static func starts(_ range: Range<Int>, _ side: Int, _ across: Int) -> [Int] {
    let last = range.count - side
    guard last > 0 else { return [range.lowerBound] }
    let count = min(across, 1 + 2 * last / side)
    guard count > 1 else { return [range.lowerBound + last / 2] }
    return (0..<count).map { range.lowerBound + $0 * last / (count - 1) }
  }
}
