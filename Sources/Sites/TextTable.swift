/// Rows of text for a terminal, aligned by the width that characters have on the screen: Chinese ones are twice as
/// wide. Characters that would steer the terminal come out as U+FFFD.
public struct TextTable: Hashable, Sendable {
  /// A column.
  public struct Column: Hashable, Sendable {
    /// What stands over it.
    public var heading: String
    /// Whether its cells are numbers, which stand to the right.
    public var isNumber: Bool

    /// A column from its parts.
    public init(_ heading: String, isNumber: Bool = false) {
      self.heading = heading
      self.isNumber = isNumber
    }
  }

  /// The columns.
  public var columns: [Column]
  /// The rows: a cell a column.
  public var rows: [[String]]

  /// A table from its parts.
  public init(columns: [Column], rows: [[String]] = []) {
    self.columns = columns
    self.rows = rows
  }

  /// The headings and the rows, one a line.
  public var text: String {
    let lines = ([columns.map(\.heading)] + rows).map { $0.map(TerminalText.harmless) }
    let widths = columns.indices.map { column in
      lines.map { TerminalText.width($0[column]) }.max() ?? 0
    }
    return lines.map { line in
      columns.indices.map { column in
        // The last column ends the line: no spaces behind it.
        column == columns.count - 1
          ? line[column]
          : TerminalText.padded(
            line[column], to: widths[column], onTheLeft: columns[column].isNumber)
      }.joined(separator: "  ") + "\n"
    }.joined()
  }
}
