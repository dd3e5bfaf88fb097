import GeoFiles
import RasterGrid

extension Scene {
  /// The scene laid elsewhere: `columns` to the right and `rows` down, in pixels of `grid`.
  ///
  /// Only the places of its pixels change, not the pixels: whoever plans to see the scene on a grid
  /// plans the one resampling that this asks for. Throws what PROJ says where a band's coordinate
  /// system has no place for the middle of `grid`.
  public func moved(columns: Double, rows: Double, of grid: Grid) throws -> Scene {
    let step = MapStep(columns: columns, rows: rows, grid: grid)
    var scene = self
    for (role, band) in bands { scene.bands[role] = try step.moved(band) }
    for (i, mask) in masks.enumerated() { scene.masks[i].content = try step.moved(mask.content) }
    return scene
  }
}

/// A step of some pixels of a grid, in whatever coordinates a source has.
private struct MapStep {
  let columns, rows: Double
  let grid: Grid

  func moved(_ band: BandSource) throws -> BandSource {
    var band = band
    band.grid = try moved(band.grid)
    return band
  }

  func moved(_ content: MaskSource.Content) throws -> MaskSource.Content {
    switch content {
    case .band(let band, let coding):
      return .band(try moved(band), coding)
    case .areas(var areas):
      let step = try vector(in: areas.crs)
      areas.rings = areas.rings.map { ring in
        ring.map { MapPoint(x: $0.x + step.x, y: $0.y + step.y) }
      }
      return .areas(areas)
    case .map(var map):
      map.grid = try moved(map.grid)
      return .map(map)
    }
  }

  private func moved(_ source: Grid) throws -> Grid {
    let step = try vector(in: source.crs)
    var moved = source
    moved.affine.originX += step.x
    moved.affine.originY += step.y
    return moved
  }

  /// The step at the middle of the grid. Over a scene the directions of two zones differ by degrees,
  /// and a step of three pixels by hundredths of one.
  private func vector(in crs: CoordinateSystem) throws -> MapPoint {
    let middle = (column: Double(grid.width) / 2, row: Double(grid.height) / 2)
    let ends = [
      grid.affine.map(column: middle.column, row: middle.row),
      grid.affine.map(column: middle.column + columns, row: middle.row + rows),
    ]
    let places =
      crs == grid.crs ? ends : try CoordinateTransform(from: grid.crs, to: crs).transform(ends)
    return MapPoint(x: places[1].x - places[0].x, y: places[1].y - places[0].y)
  }
}
