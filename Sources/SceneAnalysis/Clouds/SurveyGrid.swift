import PixelKernels
import RasterGrid

/// The grid that clouds and terrain shadows are worked out on: about as coarse as they are blurred, and
/// small enough to be held in memory.
enum SurveyGrid {
  /// Pixels of about this size, in metres, are fine enough.
  private static let wantedPixel = 30.0
  /// So much smaller a multiple of a pixel may be: pixels of 10 m are not exactly so on the ground.
  private static let slack = 0.1
  /// More pixels than this are not held in memory; then they are made larger.
  private static let mostPixels = 1 << 24

  /// The window of `grid`, and what of it lies within `reach` metres beyond, in pixels that are whole
  /// multiples of the grid's.
  static func make(of grid: Grid, around window: PixelWindow, reach: Double) throws -> Grid {
    let size = try GroundPixel(inTheMiddleOf: grid).longerSide
    let padded = window.padded(by: Int((reach / size).rounded(.up)))
    let whole = grid.cropped(to: padded.intersection(grid.window) ?? window)
    func sides(_ factor: Int) -> (width: Int, height: Int) {
      ((whole.width + factor - 1) / factor, (whole.height + factor - 1) / factor)
    }
    var factor = max(1, Int(wantedPixel / size + slack))
    while sides(factor).width * sides(factor).height > mostPixels { factor += 1 }
    return Grid(
      width: sides(factor).width, height: sides(factor).height,
      affine: whole.affine.shifted(column: 0, row: 0, scale: Double(factor)), crs: whole.crs)
  }
}
