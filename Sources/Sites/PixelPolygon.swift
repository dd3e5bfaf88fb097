/// A corner of pixels: `column` pixel edges from the left and `row` from the top of the grid.
public struct PixelCorner: Hashable, Sendable {
  /// Pixel edges from the left of the grid.
  public var column: Int
  /// Pixel edges from the top of the grid.
  public var row: Int

  /// A corner by its distance from the grid's first corner.
  public init(column: Int, row: Int) {
    self.column = column
    self.row = row
  }
}

/// One pixel, by its column and row; its centre is half a pixel further both ways.
public struct Pixel: Hashable, Sendable {
  /// The column, counted from 0.
  public var column: Int
  /// The row, counted from 0.
  public var row: Int

  /// A pixel by its place in the grid.
  public init(column: Int, row: Int) {
    self.column = column
    self.row = row
  }
}

/// An area of whole pixels that hang together by their edges.
///
/// Rings are not closed (the first corner is not repeated), have a corner only where the direction
/// changes, and start at their first corner in reading order. Seen on the image, with rows running
/// down, the exterior runs counter-clockwise and holes clockwise. A hole may touch the exterior or
/// another hole at single corners, never along an edge, so the polygon is valid by OGC 06-103r4.
public struct PixelPolygon: Hashable, Sendable {
  /// The outer ring.
  public var exterior: [PixelCorner]
  /// The rings of what is left out.
  public var holes: [[PixelCorner]]

  /// A polygon from its rings.
  public init(exterior: [PixelCorner], holes: [[PixelCorner]] = []) {
    self.exterior = exterior
    self.holes = holes
  }

  /// Its size in pixels, holes taken off.
  public var area: Int {
    holes.reduce(Self.signedArea(of: exterior)) { $0 + Self.signedArea(of: $1) }
  }

  /// The area of a ring in pixels: positive where it runs counter-clockwise as seen on the image.
  public static func signedArea(of ring: [PixelCorner]) -> Int {
    guard var before = ring.last else { return 0 }
    // Of a ring of horizontal and vertical edges only the horizontal ones sweep an area.
    var area = 0
    for corner in ring {
      area += (corner.column - before.column) * corner.row
      before = corner
    }
    return area
  }
}
