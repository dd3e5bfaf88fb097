import GeoFiles

/// The picture of a site on one date, 16 : 9: cells of the ground with the outline, a scale bar, north and
/// a caption of three lines.
public struct SitePicture: Sendable {
  /// Where it looks.
  public var frame: SiteFrame
  /// The colour of each cell, row by row; nil where nothing was observed, which is hatched.
  public var colours: [Colour?]
  /// Sensor, date and what is shown; site; coordinate system: one line each.
  public var caption: [String]
  /// What the colours mean, where they are values of an index.
  public var scale: IndexMapImage.Scale?

  /// A picture from its parts.
  public init(
    frame: SiteFrame, colours: [Colour?], caption: [String], scale: IndexMapImage.Scale? = nil
  ) {
    precondition(colours.count == frame.cells.window.area, "a colour a cell")
    self.frame = frame
    self.colours = colours
    self.caption = caption
    self.scale = scale
  }

  /// The picture's height, with the caption: 960 x 540 is 16 : 9.
  public static let height = 540
  /// The line that the outline is drawn in, and what sets it off from any ground.
  static let outline = Colour(0x00FFFF)
  /// Pixels: half the outline's width, and of the dark line below it.
  private static let halfLine = 1
  private static let halfCasing = 2
  /// Room around writing.
  private static let margin = 10
  private static let font = PixelFont(scale: 2)

  /// Draws it.
  public func drawn() -> PNGPicture {
    var picture = PNGPicture(width: SiteFrame.width, height: Self.height)
    picture.fill(columns: 0..<picture.width, rows: 0..<picture.height, with: .white)
    drawCells(on: &picture)
    drawOutline(half: Self.halfCasing, in: .ink, on: &picture)
    drawOutline(half: Self.halfLine, in: Self.outline, on: &picture)
    drawScaleBar(on: &picture)
    drawNorth(on: &picture)
    drawCaption(on: &picture)
    return picture
  }

  private func drawCells(on picture: inout PNGPicture) {
    let side = frame.magnification
    for row in 0..<frame.cells.height {
      for column in 0..<frame.cells.width {
        guard let colour = colours[row * frame.cells.width + column] else {
          picture.hatch(
            columns: column * side..<(column + 1) * side, rows: row * side..<(row + 1) * side)
          continue
        }
        picture.fill(
          columns: column * side..<(column + 1) * side, rows: row * side..<(row + 1) * side,
          with: colour)
      }
    }
  }

  /// A pixel's edge lies between two pixels of the picture, so a line is an even number of them wide.
  private func drawOutline(half: Int, in colour: Colour, on picture: inout PNGPicture) {
    let side = Double(frame.magnification)
    for ring in frame.rings {
      for (a, b) in zip(ring, ring.dropFirst() + ring.prefix(1)) {
        let right = (b.column - a.column) * side
        let down = (b.row - a.row) * side
        let steps = max(1, min(Int(max(abs(right), abs(down)).rounded(.up)), Self.longestLine))
        for step in 0...steps {
          let part = Double(step) / Double(steps)
          let column = Int((a.column * side + part * right).rounded())
          let row = Int((a.row * side + part * down).rounded())
          picture.fill(
            columns: column - half..<column + half,
            rows: max(0, row - half)..<max(0, min(row + half, SiteFrame.height)), with: colour)
        }
      }
    }
  }

  /// No side of an outline is longer in a picture that holds it.
  private static let longestLine = 4 * SiteFrame.width

