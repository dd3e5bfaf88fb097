import GeoFiles
import RasterGrid

/// How much a run takes on. A header that promises more is wrong or hostile, and even to list the
/// tiles of it would fill the memory.
enum WorkLimit {
  /// Pixels of a grid that may be looked into, by way of a region: a million a side.
  private static let gridPixels = 1 << 40
  /// Pixels that are read: a hundred times the largest products there are.
  private static let readPixels = 1 << 34

  /// Refuses a grid too large to plan on.
  static func check(_ grid: Grid, subject: String) throws {
    try refuse(grid.window.area > gridPixels, grid, subject)
  }

  /// Refuses to read so many pixels of a grid.
  static func check(reading pixels: Int, of grid: Grid, subject: String) throws {
    try refuse(pixels > readPixels, grid, subject)
  }

  private static func refuse(_ isTooMuch: Bool, _ grid: Grid, _ subject: String) throws {
    guard isTooMuch else { return }
    throw Refusal(
      .badInput, "promises more pixels than any scene has (\(grid))", subject: subject,
      advice: "check the headers, or look at a part with --region")
  }
}
