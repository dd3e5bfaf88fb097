import RasterGrid

/// A landscape, its weather and what happens in it over a year.
struct Year {
  /// One acquisition.
  struct Date {
    /// Days since the first of March.
    let day: Double
    /// The look.
    let acquisition: Acquisition
  }

  let seed: UInt64
  /// The fine grid, 10 m.
  let grid: Grid
  /// The part of it that is simulated.
  let window: PixelWindow
  let landscape: Landscape
  let events: [YearEvent]
  /// By time.
  let dates: [Date]

  /// The day of the first acquisition; the rest follow at even distances.
  private static let start = Moment(year: 2024, month: 3, day: 1, hour: 2, minute: 35, second: 31)
  /// Days from one to the next: every other satellite's pass is left out now and then.
  static let interval = 6.0
  /// The first seed whose hills have a place for everything in the smallest landscape.
  static let defaultSeed: UInt64 = 2
  /// The days on which clouds hide one place.
  static let hiddenDays = 84.0...150.0

  /// A year of `scenes` acquisitions over a landscape of `size` pixels a side, or a piece of it.
  init(seed: UInt64, size: Int, scenes: Int, piece: PixelWindow? = nil) throws {
    guard size >= Simulation.leastSize, size % 2 == 0 else { throw SimulationError.size(size) }
    let grid = Simulation.grid(size: size)
    self.seed = seed
    self.grid = grid
    window = piece ?? grid.window
    guard let inside = window.intersection(grid.window), inside == window,
      [window.column, window.row, window.width, window.height].allSatisfy({ $0 % 2 == 0 })
    else { throw SimulationError.piece }
    let extent = Double(size) * Sensor.pixel
    landscape = try Landscape(extent: extent, seed: seed)
    var placement = EventPlacement(on: landscape, seed: seed)
    let (events, hidden) = try placement.year()
    self.events = events
    let weather = Weather(seed: seed, extent: extent, hidden: (hidden, Self.hiddenDays))
    dates = (0..<scenes).map { number in
      let day = (Double(number) * Self.interval)
      return Date(
        day: day, acquisition: weather.acquisition(at: Self.moment(of: day), day: day))
    }
  }

  /// When the satellite passes on a day of the year.
  static func moment(of day: Double) -> Moment { start.later(days: Int(day)) }

  /// Which way a product of a date is made: a newer baseline corrects the haze better.
  enum Processing {
    case first, again
  }

  /// What was acquired, as a processing made it.
  func acquisition(of date: Date, _ processing: Processing) -> Acquisition {
    let first = date.acquisition
    guard processing == .again else { return first }
    return Acquisition(
      moment: first.moment, season: first.season, sun: first.sun, aerosol: first.aerosol,
      haze: first.haze / 2, shift: first.shift, clouds: first.clouds, events: [])
  }

  /// The picture of a date.
  func picture(of date: Date, on map: GroundMap, _ processing: Processing = .first) -> Picture {
    let acquisition = acquisition(of: date, processing)
    let painter = YearPainter(
      map, date: acquisition, day: date.day, events: events, seed: seed)
    return Camera(seed: seed, date: acquisition).picture(in: window, ground: painter.spectrum)
  }
}

extension Moment {
  /// The same time of day, so many days later.
  func later(days: Int) -> Moment {
    var (year, month, day) = (year, month, day + days)
    while day > Self.days(ofMonth: month, year: year) {
      day -= Self.days(ofMonth: month, year: year)
      (year, month) = month == 12 ? (year + 1, 1) : (year, month + 1)
    }
    return Moment(
      year: year, month: month, day: day, hour: hour, minute: minute, second: second)
  }
}
