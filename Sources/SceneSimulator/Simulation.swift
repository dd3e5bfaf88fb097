import RasterGrid

/// A landscape, what happens in it, and its two pictures.
struct Simulation {
  /// The number that everything follows from.
  let seed: UInt64
  /// The fine grid, 10 m.
  let grid: Grid
  let landscape: Landscape
  let events: [Event]
  /// The dates in order: nothing has happened at the first, everything by the second.
  let before, after: Acquisition

  /// A simulation of `size` x `size` pixels of 10 m; the size must be even and at least 300.
  init(seed: UInt64, size: Int = defaultSize) throws {
    guard size >= Self.leastSize, size % 2 == 0 else { throw SimulationError.size(size) }
    self.seed = seed
    grid = Self.grid(size: size)
    landscape = try Landscape(extent: Double(size) * Sensor.pixel, seed: seed)
    let sun = Sun(at: Self.afterMoment, longitude: Self.longitude, latitude: Self.latitude)
    let overhead = Cloud(centre: Ground(east: 0, south: 0), noise: Noise(seed: seed, .cloud))
    let placed = try EventPlacement(
      landscape: landscape, shadowOffset: overhead.shadowOffset(sun: sun), seed: seed)
    events = placed.events
    before = Acquisition(
      moment: Self.beforeMoment, season: .earlyAutumn,
      sun: Sun(at: Self.beforeMoment, longitude: Self.longitude, latitude: Self.latitude),
      aerosol: 0.15, haze: 0.002, shift: Ground(east: 0, south: 0), clouds: [], events: [])
    after = Acquisition(
      moment: Self.afterMoment, season: .spring, sun: sun, aerosol: 0.25, haze: 0.004,
      shift: Ground(east: 0.25, south: -0.15) * Sensor.pixel,
      clouds: [Cloud(centre: placed.cloudCentre, noise: overhead.noise)], events: placed.events)
  }

  /// The fine grid of a scene of so many pixels a side.
  static func grid(size: Int) -> Grid {
    Grid(
      width: size, height: size,
      affine: Affine(originX: origin.x, originY: origin.y, pixel: Sensor.pixel),
      crs: CoordinateSystem("EPSG:32651"))
  }

  /// The fewest pixels a side that hold a valley.
  static let leastSize = 300
  /// Pixels a side unless told otherwise.
  static let defaultSize = 400
  /// The seed of the scenes that lie in the repository.
  static let defaultSeed: UInt64 = 8

  /// Upper left corner in EPSG:32651, on multiples of 20 m: in the west of Yongkang.
  private static let origin = MapPoint(x: 211_200, y: 3_202_480)
  /// The middle of the scene, for the sun.
  static let longitude = 120.06
  static let latitude = 28.9
  /// Both at the hour when Sentinel-2 passes, and a whole number of its ten-day repeats apart.
  private static let beforeMoment = Moment(
    year: 2024, month: 9, day: 14, hour: 2, minute: 35, second: 31)
  private static let afterMoment = Moment(
    year: 2025, month: 4, day: 12, hour: 2, minute: 35, second: 41)
}
