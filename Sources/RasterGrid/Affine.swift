/// A place in the plane of some coordinate system, in that system's units.
public struct MapPoint: Hashable, Sendable {
  /// Easting or longitude: traditional GIS order, whatever the authority says.
  public var x: Double
  /// Northing or latitude.
  public var y: Double

  /// A point from its two coordinates in traditional GIS order.
  public init(x: Double, y: Double) {
    self.x = x
    self.y = y
  }
}

/// The six numbers that take pixel coordinates to map coordinates.
///
///     x = originX + column * columnStepX + row * rowStepX
///     y = originY + column * columnStepY + row * rowStepY
///
/// Pixel coordinates count from the upper left corner of the first pixel, so a pixel's centre is
/// at `column + 0.5`, `row + 0.5`. The order of the initialiser is GDAL's (`GDALGetGeoTransform`).
public struct Affine: Hashable, Sendable {
  /// Map coordinates of the outer corner of the first pixel.
  public var originX, originY: Double
  /// What one column more adds to x and y.
  public var columnStepX, columnStepY: Double
  /// What one row more adds to x and y; `rowStepY` is negative in north-up rasters.
  public var rowStepX, rowStepY: Double

  /// An affine transform from GDAL's six coefficients, in GDAL's order.
  public init(
    originX: Double, columnStepX: Double, rowStepX: Double,
    originY: Double, columnStepY: Double, rowStepY: Double
  ) {
    self.originX = originX
    self.columnStepX = columnStepX
    self.rowStepX = rowStepX
    self.originY = originY
    self.columnStepY = columnStepY
    self.rowStepY = rowStepY
  }

  /// A north-up transform with square pixels of `pixel` map units.
  public init(originX: Double, originY: Double, pixel: Double) {
    self.init(
      originX: originX, columnStepX: pixel, rowStepX: 0,
      originY: originY, columnStepY: 0, rowStepY: -pixel)
  }

  /// The map coordinates of a pixel coordinate.
  public func map(column: Double, row: Double) -> MapPoint {
    MapPoint(
      x: originX + column * columnStepX + row * rowStepX,
      y: originY + column * columnStepY + row * rowStepY)
  }

  /// The pixel coordinate of a map point; the transform must be `isInvertible`.
  public func pixel(_ point: MapPoint) -> (column: Double, row: Double) {
    let dx = point.x - originX
    let dy = point.y - originY
    return (
      column: (dx * rowStepY - dy * rowStepX) / determinant,
      row: (dy * columnStepX - dx * columnStepY) / determinant
    )
  }

  /// Signed area of a pixel in square map units: negative in north-up rasters.
  public var determinant: Double { columnStepX * rowStepY - rowStepX * columnStepY }

  /// Whether every number is finite and a pixel has an area.
  public var isInvertible: Bool {
    determinant != 0 && determinant.isFinite && originX.isFinite && originY.isFinite
  }

  /// Whether rows and columns run along the axes of the map.
  public var isAxisAligned: Bool { rowStepX == 0 && columnStepY == 0 }

  /// The transform of a raster whose first pixel is at `column`, `row` of this one and whose
  /// pixels are `scale` times as large.
  public func shifted(column: Double, row: Double, scale: Double = 1) -> Affine {
    let origin = map(column: column, row: row)
    return Affine(
      originX: origin.x, columnStepX: columnStepX * scale, rowStepX: rowStepX * scale,
      originY: origin.y, columnStepY: columnStepY * scale, rowStepY: rowStepY * scale)
  }
}
