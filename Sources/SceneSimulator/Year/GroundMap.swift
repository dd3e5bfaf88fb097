import RasterGrid

/// What is at every point that a date's picture can look at: all that does not change over the year, so that
/// hills and noise are asked once and not sixty times.
struct GroundMap {
  /// One point of the lattice.
  struct Point {
    /// Its place in `covers`.
    var cover: UInt16
    /// Where it lies between the two looks of its surface, 0 to 1, and how bright it is beside them.
    var between, brightness: Float
    /// How steeply the land rises; 0 on water.
    var slopeEast, slopeSouth: Float
  }

  /// The fine pixels that can be looked at, with as many around as a shift needs.
  let window: PixelWindow
  /// The covers that occur.
  let covers: [Landscape.Cover]
  /// Row by row, `Sensor.subsamples` points a pixel.
  private(set) var points: [Point]

  /// Pixels around a picture that its blur and its shift may reach.
  static let margin = Sensor.reach + 1
  /// Points from row to row.
  var width: Int { window.width * Sensor.subsamples }

  /// A map of what lies under a window of the fine grid.
  init(of landscape: Landscape, under window: PixelWindow, seed: UInt64) {
    let texture = Noise(seed: seed, .texture)
    let area = window.padded(by: Self.margin)
    let n = Sensor.subsamples
    var covers: [Landscape.Cover] = Surface.allCases.map { .steady($0) }
    var numbers: [Landscape.Cover: UInt16] = [:]
    var points: [Point] = []
    points.reserveCapacity(area.area * n * n)
    for row in (area.row * n)..<((area.row + area.height) * n) {
      for column in (area.column * n)..<((area.column + area.width) * n) {
        let place = Self.place(column: column, row: row)
        let cover = landscape.cover(at: place)
        let number: UInt16
        switch cover {
        case .steady(let surface): number = UInt16(surface.rawValue)
        case .field:
          number = numbers[cover] ?? UInt16(covers.count)
          if numbers.updateValue(number, forKey: cover) == nil { covers.append(cover) }
        }
        let look = cover.surface.appearance(in: .spring)
        let isWater = cover.surface.isWater
        let slope = landscape.terrain
        points.append(
          Point(
            cover: number, between: Float(look.between(at: place, noise: texture)),
            brightness: Float(look.brightness(at: place, noise: texture)),
            slopeEast: isWater ? 0 : Float(slope.slopeEast.value(at: place)),
            slopeSouth: isWater ? 0 : Float(slope.slopeSouth.value(at: place))))
      }
    }
    self.window = area
    self.covers = covers
    self.points = points
  }

  /// The place of a point, by its column and row among the points of the fine grid.
  static func place(column: Int, row: Int) -> Ground {
    Ground(east: Double(column) + 0.5, south: Double(row) + 0.5) * Sensor.step
  }

  /// The number of a point among `points`.
  func index(column: Int, row: Int) -> Int {
    (row - window.row * Sensor.subsamples) * width + column - window.column * Sensor.subsamples
  }

  /// The columns and rows of the points between two places, as far as there are any.
  func lattice(from upperLeft: Ground, to lowerRight: Ground) -> (
    columns: Range<Int>, rows: Range<Int>
  ) {
    let n = Sensor.subsamples
    func range(_ from: Double, _ to: Double, _ within: Range<Int>) -> Range<Int> {
      let all = within.lowerBound * n..<within.upperBound * n
      return (Int((from / Sensor.step).rounded(.down))..<Int((to / Sensor.step).rounded(.up)) + 1)
        .clamped(to: all)
    }
    return (
      range(upperLeft.east, lowerRight.east, window.columns),
      range(upperLeft.south, lowerRight.south, window.rows)
    )
  }
}

extension Landscape.Cover {
  /// What decides its texture and whether it lies flat: of a field, bare soil as good as any.
  var surface: Surface {
    switch self {
    case .steady(let surface): surface
    case .field: .ploughed
    }
  }
}
