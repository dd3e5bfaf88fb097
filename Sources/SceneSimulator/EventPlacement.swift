#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Finds a place for one event of each kind, and for one more under the cloud.
///
/// Places are drawn until one fits the land; what a detector would make of them plays no part.
struct EventPlacement {
  let landscape: Landscape
  let seed: UInt64
  let rough: Noise
  var generator: SeededGenerator
  /// What later events keep away from.
  var taken: [(centre: Ground, radius: Double)] = []

  /// Where the cloud hangs, and what happened.
  private(set) var cloudCentre = Ground(east: 0, south: 0)
  private(set) var events: [Event] = []

  /// Places everything; `shadowOffset` is where a cloud's shadow falls, seen from the cloud.
  init(landscape: Landscape, shadowOffset: Ground, seed: UInt64) throws {
    self.landscape = landscape
    self.seed = seed
    rough = Noise(seed: seed, .eventShapes)
    generator = SeededGenerator(seed: seed ^ Noise.Purpose.eventPlaces.rawValue)
    try placeCloud(shadowOffset: shadowOffset)
    try placeOnWater()
    try placeOnLand()
  }

  /// Nothing placed yet.
  init(on landscape: Landscape, seed: UInt64) {
    self.landscape = landscape
    self.seed = seed
    rough = Noise(seed: seed, .eventShapes)
    generator = SeededGenerator(seed: seed ^ Noise.Purpose.eventPlaces.rawValue)
  }

  private mutating func placeCloud(shadowOffset: Ground) throws {
    let terrain = landscape.terrain
    let radius = Cloud.radius
    let inside = (0.75 * radius)...(terrain.extent - 0.75 * radius)
    let centre = try find("a clearing under the cloud", radius: 110) { [landscape] place in
      landscape.isWood(place)
    } where: { [landscape] centre in
      [centre, centre + shadowOffset].allSatisfy {
        abs(terrain.valleyOffset.value(at: $0)) > radius
          && ($0 - landscape.reservoir.deepest).length > radius + 350
          && inside.contains($0.east) && inside.contains($0.south)
      }
    }
    cloudCentre = centre
    taken += [(centre, radius), (centre + shadowOffset, radius)]
    add(
      .landClearing, "Forest cleared under the cloud", visible: false, at: centre,
      outline: .blob(centre, radius: 60, stretch: 1.4, heading: 1, rough: rough))
  }

  private mutating func placeOnWater() throws {
    let line = landscape.terrain.valley
    let workshops = landscape.workshops.centre
    let source = line.nearest(to: workshops)
    let side = source.offset < 0 ? -1.0 : 1.0
    let length = 850.0
    let plume = strip(from: source.station, length: length, side: side) { part, width in
      // It keeps to the workshop's bank at first and spreads as it drifts.
      let spread = width * (0.22 + 0.7 * min(1, part * 1.5))
      return spread * min(1, ((1 - part) * 6).squareRoot())
    }
    let start = line.place(at: source.station)
    events.append(
      Event(
        kind: .turbidDischarge, title: "Sediment from the workshops", isVisible: true,
        outline: plume,
        frame: Frame(origin: start, direction: line.direction(at: source.station)),
        reach: length))

    let fill = line.length * 0.74
    let bank = strip(from: fill, length: 300, side: 1) { part, width in
      0.7 * width * sin(.pi * min(max(part, 0.02), 0.98)).squareRoot()
    }
    add(.waterLost, "River bank filled with soil", at: line.place(at: fill + 150), outline: bank)
    let pond = landscape.townPond
    add(.blackOdorousWater, "Pond turned black", at: pond.middle, outline: pond)
    let reservoir = landscape.reservoir
    add(
      .algalBloom, "Bloom on the reservoir", at: reservoir.deepest,
      outline: .blob(
        reservoir.deepest, radius: 140, rough: rough,
        allowed: { reservoir.contains($0) && reservoir.depth.value(at: $0) > 0.5 }))
  }

  private mutating func placeOnLand() throws {
    let landscape = landscape
    let clearing = try find("a clearing", radius: 190, on: landscape.isWood)
    add(
      .landClearing, "Forest cleared", at: clearing,
      outline: .blob(
        clearing, radius: 105, stretch: 1.6, heading: 0.6, rough: rough, allowed: landscape.isWood))

    let heading = landscape.workshops.streets.direction
    let works = try find("new works", radius: 135, on: landscape.isFarmland)
    events.append(
      Event(
        kind: .construction, title: "New workshops on farmland", isVisible: true,
        outline: .rectangle(
          works, length: 200, width: 168, heading: atan2(heading.south, heading.east)),
        frame: Frame(origin: works, direction: heading), reach: 100))

    let straw = try find("a straw fire", radius: 95, on: landscape.isFarmland)
    events.append(
      Event(
        kind: .burning, title: "Straw burning", isVisible: true,
        outline: .blob(straw, radius: 72, rough: rough),
        frame: Frame(origin: straw, heading: generator.uniform(0...6)), reach: 72))

    let pit = try find("a pit", radius: 90, on: landscape.isFarmland)
    add(
      .waterGained, "Pit dug in farmland and flooded", at: pit,
      outline: .blob(pit, radius: 58, stretch: 1.3, heading: 0.4, rough: rough))
  }

  private mutating func add(
    _ kind: EventKind, _ title: String, visible: Bool = true, at centre: Ground, outline: Outline
  ) {
    events.append(
      Event(
        kind: kind, title: title, isVisible: visible, outline: outline,
        frame: Frame(origin: centre, heading: 0), reach: 100))
    taken.append((centre, 150))
  }
}
