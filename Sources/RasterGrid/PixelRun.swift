/// Neighbouring pixels of one row: the unit in which suspicious pixels are kept.
///
/// Ordered by row, then by column, which is the order of reading.
public struct PixelRun: Hashable, Sendable, Comparable {
  /// The row.
  public var row: Int
  /// The columns, never empty.
  public var columns: Range<Int>

  /// A run of the pixels of `row` in `columns`.
  public init(row: Int, columns: Range<Int>) {
    precondition(!columns.isEmpty, "a run holds at least one pixel")
    self.row = row
    self.columns = columns
  }

  /// How many pixels.
  public var count: Int { columns.count }

  /// Reading order.
  public static func < (a: PixelRun, b: PixelRun) -> Bool {
    (a.row, a.columns.lowerBound, a.columns.upperBound)
      < (b.row, b.columns.lowerBound, b.columns.upperBound)
  }
}
