#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension Landscape {
  /// A place beside the river: a part of its length, and so far to the right of it as a part of
  /// the scene's side; and the direction of the river there.
  private static func riverside(
    _ terrain: Terrain, part: Double, offset: Double
  ) -> (place: Ground, direction: Ground) {
    let line = terrain.valley
    let station = line.length * part
    let way = line.direction(at: station)
    return (line.place(at: station) + way.turnedRight * (offset * terrain.extent), way)
  }

  /// A town at the bridge, workshops upstream of it on the other bank, three villages.
  static func settle(terrain: Terrain, seed: UInt64) -> [Settlement] {
    let noise = Noise(seed: seed, .settlements)
    // Offset and radius are parts of the scene's side.
    let plan: [(kind: Settlement.Kind, part: Double, offset: Double, radius: Double)] = [
      (.town, 0.53, 0.075, 0.11), (.workshops, 0.3, -0.075, 0.075), (.village, 0.14, 0.1, 0.04),
      (.village, 0.7, -0.1, 0.04), (.village, 0.86, 0.1, 0.045),
    ]
    return plan.map { plan in
      let (centre, way) = riverside(terrain, part: plan.part, offset: plan.offset)
      return Settlement(
        kind: plan.kind, centre: centre, radius: plan.radius * terrain.extent,
        streets: Frame(origin: centre, direction: way), noise: noise)
    }
  }

  /// A long pond at the edge of the town, three round ones among the paddies.
  static func ponds(terrain: Terrain, rivers: Rivers, seed: UInt64) -> [Outline] {
    let rough = Noise(seed: seed, .ponds)
    // Offset is a part of the scene's side, radius in metres, stretch how drawn out along the river.
    let plan: [(part: Double, offset: Double, radius: Double, stretch: Double)] = [
      (0.44, 0.062, 34, 3), (0.2, -0.09, 30, 1.8), (0.78, 0.09, 36, 1.5), (0.62, -0.07, 26, 1.6),
    ]
    let fromBank = 25.0
    return plan.map { pond in
      let (centre, way) = riverside(terrain, part: pond.part, offset: pond.offset)
      return .blob(
        centre, radius: pond.radius, stretch: pond.stretch,
        heading: atan2(way.south, way.east), rough: rough,
        allowed: { rivers.bankDistance.value(at: $0) > fromBank })
    }
  }
}
