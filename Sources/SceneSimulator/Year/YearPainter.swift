import RasterGrid

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Gives every point of a ground map the spectrum that leaves the air above it on one date of a year.
struct YearPainter {
  private let map: GroundMap
  private let date: Acquisition
  /// The two ends of each cover's look that day.
  private let palette: [(one: SIMD16<Float>, other: SIMD16<Float>)]
  /// What events have made of points, by point.
  private var changes: [Int: (spectrum: Spectrum, isWater: Bool)] = [:]
  private let sky: SkyMap
  private let growth: Noise
  private let light: Illumination
  private let flatLight: SIMD16<Float>
  private let haze: SIMD16<Float>
  /// Points by which the picture's grid lies off the map's.
  private let shift: SIMD2<Int>

  init(_ map: GroundMap, date: Acquisition, day: Double, events: [YearEvent], seed: UInt64) {
    self.map = map
    self.date = date
    let dayOfYear = Double(date.moment.dayOfYear)
    let looks = Surface.allCases.map { $0.appearance(in: date.season) }
    palette = map.covers.map { cover in
      switch cover {
      case .steady(let surface):
        let look = looks[surface.rawValue]
        return (look.one.values, look.other.values)
      case .field(let plot):
        let mixture = FieldCalendar(plot).mixture(onDayOfYear: dayOfYear)
        let look = looks[mixture.from.rawValue].mixed(
          with: looks[mixture.to.rawValue], fraction: mixture.fraction)
        return (look.one.values, look.other.values)
      }
    }
    sky = SkyMap(of: date, over: map.window)
    growth = Noise(seed: seed &+ UInt64(day), .growth)
    light = Illumination(sun: date.sun, aerosol: date.aerosol)
    flatLight = light.factor(slopeEast: 0, slopeSouth: 0, shade: 1)
    haze = date.hazeSpectrum.values
    shift = SIMD2(
      Int((date.shift.east / Sensor.step).rounded()),
      Int((date.shift.south / Sensor.step).rounded()))
    let texture = Noise(seed: seed, .texture)
    for event in events { paint(event, on: day, looks, texture) }
  }

  private mutating func paint(
    _ event: YearEvent, on day: Double, _ looks: [Appearance], _ texture: Noise
  ) {
    let (extent, strength) = (event.extent(on: day), event.strength(on: day))
    guard extent > 0, strength > 0 else { return }
    let outline = event.event.outline
    let (columns, rows) = map.lattice(from: outline.upperLeft, to: outline.lowerRight)
    for row in rows {
      for column in columns {
        let place = GroundMap.place(column: column, row: row)
        guard outline.contains(place), event.threshold(at: place) <= extent else { continue }
        var (surface, share) = event.event.surface(at: place, noise: texture)
        if surface == .flames, !event.isAflame(on: day) { surface = .burntStubble }
        share *= strength
        let index = map.index(column: column, row: row)
        let before = changes[index]?.spectrum ?? spectrum(of: map.points[index])
        changes[index] = (
          before.mixed(
            with: looks[surface.rawValue].spectrum(at: place, noise: texture), fraction: share),
          share > 0.5 ? surface.isWater : changes[index]?.isWater ?? isFlat(map.points[index])
        )
      }
    }
  }

  private func spectrum(of point: GroundMap.Point) -> Spectrum {
    let (one, other) = palette[Int(point.cover)]
    return Spectrum(values: (one + (other - one) * point.between) * point.brightness)
  }

  private func isFlat(_ point: GroundMap.Point) -> Bool {
    point.slopeEast == 0 && point.slopeSouth == 0
  }

  /// The reflectance of a point, by its column and row in the picture's own lattice, without the sensor.
  func spectrum(column: Int, row: Int) -> Spectrum {
    let (column, row) = (column + shift.x, row + shift.y)
    let index = map.index(column: column, row: row)
    let point = map.points[index]
    let change = changes.isEmpty ? nil : changes[index]
    var values = (change?.spectrum ?? spectrum(of: point)).values
    // Nothing looks the same twice: wetness, dust and growth differ a little between the dates.
    let place = GroundMap.place(column: column, row: row)
    values *= Float(1 + Painter.drift * growth.value(at: place, wavelength: 130))
    let (depth, towardsSun) = sky.depths(column: column, row: row)
    let isLevel = change?.isWater ?? isFlat(point)
    let factor =
      isLevel && towardsSun == 0
      ? flatLight
      : light.factor(
        slopeEast: isLevel ? 0 : Double(point.slopeEast),
        slopeSouth: isLevel ? 0 : Double(point.slopeSouth), shade: exp(-towardsSun))
    let seen = Spectrum(values: values * factor + haze)
    return depth > 0 ? seen.mixed(with: Painter.cloud, fraction: 1 - exp(-depth)) : seen
  }
}
