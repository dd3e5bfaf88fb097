#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The size of a pixel on the ground, in metres, and how the grid is turned.
public struct GroundPixel: Hashable, Sendable {
  /// How far to the grid's east one column more lies; negative where columns run west.
  public var eastPerColumn: Double
  /// How far to the grid's south one row more lies; negative where rows run north.
  public var southPerRow: Double

  /// The bearing of the grid's north in degrees from true north, clockwise.
  public var bearing: Double

  /// A pixel from its sides in metres; none is 0.
  public init(eastPerColumn: Double, southPerRow: Double, bearing: Double = 0) {
    precondition(eastPerColumn != 0 && southPerRow != 0, "a pixel has a size")
    self.eastPerColumn = eastPerColumn
    self.southPerRow = southPerRow
    self.bearing = bearing
  }

  /// The columns and rows that a metre in a direction (degrees from true north, clockwise) passes.
  public func step(azimuth: Double) -> (columns: Double, rows: Double) {
    let angle = (azimuth - bearing) * .pi / 180
    return (sin(angle) / eastPerColumn, -cos(angle) / southPerRow)
  }
}

/// Which pixels of a plane of heights the sun does not reach.
public struct HillShadow: Sendable {
  /// Heights in metres, row by row; NaN where unknown.
  public var heights: [Float]
  /// How many columns.
  public var width: Int
  /// The size of a pixel.
  public var pixel: GroundPixel
  /// Degrees from north, clockwise.
  public var sunAzimuth: Double
  /// Degrees above the horizon, above 0.
  public var sunElevation: Double

  /// A plane of heights below a sun.
  public init(
    heights: [Float], width: Int, pixel: GroundPixel, sunAzimuth: Double, sunElevation: Double
  ) {
    precondition(width > 0 && heights.count % width == 0, "a plane of whole rows")
    precondition(sunElevation > 0 && sunElevation <= 90, "the sun is up")
    self.heights = heights
    self.width = width
    self.pixel = pixel
    self.sunAzimuth = sunAzimuth
    self.sunElevation = sunElevation
  }

  private var height: Int { heights.count / width }

  /// 1 where higher ground stands between the pixel and the sun, 0 elsewhere and where the height is
  /// unknown: from each pixel a ray climbs toward the sun, a column or a row at a time, until it has
  /// passed the highest ground or the border.
  public func cast() -> [UInt8] {
    let perMetre = pixel.step(azimuth: sunAzimuth)
    let metres = 1 / max(perMetre.columns.magnitude, perMetre.rows.magnitude)
    let ray = Ray(
      columns: perMetre.columns * metres, rows: perMetre.rows * metres,
      climb: metres * tan(sunElevation * .pi / 180))
    let top = Double(heights.reduce(-Float.infinity) { $1 > $0 ? $1 : $0 })
    var shadow = [UInt8](repeating: 0, count: heights.count)
    for row in 0..<height {
      for column in 0..<width where isHidden(column, row, ray, below: top) {
        shadow[row * width + column] = 1
      }
    }
    return shadow
  }

  /// What a step toward the sun changes: columns, rows and metres up.
  private struct Ray {
    var columns, rows, climb: Double
  }

  private func isHidden(_ column: Int, _ row: Int, _ ray: Ray, below top: Double) -> Bool {
    let start = Double(heights[row * width + column])
    guard !start.isNaN, ray.climb > 0 else { return false }
    var step = 1.0
    while start + step * ray.climb < top {
      guard
        let ground = height(
          column: Double(column) + step * ray.columns, row: Double(row) + step * ray.rows)
      else { return false }
      if ground > start + step * ray.climb { return true }
      step += 1
    }
    return false
  }

  /// The height between pixels, linear along both axes; nil beyond the border, NaN where unknown.
  private func height(column: Double, row: Double) -> Double? {
    let (left, top) = (column.rounded(.down), row.rounded(.down))
    guard left >= 0, top >= 0, column <= Double(width - 1), row <= Double(height - 1) else {
      return nil
    }
    let (x, y) = (column - left, row - top)
    let place = Int(top) * width + Int(left)
    func blend(_ at: Int) -> Double {
      let here = Double(heights[at])
      return x == 0 ? here : here + (Double(heights[at + 1]) - here) * x
    }
    let upper = blend(place)
    return y == 0 ? upper : upper + (blend(place + width) - upper) * y
  }

  /// 1 on slopes turned away from the sun: those that fall toward it by less than `slope` degrees (a
  /// negative number: they rise) and that it strikes at more than `incidence` degrees from the
  /// upright. The rule of DSWx-HLS (NASA PROTEUS 1.0.2, `dswx_hls.py`).
  public func turnedAway(slope: Double, incidence: Double) -> [UInt8] {
    let radian = Double.pi / 180
    let azimuth = (sunAzimuth - pixel.bearing) * radian
    let zenith = (90 - sunElevation) * radian
    var shadow = [UInt8](repeating: 0, count: heights.count)
    for row in 0..<height {
      for column in 0..<width {
        let east = -gradient(column, row, 1, 0) / pixel.eastPerColumn
        let north = gradient(column, row, 0, 1) / pixel.southPerRow
        let towardSun = east * sin(azimuth) + north * cos(azimuth)
        let length = (east * east + north * north + 1).squareRoot()
        let cosine = (towardSun * sin(zenith) + cos(zenith)) / length
        let isAway =
          atan(towardSun) <= slope * radian && acos(min(max(cosine, -1), 1)) > incidence * radian
        if isAway { shadow[row * width + column] = 1 }
      }
    }
    return shadow
  }

  /// Metres that the ground rises a pixel along an axis, over both neighbours where there are two.
  private func gradient(_ column: Int, _ row: Int, _ right: Int, _ down: Int) -> Double {
    let before = (column: max(0, column - right), row: max(0, row - down))
    let after = (column: min(width - 1, column + right), row: min(height - 1, row + down))
    let pixels = after.column - before.column + after.row - before.row
    guard pixels > 0 else { return 0 }
    let rise =
      heights[after.row * width + after.column] - heights[before.row * width + before.column]
    return Double(rise) / Double(pixels)
  }
}
