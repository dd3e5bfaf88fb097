import GeoFiles

extension MapPicture {
  /// The colours of the range with round numbers under them, and a point at an end beyond which
  /// there are values.
  func drawLegend(on picture: inout PNGPicture) {
    let bar = layout.barColumns
    let rows = layout.barRows
    if !image.text.unit.isEmpty {
      layout.font.draw(
        image.text.unit, column: bar.lowerBound, row: layout.unitRow, in: .ink, on: &picture)
    }
    let line = max(1, layout.unit / 2)
    picture.frame(columns: bar, rows: rows, thickness: line, with: .ink)
    let range = image.scale.range
    for column in bar {
      let part = (Double(column - bar.lowerBound) + 0.5) / Double(bar.count)
      let value = range.lowerBound + part * (range.upperBound - range.lowerBound)
      guard let colour = image.scale.colour(of: Float(value)) else { continue }
      picture.fill(columns: column..<column + 1, rows: rows, with: colour)
    }
    if image.values.contains(where: { Double($0) < range.lowerBound }) {
      drawPoint(at: bar.lowerBound, outward: -1, on: &picture)
    }
    if image.values.contains(where: { Double($0) > range.upperBound }) {
      drawPoint(at: bar.upperBound, outward: 1, on: &picture)
    }
    for (value, label) in zip(layout.ticks.values, layout.ticks.labels) {
      let place = (value - range.lowerBound) / (range.upperBound - range.lowerBound)
      let column = bar.lowerBound + Int((place * Double(bar.count - 1)).rounded())
      let left = column - line / 2
      picture.fill(
        columns: left..<left + line, rows: rows.upperBound..<rows.upperBound + 3 * layout.unit,
        with: .ink)
      layout.font.draw(
        label, column: column - layout.font.width(of: label) / 2, row: layout.labelRow, in: .ink,
        on: &picture)
    }
  }

  /// A triangle at an end of the legend in the colour of that end.
  private func drawPoint(at column: Int, outward: Int, on picture: inout PNGPicture) {
    let rows = layout.barRows
    let line = max(1, layout.unit / 2)
    let length = rows.count / 2
    guard let colour = image.scale.colour(of: outward < 0 ? -.infinity : .infinity) else { return }
    for step in 0..<length + line {
      // A slope of one; the outline is what the inner triangle leaves of the outer.
      let x = outward < 0 ? column - 1 - step : column + step
      let outer = rows.lowerBound - line + step..<rows.upperBound + line - step
      let inner = rows.lowerBound + step..<max(rows.lowerBound + step, rows.upperBound - step)
      if !outer.isEmpty { picture.fill(columns: x..<x + 1, rows: outer, with: .ink) }
      if step < length { picture.fill(columns: x..<x + 1, rows: inner, with: colour) }
    }
  }

  /// A bar of a round length, half black and half white as on printed maps, at the right.
  func drawScaleBar(on picture: inout PNGPicture) {
    let bar = layout.scaleBar
    let line = max(1, layout.unit / 2)
    let height = 2 * layout.unit
    let right = layout.width - layout.margin - line
    let columns = right - bar.pixels..<right
    let rows = layout.barRows.upperBound - height..<layout.barRows.upperBound
    picture.frame(columns: columns, rows: rows, thickness: line, with: .ink)
    picture.fill(columns: columns, rows: rows, with: .white)
    picture.fill(
      columns: columns.lowerBound..<columns.lowerBound + bar.pixels / 2, rows: rows, with: .ink)
    // Under the middle of the bar, but never beyond the margin.
    let width = layout.font.width(of: bar.label)
    let left = min(columns.lowerBound + (bar.pixels - width) / 2, right + line - width)
    layout.font.draw(bar.label, column: left, row: layout.labelRow, in: .ink, on: &picture)
  }

  /// Sensor, date and formula below all else.
  func drawCaption(on picture: inout PNGPicture) {
    var row = layout.captionRow
    for line in layout.caption {
      layout.font.draw(line, column: layout.margin, row: row, in: .faintInk, on: &picture)
      row += layout.font.lineHeight
    }
  }
}
