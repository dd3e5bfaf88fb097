/// A coordinate system as a value: an authority's code (`EPSG:4549`) or, where there is none, WKT.
///
/// Whoever opens a file writes the shortest definition that PROJ finds equal, so that two systems
/// are the same where their definitions are.
public struct CoordinateSystem: Hashable, Sendable {
  /// What PROJ makes the system from.
  public var definition: String

  /// A coordinate system from anything PROJ understands.
  public init(_ definition: String) { self.definition = definition }

  /// Longitude and latitude on WGS 84, in that order: what GeoJSON is written in.
  public static let wgs84 = CoordinateSystem("EPSG:4326")
}

extension CoordinateSystem: CustomStringConvertible {
  /// The code, or the name inside the WKT, short enough for a message.
  public var description: String {
    guard definition.count > 40 else { return definition }
    return definition.split(separator: "\"").dropFirst().first.map(String.init) ?? definition
  }
}

/// Where the pixels of a raster are: size, affine transform and coordinate system.
public struct Grid: Hashable, Sendable {
  /// How many columns and rows.
  public var width, height: Int
  /// From pixel to map coordinates.
  public var affine: Affine
  /// What the map coordinates mean.
  public var crs: CoordinateSystem

  /// A grid from its parts.
  public init(width: Int, height: Int, affine: Affine, crs: CoordinateSystem) {
    precondition(width >= 0 && height >= 0, "a grid cannot have a negative size")
    self.width = width
    self.height = height
    self.affine = affine
    self.crs = crs
  }

  /// All its pixels.
  public var window: PixelWindow { PixelWindow(column: 0, row: 0, width: width, height: height) }

  /// Area of a pixel in square map units, unsigned.
  public var pixelArea: Double { abs(affine.determinant) }

  /// The grid of a window of it.
  public func cropped(to window: PixelWindow) -> Grid {
    Grid(
      width: window.width, height: window.height,
      affine: affine.shifted(column: Double(window.column), row: Double(window.row)), crs: crs)
  }

  /// The outline as a closed ring of map points, `steps` pieces a side, so that it may be bent
  /// into another coordinate system.
  public func outline(steps: Int = 16) -> [MapPoint] {
    let corners = [(0, 0), (width, 0), (width, height), (0, height), (0, 0)]
    var ring: [MapPoint] = []
    for (from, to) in zip(corners, corners.dropFirst()) {
      for step in 0..<steps {
        let t = Double(step) / Double(steps)
        ring.append(
          affine.map(
            column: Double(from.0) + t * Double(to.0 - from.0),
            row: Double(from.1) + t * Double(to.1 - from.1)))
      }
    }
    return ring + ring.prefix(1)
  }
}

extension Grid: CustomStringConvertible {
  /// For messages: `772 x 902 pixels of 10 x -10 in EPSG:32651`.
  public var description: String {
    let stepX = short(affine.columnStepX)
    let stepY = short(affine.rowStepY)
    return "\(width) x \(height) pixels of \(stepX) x \(stepY) in \(crs)"
  }

  private func short(_ step: Double) -> String {
    let rounded = step.rounded()
    return abs(step - rounded) < 1e-6 && abs(rounded) < 1e15 ? String(Int(rounded)) : String(step)
  }
}
