import GeoFiles
import RasterGrid
import Testing

@testable import Delivery

@Suite("Map picture")
struct MapPictureTests {
  private func image(
    width: Int, height: Int, range: ClosedRange<Double> = -1...1,
    text: IndexMapImage.Text = .init(title: "NDWI"), value: (Int, Int) -> Float
  ) -> IndexMapImage {
    let grid = Grid(
      width: width, height: height, affine: Affine(originX: 0, originY: 0, pixel: 10),
      crs: CoordinateSystem("EPSG:4549"))
    let values = (0..<height).flatMap { row in (0..<width).map { value($0, row) } }
    return IndexMapImage(
      grid: grid, values: values, scale: .init(range: range, isDiverging: range.contains(0)),
      text: text, groundPixelMetres: 10)
  }

  private func pixel(_ picture: PNGPicture, column: Int, row: Int) -> [UInt8] {
    let i = (row * picture.width + column) * 4
    return Array(picture.bytes[i..<i + 4])
  }

  private func bytes(_ colour: Colour) -> [UInt8] { [colour.red, colour.green, colour.blue, 255] }

  @Test("shows every pixel of the map as a square of its colour, and nothing where it is unknown")
  func squares() {
    // All values differ, so that a shift, flip or swap shows; one is unknown, one beyond the range.
    let image = image(width: 4, height: 3) { column, row in
      if column == 2, row == 1 { return .nan }
      return column == 3 && row == 2 ? 9 : Float(column + 4 * row) / 6 - 1
    }
    let layout = MapLayout(of: image)
    let picture = MapPicture(of: image).drawn()
    #expect(layout.magnification == 200)
    for (row, y) in layout.mapRows.enumerated() where row % 13 == 0 || row % 200 == 199 {
      for (column, x) in layout.mapColumns.enumerated()
      where column % 17 == 0 || column % 200 == 199 {
        let value = image.values[row / 200 * 4 + column / 200]
        let expected =
          value.isNaN
          ? [0, 0, 0, 0]
          : bytes(ColourRamp.diverging.colour(at: (min(Double(value), 1) + 1) / 2))
        #expect(pixel(picture, column: x, row: y) == expected)
      }
    }
  }

  @Test("is transparent nowhere but where the map is unknown")
  func opacity() {
    let image = image(width: 3, height: 50) { column, row in column == 1 && row < 20 ? .nan : 0.2 }
    let layout = MapLayout(of: image)
    let picture = MapPicture(of: image).drawn()
    let transparent = stride(from: 3, to: picture.bytes.count, by: 4).filter {
      picture.bytes[$0] == 0
    }
    #expect(transparent.count == 20 * layout.magnification * layout.magnification)
    // The margins are paper.
    for corner in [(0, 0), (picture.width - 1, picture.height - 1)] {
      #expect(pixel(picture, column: corner.0, row: corner.1) == [255, 255, 255, 255])
    }
  }

  @Test("gives zero the middle colour even where the range is not symmetric")
  func zero() {
    let scale = IndexMapImage.Scale(range: -0.2...0.8, isDiverging: true)
    #expect(scale.colour(of: 0) == ColourRamp.diverging.colour(at: 0.5))
    #expect(scale.colour(of: 0.8) == ColourRamp.diverging.colour(at: 1))
    #expect(scale.colour(of: -0.2) == ColourRamp.diverging.colour(at: 0.375))
    #expect(scale.colour(of: -5) == scale.colour(of: -0.2))
    #expect(scale.colour(of: .nan) == nil)
  }

