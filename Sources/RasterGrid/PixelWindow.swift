/// A rectangle of pixels of a raster.
public struct PixelWindow: Hashable, Sendable {
  /// The first column and row.
  public var column, row: Int
  /// How many columns and rows; never negative.
  public var width, height: Int

  /// A window from its first pixel and its size.
  public init(column: Int, row: Int, width: Int, height: Int) {
    precondition(width >= 0 && height >= 0, "a window cannot have a negative size")
    self.column = column
    self.row = row
    self.width = width
    self.height = height
  }

  /// How many pixels it holds.
  public var area: Int { width * height }
  /// Whether it holds no pixel.
  public var isEmpty: Bool { width == 0 || height == 0 }
  /// The columns it covers.
  public var columns: Range<Int> { column..<(column + width) }
  /// The rows it covers.
  public var rows: Range<Int> { row..<(row + height) }

  /// What two windows share; nil where they share no pixel.
  public func intersection(_ other: PixelWindow) -> PixelWindow? {
    let columns = columns.clamped(to: other.columns)
    let rows = rows.clamped(to: other.rows)
    guard !columns.isEmpty, !rows.isEmpty else { return nil }
    return PixelWindow(
      column: columns.lowerBound, row: rows.lowerBound, width: columns.count, height: rows.count)
  }

  /// The window moved by whole pixels.
  public func offset(columns: Int, rows: Int) -> PixelWindow {
    PixelWindow(column: column + columns, row: row + rows, width: width, height: height)
  }

  /// The window grown by `margin` pixels on each side.
  public func padded(by margin: Int) -> PixelWindow {
    PixelWindow(
      column: column - margin, row: row - margin,
      width: max(0, width + 2 * margin), height: max(0, height + 2 * margin))
  }
}

extension PixelWindow: CustomStringConvertible {
  /// For messages: `512 x 512 pixels at column 0, row 1024`.
  public var description: String { "\(width) x \(height) pixels at column \(column), row \(row)" }
}
