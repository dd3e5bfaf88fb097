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

  /// At most `across` x `across` windows on `area` of a grid, or around it where that is small. Windows
  /// of a small scene may overlap by half.
  init(on area: PixelWindow, of grid: Grid, across: Int) {
    let side =
      Self.sides.first { min(grid.width, grid.height) >= Self.leastAcross * $0 } ?? Self.sides.last
    self.side = side ?? 0
    windows = []
    guard let side, min(grid.width, grid.height) >= side else { return }
    let room = Self.leastAcross * side - min(area.width, area.height)
    guard let area = area.padded(by: max(0, room)).intersection(grid.window) else { return }
    for row in Self.starts(area.rows, side, across) {
      for column in Self.starts(area.columns, side, across) {
        windows.append(PixelWindow(column: column, row: row, width: side, height: side))
      }
    }
  }

  /// What of `area` is worth another look when data was found only in these parts of the windows on it:
  /// the box round them, as far as the gaps between windows; nil where that is no smaller.
  func narrowed(_ area: PixelWindow, to parts: [PixelWindow]) -> PixelWindow? {
    guard let left = parts.map(\.columns.lowerBound).min(),
      let right = parts.map(\.columns.upperBound).max(),
      let top = parts.map(\.rows.lowerBound).min(),
      let bottom = parts.map(\.rows.upperBound).max()
    else { return nil }
    let across = max(1, Int(Double(windows.count).squareRoot()) - 1)
    let gap = max(0, max(area.width, area.height) / across - side)
    let box = PixelWindow(column: left, row: top, width: right - left, height: bottom - top)
      .padded(by: gap).intersection(area)
    return box == area ? nil : box
  }

  private static func starts(_ range: Range<Int>, _ side: Int, _ across: Int) -> [Int] {
    let last = range.count - side
    guard last > 0 else { return [range.lowerBound] }
    let count = min(across, 1 + 2 * last / side)
    guard count > 1 else { return [range.lowerBound + last / 2] }
    return (0..<count).map { range.lowerBound + $0 * last / (count - 1) }
  }
}

extension AnalysisPlan {
  /// The box round the pixels that the plan looks at.
  var area: PixelWindow { spans?.bounds ?? reading.grid.window }
}