  private func drawScaleBar(on picture: inout PNGPicture) {
    let bar = ScaleBar(
      metresPerPixel: frame.metresPerCell / Double(frame.magnification),
      widest: SiteFrame.width / 5)
    let left = 2 * Self.margin
    let bottom = SiteFrame.height - 2 * Self.margin
    let labelWidth = Self.font.width(of: bar.label)
    let width = max(bar.pixels, labelWidth)
    picture.fill(
      columns: left - Self.margin..<left + width + Self.margin,
      rows: bottom - Self.font.lineHeight - Self.margin..<bottom + Self.margin, with: .white)
    Self.font.draw(
      bar.label, column: left, row: bottom - Self.font.lineHeight, in: .ink, on: &picture)
    let rows = bottom..<bottom + 4
    picture.frame(columns: left..<left + bar.pixels, rows: rows, thickness: 1, with: .ink)
    picture.fill(columns: left..<left + bar.pixels / 2, rows: rows, with: .ink)
  }

  /// An arrow to the pole and an N on a white square.
  private func drawNorth(on picture: inout PNGPicture) {
    let half = 22
    let middle = (column: SiteFrame.width - Self.margin - half, row: Self.margin + half)
    picture.fill(
      columns: middle.column - half..<middle.column + half,
      rows: middle.row - half..<middle.row + half, with: .white)
    let length = Double(half - 4)
    let tip = 2 * half / 3
    for step in -Int(length)...Int(length) {
      let column = middle.column + Int((Double(step) * frame.north.column).rounded())
      let row = middle.row + Int((Double(step) * frame.north.row).rounded())
      // Thin at the tip, wide where the head ends, then a line.
      let reach = step > Int(length) - tip ? (Int(length) - step) / 2 : 0
      picture.fill(
        columns: column - reach..<column + reach + 1, rows: row - reach / 2..<row + reach / 2 + 1,
        with: .ink)
    }
    Self.font.draw(
      "N", column: middle.column + half / 3, row: middle.row + half / 8, in: .ink, on: &picture)
  }

  private func drawCaption(on picture: inout PNGPicture) {
    var row = SiteFrame.height + Self.margin
    let legend = scale == nil ? 0 : SiteFrame.width / 4
    for line in caption {
      let room = SiteFrame.width - 2 * Self.margin - legend
      let text = Self.font.wrapped(line, width: room).first ?? ""
      Self.font.draw(text, column: Self.margin, row: row, in: .ink, on: &picture)
      row += Self.font.lineHeight
    }
    guard let scale else { return }
    let bar = SiteFrame.width - legend + 3 * Self.margin..<SiteFrame.width - 3 * Self.margin
    let rows = SiteFrame.height + 2 * Self.margin..<SiteFrame.height + 4 * Self.margin
    picture.frame(columns: bar, rows: rows, thickness: 1, with: .ink)
    let width = scale.range.upperBound - scale.range.lowerBound
    for column in bar {
      let part = (Double(column - bar.lowerBound) + 0.5) / Double(bar.count)
      guard let colour = scale.colour(of: Float(scale.range.lowerBound + part * width)) else {
        continue
      }
      picture.fill(columns: column..<column + 1, rows: rows, with: colour)
    }
    let ticks = NiceTicks(in: scale.range, atMost: 4)
    for (value, label) in zip(ticks.values, ticks.labels) {
      let part = (value - scale.range.lowerBound) / width
      let column = bar.lowerBound + Int((part * Double(bar.count - 1)).rounded())
      picture.fill(
        columns: column..<column + 1, rows: rows.upperBound..<rows.upperBound + 5, with: .ink)
      Self.font.draw(
        label, column: column - Self.font.width(of: label) / 2,
        row: rows.upperBound + Self.margin, in: .ink, on: &picture)
    }
  }
}

extension PNGPicture {
  /// Fills a rectangle with grey lines from lower left to upper right on white, which run on from one to
  /// the next: nothing was observed there.
  fileprivate mutating func hatch(columns: Range<Int>, rows: Range<Int>) {
    let period = 8
    let line = 2
    for row in rows.clamped(to: 0..<height) {
      for column in columns.clamped(to: 0..<width) {
        let isLine = (row + column) % period < line
        fill(
          columns: column..<column + 1, rows: row..<row + 1,
          with: isLine ? Colour(0x808080) : .white)
      }
    }
  }
}
