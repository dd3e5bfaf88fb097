import GeoFiles
import RasterGrid

/// Images whose samples say where they are: any shift, flip or swap is a wrong number.
public enum CoordinateImage {
  /// Band 1 holds the x and band 2 the y of each pixel's centre, counted from the grid's first corner,
  /// since a `Float` has only seven digits.
  public static func make(on grid: Grid) -> RasterImage {
    var x: [Float] = []
    var y: [Float] = []
    for row in 0..<grid.height {
      for column in 0..<grid.width {
        let centre = grid.affine.map(column: Double(column) + 0.5, row: Double(row) + 0.5)
        x.append(Float(centre.x - grid.affine.originX))
        y.append(Float(centre.y - grid.affine.originY))
      }
    }
    return RasterImage(
      grid: grid,
      bands: [.init(name: "x", samples: .float32(x)), .init(name: "y", samples: .float32(y))],
      nodata: nil, metadata: [])
  }

  /// One band of `uint16`: 1 + column + 100 x row, so that 0 is free for "no data".
  public static func counts(on grid: Grid, nodata: Double? = nil) -> RasterImage {
    let samples = (0..<grid.height).flatMap { row in
      (0..<grid.width).map { UInt16(1 + $0 + 100 * row) }
    }
    return RasterImage(
      grid: grid, bands: [.init(name: "counts", samples: .uint16(samples))], nodata: nodata,
      metadata: [])
  }
}

extension SamplePlane {
  /// Its samples as numbers, row by row, whatever their type.
  public var numbers: [Double] {
    switch type {
    case .uint8: samples(as: UInt8.self).map(Double.init)
    case .uint16: samples(as: UInt16.self).map(Double.init)
    case .int16: samples(as: Int16.self).map(Double.init)
    case .float32: samples(as: Float.self).map(Double.init)
    }
  }
}
