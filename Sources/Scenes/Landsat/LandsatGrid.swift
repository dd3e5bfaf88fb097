import GeoFiles
import RasterGrid

/// Where the pixels of a Landsat band are, by the metadata.
enum LandsatGrid {
  /// The grids of a product; metadata has a set of keys for each.
  enum Kind: String {
    case reflective = "REFLECTIVE"
    case thermal = "THERMAL"
    case panchromatic = "PANCHROMATIC"
  }

  /// Metres.
  private static let cellSizes = 1.0...1_000.0
  /// Eastings and northings in metres, with room beyond any zone's.
  private static let coordinates = -2e7...2e7
  /// Columns or rows: 15 m pixels of a scene make some 16 000.
  private static let sides = 1...100_000
  /// How far the corners may contradict the number of pixels, in pixels.
  private static let tolerance = 0.01

  /// The grid that the metadata describes; nil where it is not in UTM, as in Antarctica.
  ///
  /// Corners are the centres of the corner pixels. Southern scenes too are in the northern system of
  /// their zone, with negative northings (USGS, LSDS-1822).
  static func grid(_ kind: Kind, _ metadata: LandsatMetadata) throws -> Grid? {
    guard try metadata.required("MAP_PROJECTION", in: .projection) == "UTM" else { return nil }
    for (key, wanted) in [("DATUM", "WGS84"), ("ORIENTATION", "NORTH_UP")] {
      let value = try metadata.required(key, in: .projection)
      guard value == wanted else { throw metadata.refusal(key, value, wanted) }
    }
    let zone = try metadata.requiredInteger("UTM_ZONE", in: .projection, 1...60)
    let cell = try metadata.requiredNumber(
      "GRID_CELL_SIZE_\(kind.rawValue)", in: .projection, cellSizes)
    let width = try metadata.requiredInteger("\(kind.rawValue)_SAMPLES", in: .projection, sides)
    let height = try metadata.requiredInteger("\(kind.rawValue)_LINES", in: .projection, sides)
    let (left, right) = (try corner("UL", "X", metadata), try corner("LR", "X", metadata))
    let (top, bottom) = (try corner("UL", "Y", metadata), try corner("LR", "Y", metadata))
    for (pixels, extent, key) in [
      (width, right - left, "SAMPLES"), (height, top - bottom, "LINES"),
    ] where abs(extent / cell + 1 - Double(pixels)) > tolerance {
      throw Refusal(
        .badInput,
        "says \(kind.rawValue)_\(key) = \(pixels), but its corners are \(extent / cell) pixels apart",
        subject: metadata.path, advice: "fetch the product again: its metadata is damaged")
    }
    return Grid(
      width: width, height: height,
      affine: Affine(originX: left - cell / 2, originY: top + cell / 2, pixel: cell),
      crs: CoordinateSystem("EPSG:\(326_00 + zone)"))
  }

  private static func corner(_ corner: String, _ axis: String, _ metadata: LandsatMetadata) throws
    -> Double
  {
    try metadata.requiredNumber(
      "CORNER_\(corner)_PROJECTION_\(axis)_PRODUCT", in: .projection, coordinates)
  }

  /// What a file's own grid has to say against the metadata's: a sentence, or nil where they agree.
  static func contradiction(of own: Grid, and metadata: Grid) -> String? {
    let cell = metadata.affine.columnStepX
    let corners = [own, metadata].map { grid in
      [
        grid.affine.map(column: 0, row: 0),
        grid.affine.map(column: Double(grid.width), row: Double(grid.height)),
      ]
    }
    let fits = zip(corners[0], corners[1]).allSatisfy {
      abs($0.x - $1.x) < cell / 2 && abs($0.y - $1.y) < cell / 2
    }
    if own.crs == metadata.crs, fits {
      guard (own.width, own.height) != (metadata.width, metadata.height) else { return nil }
      return "The files have \(own), the metadata \(metadata): they were resampled."
    }
    return
      "The files' georeferencing (\(own)) contradicts the metadata's (\(metadata)); the files' "
      + "own was taken."
  }
}
