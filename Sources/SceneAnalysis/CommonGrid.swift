import GeoFiles
import RasterGrid
import Scenes

/// The grid that two scenes are compared on, chosen before any pixel moves.
struct CommonGrid {
  var grid: Grid
  var reasons: [String]

  /// Where the scenes share a grid, that one: pixels that are not resampled are the best evidence.
  /// Else the region's own; else the finer of the two.
  init(_ request: ScanRequest) throws {
    if let chosen = request.grid {
      grid = chosen
      reasons = ["on the grid that was chosen before (\(chosen))"]
      return
    }
    let before = request.before.grid
    let after = request.after.grid
    switch GridAlignment(of: after, on: before) {
    case .shifted(let column, let row):
      grid = before
      let shift = (column, row) == (0, 0) ? "" : ", shifted by \(column) columns and \(row) rows"
      reasons = ["both scenes lie on one grid\(shift): no warp (\(before))"]
    case .coarser(let factor, _, _):
      grid = before
      reasons = ["AFTER's pixels are \(factor) of BEFORE's, edges on edges: no warp (\(before))"]
    case .warp(let because):
      if case .coarser(let factor, _, _) = GridAlignment(of: before, on: after) {
        grid = after
        reasons = ["BEFORE's pixels are \(factor) of AFTER's, edges on edges: no warp (\(after))"]
      } else if let region = request.region, let own = try region.ownGrid() {
        grid = own
        reasons = ["grids differ (\(because)): both are warped onto the region's (\(own))"]
      } else {
        let finer = try GroundArea.largestPixel(of: after) < GroundArea.largestPixel(of: before)
        grid = finer ? after : before
        reasons = [
          "grids differ (\(because)): \(finer ? "BEFORE is" : "AFTER is") warped onto "
            + "\(finer ? "AFTER's, the finer" : "BEFORE's, which is no coarser") (\(grid))"
        ]
      }
    }
  }

  /// The window of `grid` that the outline of `source` reaches; nil where it does not.
  static func footprint(of source: Grid, on grid: Grid) throws -> PixelWindow? {
    let transform = try CoordinateTransform(from: source.crs, to: grid.crs)
    let pixels: [(column: Double, row: Double)]
    do {
      pixels = try transform.transform(source.outline()).map { grid.affine.pixel($0) }
    } catch {
      return nil  // it lies where the grid's system has no place for it
    }
    guard let columns = pixels.map(\.column).minAndMax, let rows = pixels.map(\.row).minAndMax
    else { return nil }
    func clamped(_ value: Double, _ limit: Int) -> Int { Int(min(max(value, 0), Double(limit))) }
    let left = clamped(columns.min.rounded(.down), grid.width)
    let right = clamped(columns.max.rounded(.up), grid.width)
    let top = clamped(rows.min.rounded(.down), grid.height)
    let bottom = clamped(rows.max.rounded(.up), grid.height)
    guard left < right, top < bottom else { return nil }
    return PixelWindow(column: left, row: top, width: right - left, height: bottom - top)
  }
}