  @Test("has a legend whose colours are those of the values above the ticks")
  func legend() {
    let image = image(width: 8, height: 8, range: 0.07...0.52) { column, _ in Float(column) / 10 }
    let layout = MapLayout(of: image)
    let picture = MapPicture(of: image).drawn()
    #expect(layout.ticks.values.contains(0.2))
    let bar = layout.barColumns
    for column in stride(from: bar.lowerBound, to: bar.upperBound, by: 5) {
      let part = (Double(column - bar.lowerBound) + 0.5) / Double(bar.count)
      #expect(
        pixel(picture, column: column, row: layout.barRows.lowerBound)
          == bytes(ColourRamp.sequential.colour(at: part)))
    }
  }

  @Test("points beyond an end of the legend only where values lie beyond it")
  func points() {
    func besideBar(_ high: Float) -> [UInt8] {
      let image = image(width: 2, height: 1) { column, _ in column == 0 ? 0 : high }
      let layout = MapLayout(of: image)
      let middle = (layout.barRows.lowerBound + layout.barRows.upperBound) / 2
      // The frame is thinner than this; the point is longer.
      return pixel(
        MapPicture(of: image).drawn(), column: layout.barColumns.upperBound + 3, row: middle)
    }
    #expect(besideBar(1) == [255, 255, 255, 255])
    #expect(besideBar(1.5) == bytes(ColourRamp.diverging.colour(at: 1)))
  }

  @Test(
    "has all its parts inside and apart, be the map tiny, wide or tall",
    arguments: [(1, 1), (5, 3), (64, 2), (3, 64), (2000, 2), (2, 1500)])
  func parts(width: Int, height: Int) {
    let text = IndexMapImage.Text(
      title: "Normalised difference chlorophyll index", unit: "mg m⁻³",
      caption: ["Sentinel-2A, 2024-09-14", "(rededge071 − red) / (rededge071 + red)"])
    for range in [-1...1, 1500...2300.5, 1e-9...3e-9] {
      let image = image(width: width, height: height, range: range, text: text) { _, _ in 0 }
      let layout = MapLayout(of: image)
      #expect(layout.mapColumns.count == width * layout.magnification)
      #expect(layout.mapRows.count == height * layout.magnification)
      #expect(
        layout.magnification == 1 || max(layout.mapColumns.count, layout.mapRows.count) <= 800)
      let rows = [
        layout.margin, layout.mapRows.lowerBound, layout.mapRows.upperBound, layout.unitRow,
        layout.barRows.lowerBound, layout.barRows.upperBound, layout.labelRow, layout.captionRow,
        layout.height - layout.margin,
      ]
      #expect(rows == rows.sorted())
      let inner = layout.margin..<layout.width - layout.margin
      #expect(inner.clamped(to: layout.mapColumns) == layout.mapColumns)
      for line in layout.title { #expect(layout.titleFont.width(of: line) <= inner.count) }
      for line in layout.caption { #expect(layout.font.width(of: line) <= inner.count) }
      // The scale bar is to the right of the legend and of half its last label.
      let label = layout.ticks.labels.map { layout.font.width(of: $0) }.max() ?? 0
      #expect(
        layout.barColumns.upperBound + label / 2 < inner.upperBound - layout.scaleBar.pixels)
      #expect(layout.barColumns.lowerBound - label / 2 >= inner.lowerBound)
      // Labels do not touch.
      #expect(layout.ticks.values.count >= 2)
      #expect((label + 6) * (layout.ticks.values.count - 1) <= layout.barColumns.count)
    }
  }

  @Test("has a scale bar for the pixels as they are drawn")
  func scaleBar() {
    // 8 pixels of 10 m, each drawn a hundred times: 0.1 m a pixel of the picture.
    let layout = MapLayout(of: image(width: 8, height: 8) { _, _ in 0 })
    #expect(layout.scaleBar.metres == 20 && layout.scaleBar.pixels == 200)
    #expect(layout.scaleBar.label == "20 m")
  }

  @Test("writes title, unit, tick labels, length and caption where they belong")
  func writing() {
    let text = IndexMapImage.Text(title: "Turbidity", unit: "FNU", caption: ["2024-09-14", "nir"])
    let image = image(width: 80, height: 40, range: 0...100, text: text) { _, _ in 50 }
    let layout = MapLayout(of: image)
    let picture = MapPicture(of: image).drawn()
    func shows(_ text: String, in font: PixelFont, column: Int, row: Int) -> Bool {
      var expected = PNGPicture(width: font.width(of: text), height: font.bodyHeight)
      font.draw(text, column: 0, row: 0, in: .ink, on: &expected)
      return (0..<expected.height).allSatisfy { y in
        (0..<expected.width).allSatisfy { x in
          let isInk = pixel(expected, column: x, row: y)[3] > 0
          return isInk == (pixel(picture, column: column + x, row: row + y)[0] < 255)
        }
      }
    }
    let (font, margin) = (layout.font, layout.margin)
    #expect(shows("Turbidity", in: layout.titleFont, column: margin, row: margin))
    #expect(shows("FNU", in: font, column: layout.barColumns.lowerBound, row: layout.unitRow))
    #expect(shows("2024-09-14", in: font, column: margin, row: layout.captionRow))
    #expect(shows("nir", in: font, column: margin, row: layout.captionRow + font.lineHeight))
    #expect(layout.ticks.values.contains(40))
    let bar = layout.barColumns
    for (value, label) in zip(layout.ticks.values, layout.ticks.labels) {
      let column = bar.lowerBound + Int((value / 100 * Double(bar.count - 1)).rounded())
      let left = column - font.width(of: label) / 2
      #expect(shows(label, in: font, column: left, row: layout.labelRow))
      // The tick itself, and no other beside it.
      let tick = (column - 9...column + 9).filter {
        pixel(picture, column: $0, row: layout.barRows.upperBound + 4)[0] < 255
      }
      #expect(tick == [column])
    }
    // The end of the scale bar is flush with the map; its first half is dark.
    let row = layout.barRows.upperBound - 1
    let paper = (bar.upperBound + 20..<picture.width).map {
      pixel(picture, column: $0, row: row)[0] == 255
    }
    let ink = paper.indices.filter { !paper[$0] }
    #expect(ink.count == layout.scaleBar.pixels / 2 + 2)
    #expect(ink.last.map { $0 + bar.upperBound + 20 } == picture.width - margin - 1)
    #expect((ink.last ?? 0) - (ink.first ?? 0) == layout.scaleBar.pixels + 1)
    let middle = picture.width - margin - 1 - layout.scaleBar.pixels / 2
    let left = middle - font.width(of: layout.scaleBar.label) / 2
    #expect(
      (left - 1...left + 1).contains {
        shows(layout.scaleBar.label, in: font, column: $0, row: layout.labelRow)
      })
  }

  @Test("refuses values that are not one a pixel, no range and no ground")
  func refusals() async {
    await #expect(processExitsWith: .failure) {
      _ = IndexMapImage.Scale(range: 1...1, isDiverging: false)
    }
    await #expect(processExitsWith: .failure) {
      _ = IndexMapImage.Scale(range: 0 ... .infinity, isDiverging: false)
    }
    for (count, metres) in [(3, 10.0), (4, 0.0), (4, -1.0)] {
      await #expect(processExitsWith: .failure) {
        [count = count as Int, metres = metres as Double] in
        let grid = Grid(
          width: 2, height: 2, affine: Affine(originX: 0, originY: 0, pixel: 10),
          crs: CoordinateSystem("EPSG:4549"))
        _ = IndexMapImage(
          grid: grid, values: [Float](repeating: 0, count: count),
          scale: .init(range: 0...1, isDiverging: false), text: .init(title: "NDWI"),
          groundPixelMetres: metres)
      }
    }
  }
}
