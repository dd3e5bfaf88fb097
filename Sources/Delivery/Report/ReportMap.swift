import GeoFiles
import RasterGrid
import SceneAnalysis
import Sites

/// The map of a report: a scene as its ground, the boundary and the sites as vectors.
struct ReportMap {
  /// The ground as a `data:` address.
  let ground: String
  /// Its cells.
  let columns, rows: Int
  /// The boundary as the data of an SVG path; empty where no region is told.
  let boundary: String
  /// A site's place in cells, in the order of the sites.
  let places: [SiteFrame.Place?]
  /// The length of the scale bar in cells, and on the ground.
  let scaleBar: (cells: Double, label: String)

  /// About so many cells a side: as a page shows.
  private static let side = 900
  /// Room around the sites where no region says what to show, in parts of their extent.
  private static let room = 0.1
  /// At least so many pixels are shown.
  private static let leastPixels = 200

  init(
    of sites: [DeliveredSite], on scene: SceneViewer, boundary rings: [[MapPoint]],
    crs: CoordinateSystem
  ) throws {
    let grid = scene.grid
    let fromGround = try CoordinateTransform(from: .wgs84, to: grid.crs)
    let points = try sites.map { site in
      try site.point.map { point in
        try fromGround.transform([MapPoint(x: point.longitude, y: point.latitude)])
          .map { grid.affine.pixel($0) }
      }?.first
    }
    let toGrid = try CoordinateTransform(from: crs, to: grid.crs)
    let outline = try rings.map { try toGrid.transform($0).map { grid.affine.pixel($0) } }
    let window = Self.window(
      of: outline.isEmpty ? points.compactMap { $0 } : outline.flatMap { $0 }, on: grid)
    let shrink = max(1, (max(window.width, window.height) + Self.side - 1) / Self.side)
    let view = try scene.view(window, shrink: shrink, index: nil)
    let stretch = ColourStretch(of: [view])
    columns = view.columns
    rows = view.rows
    ground = try ReportPicture.address(
      of: view.colours.map { stretch.colour(of: $0) }, columns: columns, rows: rows)
    let scale = Double(shrink)
    func place(_ pixel: (column: Double, row: Double)) -> SiteFrame.Place {
      SiteFrame.Place(
        column: (pixel.column - Double(window.column)) / scale,
        row: (pixel.row - Double(window.row)) / scale)
    }
    boundary = ReportPicture.path(of: outline.map { $0.map(place) })
    places = points.map { $0.map(place) }
    let cells = Grid(
      width: columns, height: rows,
      affine: grid.affine.shifted(
        column: Double(window.column), row: Double(window.row), scale: scale), crs: grid.crs)
    let metres = try SiteFrame.orientation(of: cells).0
    let bar = ScaleBar(metresPerPixel: metres, widest: max(1, columns / 4))
    scaleBar = (bar.metres / metres, bar.label)
  }

  /// The pixels of the grid around some places, cut to the grid.
  private static func window(of places: [(column: Double, row: Double)], on grid: Grid)
    -> PixelWindow
  {
    guard let left = places.map(\.column).min(), let right = places.map(\.column).max(),
      let top = places.map(\.row).min(), let bottom = places.map(\.row).max()
    else { return grid.window }
    let margin = max((right - left) * room, (bottom - top) * room, Double(leastPixels) / 2)
    func limited(_ value: Double, _ most: Int) -> Int { Int(min(max(value, 0), Double(most))) }
    let columns = limited(left - margin, grid.width)..<limited(right + margin, grid.width)
    let rows = limited(top - margin, grid.height)..<limited(bottom + margin, grid.height)
    guard !columns.isEmpty, !rows.isEmpty else { return grid.window }
    return PixelWindow(
      column: columns.lowerBound, row: rows.lowerBound, width: columns.count, height: rows.count)
  }
}
