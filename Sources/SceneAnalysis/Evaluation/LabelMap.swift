import GeoFiles
import RasterGrid

/// What is known of the ground, pixel by pixel: changed, not changed, or not labelled.
public struct LabelMap: Sendable {
  /// What is known of one pixel.
  public enum State: UInt8, Sendable {
    /// It did not change.
    case unchanged = 0
    /// It changed.
    case changed = 1
    /// Nobody said; it takes part in no figure.
    case unlabelled = 255
  }

  /// Columns and rows.
  public let width, height: Int
  /// Where the pixels are; nil where the file does not say.
  public let grid: Grid?
  /// The state of every pixel in reading order.
  public let states: [State]

  /// A label from its pixels in reading order.
  public init(width: Int, height: Int, grid: Grid? = nil, states: [State]) {
    precondition(width >= 0 && height >= 0 && states.count == width * height, "a state a pixel")
    precondition(grid.map { $0.width == width && $0.height == height } ?? true, "a grid that fits")
    self.width = width
    self.height = height
    self.grid = grid
    self.states = states
  }

  /// Reads a raster of one band with 1 for changed, 0 for not changed, and 255, NaN or its own nodata
  /// for not labelled.
  ///
  /// Refuses other values, since other codings exist (1 and 2 in the original OSCD), a nodata that is
  /// one of the two classes, and, as nothing to judge, a label without a labelled pixel.
  public init(reading path: InputPath) throws {
    let band = try HeldBand(opening: path)
    if let nodata = band.info.bands[0].nodata, nodata == 0 || nodata == 1 {
      throw Refusal(
        .badInput, "states \(Int(nodata)) as nodata, so that a class is not labelled",
        subject: path.shown, advice: "take it away: gdal_edit.py -unsetnodata")
    }
    let states = try band.classes(advice: "a label has 1 changed, 0 not changed, 255 not labelled")
    {
      value, isNodata -> State? in
      isNodata ? .unlabelled : UInt8(exactly: value).flatMap(State.init)
    }
    guard states.contains(where: { $0 != .unlabelled }) else {
      throw Refusal(.nothingToJudge, "has no labelled pixel", subject: path.shown)
    }
    self.init(
      width: band.info.width, height: band.info.height, grid: band.info.grid, states: states)
  }

  /// How many pixels are labelled changed or not changed.
  public var labelled: Int { states.count { $0 != .unlabelled } }
  /// How many are labelled changed.
  public var changed: Int { states.count { $0 == .changed } }

  /// Where a pixel's state is.
  func index(row: Int, column: Int) -> Int { row * width + column }
}
