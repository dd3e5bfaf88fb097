import GeoFiles

extension PNGPicture {
  /// Fills a rectangle, opaque; what lies outside the picture is cut off.
  mutating func fill(columns: Range<Int>, rows: Range<Int>, with colour: Colour) {
    let columns = columns.clamped(to: 0..<width)
    for row in rows.clamped(to: 0..<height) {
      for column in columns {
        let i = (row * width + column) * 4
        bytes[i] = colour.red
        bytes[i + 1] = colour.green
        bytes[i + 2] = colour.blue
        bytes[i + 3] = .max
      }
    }
  }

  /// Draws lines of a thickness around a rectangle, outside of it.
  mutating func frame(
    columns: Range<Int>, rows: Range<Int>, thickness: Int, with colour: Colour
  ) {
    let outerColumns = columns.lowerBound - thickness..<columns.upperBound + thickness
    let outerRows = rows.lowerBound - thickness..<rows.upperBound + thickness
    fill(columns: outerColumns, rows: outerRows.lowerBound..<rows.lowerBound, with: colour)
    fill(columns: outerColumns, rows: rows.upperBound..<outerRows.upperBound, with: colour)
    fill(columns: outerColumns.lowerBound..<columns.lowerBound, rows: rows, with: colour)
    fill(columns: columns.upperBound..<outerColumns.upperBound, rows: rows, with: colour)
  }
}
