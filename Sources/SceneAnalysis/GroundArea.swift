import GeoFiles
import RasterGrid

/// What lies under the pixels of a grid, measured on the ellipsoid.
enum GroundArea {
  /// The largest area of a pixel of the grid in square metres, with a margin for what lies between
  /// the nine places that are measured.
  static func largestPixel(of grid: Grid) throws -> Double {
    let transform = try CoordinateTransform(from: grid.crs, to: .wgs84)
    let margin = 1.01
    var largest = 0.0
    for row in [0, grid.height / 2, max(0, grid.height - 1)] {
      for column in [0, grid.width / 2, max(0, grid.width - 1)] {
        let pixel = grid.cropped(to: PixelWindow(column: column, row: row, width: 1, height: 1))
        let ring = try transform.transform(pixel.outline(steps: 1))
        largest = max(largest, Geodesic.area(of: ring))
      }
    }
    return largest * margin
  }

  /// Where a grid lies, for messages: `119.98-120.20 E, 28.80-29.01 N`.
  static func place(of grid: Grid) throws -> String {
    let transform = try CoordinateTransform(from: grid.crs, to: .wgs84)
    let outline = try transform.transform(grid.outline())
    guard let x = outline.map(\.x).minAndMax, let y = outline.map(\.y).minAndMax else { return "" }
    func degrees(_ value: Double) -> String { "\((value * 100).rounded() / 100)" }
    return "longitude \(degrees(x.min)) to \(degrees(x.max)), "
      + "latitude \(degrees(y.min)) to \(degrees(y.max))"
  }
}
