/// What the sky and the satellite make of each date of a year: by chance, but by the season's odds.
struct Weather {
  let seed: UInt64
  /// Metres a side of the scene.
  let extent: Double
  /// A place that clouds hide for weeks, and from which day to which.
  let hidden: (place: Ground, days: ClosedRange<Double>)

  /// How likely a whole sky of cloud is, and scattered clouds: in the plum rains of June and July, and else.
  private static let plumRain = (days: 101.0...131.0, dull: 0.6, scattered: 0.3)
  private static let usual = (dull: 0.22, scattered: 0.4)
  /// Scattered clouds a square kilometre at most.
  private static let density = 0.7
  /// How many times a fair-weather cloud a sky of cloud is, beside the size that hides the scene.
  private static let dullSize = 4.0
  /// The share of a cloud's width that hides the ground.
  private static let hidingShare = 0.4
  /// Quarters of a pixel that a date lies off the grid at most, each way.
  private static let farthestShift = 1.6

  /// What a date is like; `day` counts from the beginning of the year.
  func acquisition(at moment: Moment, day: Double) -> Acquisition {
    var draw = SeededGenerator(
      seed: SeededGenerator.hash(seed, column: Int(day), row: Int(Noise.Purpose.cloud.rawValue)))
    let odds =
      Self.plumRain.days.contains(day)
      ? (dull: Self.plumRain.dull, scattered: Self.plumRain.scattered) : Self.usual
    let sky = draw.uniform(0...1)
    var clouds: [Cloud] = []
    let noise = Noise(seed: seed &+ UInt64(day), .cloud)
    let middle = Ground(east: extent / 2, south: extent / 2)
    if sky < odds.dull {
      let cover = extent / (Self.hidingShare * Cloud.radius)
      clouds = [Cloud(centre: middle, noise: noise, size: Self.dullSize * cover)]
    } else if sky < odds.dull + odds.scattered {
      let most = Self.density * extent * extent / 1e6
      clouds = (0..<Int(draw.uniform(1...max(1.001, most)))).map { _ in
        Cloud(
          centre: Ground(east: draw.uniform(0...extent), south: draw.uniform(0...extent)),
          noise: noise, size: draw.uniform(0.4...1.2))
      }
    }
    if hidden.days.contains(day) { clouds.append(Cloud(centre: hidden.place, noise: noise)) }
    func shift() -> Double {
      (draw.uniform(-Self.farthestShift...Self.farthestShift)).rounded() * Sensor.step
    }
    return Acquisition(
      moment: moment, season: Season(dayOfYear: Double(moment.dayOfYear)),
      sun: Sun(at: moment, longitude: Simulation.longitude, latitude: Simulation.latitude),
      aerosol: draw.uniform(0.08...0.35), haze: draw.uniform(0...0.006),
      shift: Ground(east: shift(), south: shift()), clouds: clouds, events: [])
  }
}
