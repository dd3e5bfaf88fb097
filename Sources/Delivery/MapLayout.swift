/// Where the parts of a map's picture are, in pixels of the picture.
///
/// From top to bottom: title, map, legend bar with the scale bar at its right, caption.
struct MapLayout {
  /// How often each pixel of the map is repeated in both directions.
  let magnification: Int
  /// What all measures are multiples of; grows with the map so that writing stays readable.
  let unit: Int
  /// White on all sides.
  let margin: Int
  let titleFont, font: PixelFont
  let title, caption: [String]
  /// The ends of the picture.
  let width, height: Int
  /// The map.
  let mapColumns, mapRows: Range<Int>
  /// The colours of the legend, without the points at the ends.
  let barColumns, barRows: Range<Int>
  /// Where the unit is written; the row of the tick labels.
  let unitRow, labelRow: Int
  /// Where the caption begins.
  let captionRow: Int
  let ticks: NiceTicks
  let scaleBar: ScaleBar

  /// A map of fewer pixels is magnified up to about as many a side as a page shows.
  static let side = 800
  /// Pixels of a map's width for each dot of the writing.
  private static let pixelsADot = 400
  /// Legend, scale bar and their labels need so many units side by side.
  private static let narrowest = 190
  /// The parts of the width that the legend and the scale bar may take.
  private static let legendPart = 0.62
  private static let scaleBarPart = 0.28
  /// More ticks than this are no help.
  private static let mostTicks = 9

  init(of image: IndexMapImage) {
    let grid = image.grid
    magnification = max(1, Self.side / max(grid.width, grid.height))
    let mapWidth = grid.width * magnification
    unit = max(2, mapWidth / Self.pixelsADot)
    font = PixelFont(scale: unit)
    titleFont = PixelFont(scale: unit + unit / 2)
    margin = 8 * unit
    let content = max(mapWidth, Self.narrowest * unit)
    width = content + 2 * margin
    title = titleFont.wrapped(image.text.title, width: content)
    caption = image.text.caption.flatMap { [font] in font.wrapped($0, width: content) }

    var row = margin
    row += title.isEmpty ? 0 : title.count * titleFont.lineHeight + 2 * unit
    let left = margin + (content - mapWidth) / 2
    mapColumns = left..<left + mapWidth
    mapRows = row..<row + grid.height * magnification
    row = mapRows.upperBound + 8 * unit

    unitRow = row
    row += image.text.unit.isEmpty ? 0 : font.lineHeight
    barRows = row..<row + 8 * unit
    labelRow = barRows.upperBound + 5 * unit
    row = labelRow + font.height + margin

    captionRow = row
    height = row + (caption.isEmpty ? 0 : caption.count * font.lineHeight + margin)
    let legend = margin..<margin + Int(Double(content) * Self.legendPart)
    (ticks, barColumns) = Self.fit(image.scale.range, into: legend, font: font)
    scaleBar = ScaleBar(
      metresPerPixel: image.groundPixelMetres / Double(magnification),
      widest: Int(Double(content) * Self.scaleBarPart))
  }

  /// As many ticks as have room for their labels, and the bar between the outermost of them.
  private static func fit(
    _ range: ClosedRange<Double>, into legend: Range<Int>, font: PixelFont
  ) -> (NiceTicks, Range<Int>) {
    var most = mostTicks
    while true {
      let ticks = NiceTicks(in: range, atMost: most)
      let widest = ticks.labels.map { font.width(of: $0) }.max() ?? 0
      // Room for the point at an end, or for half a label.
      let inset = max(widest / 2, 6 * font.scale)
      let bar =
        legend.lowerBound + inset..<max(legend.upperBound - inset, legend.lowerBound + inset + 1)
      let fits = (widest + 6 * font.scale) * (ticks.values.count - 1) <= bar.count
      if fits || most == 2 { return (ticks, bar) }
      most -= 1
    }
  }
}
