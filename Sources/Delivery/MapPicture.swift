import GeoFiles

/// The picture of an index map for a reader: the map in colours, with title, legend, scale bar and
/// caption on white.
///
/// Pixels that are masked or were not observed are transparent; everything else is opaque.
public struct MapPicture {
  let image: IndexMapImage
  let layout: MapLayout

  /// Lays the picture out; nothing is drawn yet.
  public init(of image: IndexMapImage) {
    self.image = image
    layout = MapLayout(of: image)
  }

  /// Draws it.
  public func drawn() -> PNGPicture {
    var picture = PNGPicture(width: layout.width, height: layout.height)
    drawPaper(on: &picture)
    drawMap(on: &picture)
    drawTitle(on: &picture)
    drawLegend(on: &picture)
    drawScaleBar(on: &picture)
    drawCaption(on: &picture)
    return picture
  }

  /// White around the map, and a line that shows where it ends.
  private func drawPaper(on picture: inout PNGPicture) {
    picture.frame(
      columns: layout.mapColumns, rows: layout.mapRows, thickness: max(layout.width, layout.height),
      with: .white)
    picture.frame(
      columns: layout.mapColumns, rows: layout.mapRows, thickness: max(1, layout.unit / 2),
      with: .ink)
  }

  private func drawMap(on picture: inout PNGPicture) {
    let size = layout.magnification
    for row in 0..<image.grid.height {
      for column in 0..<image.grid.width {
        let value = image.values[row * image.grid.width + column]
        guard let colour = image.scale.colour(of: value) else { continue }
        let left = layout.mapColumns.lowerBound + column * size
        let top = layout.mapRows.lowerBound + row * size
        picture.fill(columns: left..<left + size, rows: top..<top + size, with: colour)
      }
    }
  }

  private func drawTitle(on picture: inout PNGPicture) {
    var row = layout.margin
    for line in layout.title {
      layout.titleFont.draw(line, column: layout.margin, row: row, in: .ink, on: &picture)
      row += layout.titleFont.lineHeight
    }
  }
}
