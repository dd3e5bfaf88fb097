import Foundation
import GeoFiles
import PixelKernels
import RasterGrid

extension GroundPixel {
  /// The pixel in the middle of `grid`, whose rows and columns are taken to be square to each other.
  public init(inTheMiddleOf grid: Grid) throws {
    let transform = try CoordinateTransform(from: grid.crs, to: .wgs84)
    let (column, row) = (Double(grid.width) / 2, Double(grid.height) / 2)
    let points = try transform.transform([
      grid.affine.map(column: column, row: row), grid.affine.map(column: column + 1, row: row),
      grid.affine.map(column: column, row: row + 1),
    ])
    // Metres a degree along the equator, and along a meridian to half a percent (WGS 84).
    let alongEquator = 111_320.0
    let alongMeridian = 111_132.0
    func ground(_ point: MapPoint) -> (east: Double, north: Double) {
      (
        (point.x - points[0].x) * alongEquator * cos(points[0].y * .pi / 180),
        (point.y - points[0].y) * alongMeridian
      )
    }
    let across = ground(points[1])
    let down = ground(points[2])
    // Rows run south and columns east, as far as the grid's own numbers say so.
    let east = hypot(across.east, across.north) * (grid.affine.columnStepX < 0 ? -1 : 1)
    let south = hypot(down.east, down.north) * (grid.affine.rowStepY > 0 ? -1 : 1)
    guard east.isNormal, south.isNormal else {
      throw Refusal(
        .badInput, "has pixels without a size on the ground", subject: "the grid (\(grid))")
    }
    let sign = south < 0 ? 1.0 : -1
    self.init(
      eastPerColumn: east, southPerRow: south,
      bearing: atan2(sign * down.east, sign * down.north) * 180 / .pi)
  }

  /// The longer side of a pixel, in metres.
  public var longerSide: Double { max(eastPerColumn.magnitude, southPerRow.magnitude) }
}
