import GeoFiles
import RasterGrid
import Sites

/// What part of the ground a picture of a site shows, and how: chosen before a pixel is read.
///
/// Small sites are magnified by whole pixels, so that every square of the picture is one measurement;
/// of large ones several pixels share a cell.
public struct SiteFrame: Hashable, Sendable {
  /// The pixels of the grid that are shown; they may reach beyond it.
  public let window: PixelWindow
  /// The grid of the cells: that of the window, with larger pixels where they were shrunk.
  public let cells: Grid
  /// Pixels of the grid a side of a cell.
  public let shrink: Int
  /// Pixels of the picture a side of a cell.
  public let magnification: Int
  /// The outline in cells from the upper left corner, each ring open.
  public let rings: [[Place]]
  /// The outline in coordinates of the grid's system.
  public let mapRings: [[MapPoint]]
  /// How wide a cell is on the ground, m.
  public let metresPerCell: Double
  /// The direction to the north pole in the picture, of length 1: right and down.
  public let north: Place

  /// A place in a picture, from its upper left corner.
  public struct Place: Hashable, Sendable {
    /// To the right and down.
    public var column, row: Double

    /// A place from its two coordinates.
    public init(column: Double, row: Double) {
      self.column = column
      self.row = row
    }
  }

  /// The map's part of a picture, pixels: 16 : 9 with the caption below.
  public static let width = 960
  /// Its height.
  public static let height = 450
  /// The magnifications that divide both.
  private static let magnifications = [6, 5, 3, 2, 1]
  /// A site takes at most this part of the picture's sides, so that its surroundings are seen.
  private static let largestPart = 0.5
  /// A step to the north that the grid's direction is measured over: about a hundred metres.
  private static let northStep = 0.001

  /// The frame of a site on a grid; throws what PROJ says where it has no place there.
  public init(of site: DeliveredSite, on grid: Grid) throws {
    let transform = try CoordinateTransform(from: .wgs84, to: grid.crs)
    mapRings = try site.geometry.polygons.flatMap { [$0.exterior] + $0.holes }.map { ring in
      try transform.transform(ring.map { MapPoint(x: $0.longitude, y: $0.latitude) })
    }
    let pixels = mapRings.map { $0.map { grid.affine.pixel($0) } }
    let all = pixels.joined()
    guard let left = all.map(\.column).min(), let right = all.map(\.column).max(),
      let top = all.map(\.row).min(), let bottom = all.map(\.row).max(),
      (0...Double(grid.width)).overlaps(left...right),
      (0...Double(grid.height)).overlaps(top...bottom)
    else {
      throw Refusal(
        .badInput, "lies outside the scenes", subject: "site \(site.id)",
        advice: "name the two scenes that the result was made from")
    }
    let wanted =
      max(
        (right - left) / Double(Self.width), (bottom - top) / Double(Self.height))
      / Self.largestPart
    magnification = Self.magnifications.first { Double($0) * wanted <= 1 } ?? 1
    shrink = max(1, Int(wanted.rounded(.up)))
    let columns = Self.width / magnification
    let rows = Self.height / magnification
    let corner = (
      column: Int(((left + right) / 2 - Double(columns * shrink) / 2).rounded()),
      row: Int(((top + bottom) / 2 - Double(rows * shrink) / 2).rounded())
    )
    window = PixelWindow(
      column: corner.column, row: corner.row, width: columns * shrink, height: rows * shrink)
    cells = Grid(
      width: columns, height: rows,
      affine: grid.affine.shifted(
        column: Double(corner.column), row: Double(corner.row), scale: Double(shrink)),
      crs: grid.crs)
    let scale = Double(shrink)
    rings = pixels.map { ring in
      ring.map {
        Place(
          column: ($0.column - Double(corner.column)) / scale,
          row: ($0.row - Double(corner.row)) / scale)
      }
    }
    (metresPerCell, north) = try Self.orientation(of: cells)
  }

  /// How wide a cell in the middle is on the ground, and where north is.
  static func orientation(of cells: Grid) throws -> (Double, Place) {
    let middle = (column: Double(cells.width) / 2, row: Double(cells.height) / 2)
    let toGround = try CoordinateTransform(from: cells.crs, to: .wgs84)
    let ends = try toGround.transform(
      [-0.5, 0.5].map { cells.affine.map(column: middle.column + $0, row: middle.row) })
    let centre = MapPoint(x: (ends[0].x + ends[1].x) / 2, y: (ends[0].y + ends[1].y) / 2)
    let back = try CoordinateTransform(from: .wgs84, to: cells.crs)
    let line = try back.transform([centre, MapPoint(x: centre.x, y: centre.y + northStep)])
      .map { cells.affine.pixel($0) }
    let right = line[1].column - line[0].column
    let down = line[1].row - line[0].row
    let length = (right * right + down * down).squareRoot()
    return (
      Geodesic.distance(ends[0], ends[1]),
      length > 0 ? Place(column: right / length, row: down / length) : Place(column: 0, row: -1)
    )
  }
}
