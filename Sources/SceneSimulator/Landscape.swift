/// The land as it is when nothing happens: what covers each place in each season.
struct Landscape {
  let terrain: Terrain
  let rivers: Rivers
  let reservoir: Reservoir
  let settlements: [Settlement]
  /// Ponds of the valley floor.
  let ponds: [Outline]
  /// Metres along the river of the bridge.
  let bridge: Double
  private let parcels: Parcels
  private let noise: Noise

  init(extent: Double, seed: UInt64) throws {
    terrain = Terrain(extent: extent, seed: seed)
    rivers = Rivers(terrain: terrain, seed: seed)
    guard let reservoir = Reservoir.best(terrain: terrain, brooks: rivers.brooks) else {
      throw SimulationError.noPlace("a reservoir", seed: seed)
    }
    self.reservoir = reservoir
    noise = Noise(seed: seed, .landCover)
    let line = terrain.valley
    bridge = line.length * 0.55
    let way = line.direction(at: bridge)
    parcels = Parcels(
      frame: Frame(origin: line.place(at: bridge), direction: way),
      noise: Noise(seed: seed, .parcels))
    settlements = Self.settle(terrain: terrain, seed: seed)
    ponds = Self.ponds(terrain: terrain, rivers: rivers, seed: seed)
  }

  /// Where the plume comes from.
  var workshops: Settlement { settlements[1] }
  /// The pond at the edge of the town.
  var townPond: Outline { ponds[0] }

  /// What covers a place, whatever the season.
  enum Cover: Hashable {
    /// The same all year, but for its leaves.
    case steady(Surface)
    /// A parcel of farmland.
    case field(Parcels.Plot)
  }

  /// What covers a place in a season.
  func surface(at place: Ground, in season: Season) -> Surface {
    switch cover(at: place) {
    case .steady(let surface): surface
    case .field(let plot): season == .spring ? plot.spring : plot.autumn
    }
  }

  /// What covers a place all year.
  func cover(at place: Ground) -> Cover {
    let bank = rivers.bankDistance.value(at: place)
    let offset = terrain.valleyOffset.value(at: place)
    if isRoad(place, offset: offset) { return .steady(.asphalt) }
    if reservoir.contains(place) { return .steady(.reservoir) }
    if bank < 0 { return .steady(.river) }
    if reservoir.isDam(place, terrain: terrain) { return .steady(.concrete) }
    if ponds.contains(where: { $0.contains(place) }) { return .steady(.pond) }
    if bank < Self.bankWidth, abs(offset) < Self.riverside {
      return .steady(noise.value(at: place, wavelength: 90) > 0.25 ? .sand : .grass)
    }
    if bank < Self.brookBank { return .steady(.grass) }
    let above = terrain.aboveFloor.value(at: place)
    let foot =
      Self.hillFoot + Self.hillFootRelief * noise.fractal(at: place, wavelength: 180, octaves: 3)
    guard above < foot else { return .steady(onHill(place)) }
    for settlement in settlements {
      if let surface = settlement.surface(at: place) { return .steady(surface) }
    }
    return parcels.plot(at: place).map { .field($0) } ?? .steady(.grass)
  }

  /// Whether a place is on the hills, with trees.
  func isWood(_ place: Ground) -> Bool {
    let surface = surface(at: place, in: .earlyAutumn)
    return surface == .forest || surface == .bamboo
  }

  /// Whether a place is a paddy or the bank of one.
  func isFarmland(_ place: Ground) -> Bool {
    switch surface(at: place, in: .earlyAutumn) {
    case .rice, .ripeRice, .greenManure, .stubble, .ploughed: true
    case .grass: rivers.bankDistance.value(at: place) > Self.bankWidth
    default: false
    }
  }

  /// Metres above the valley floor where the paddies end.
  private static let hillFoot = 11.0
  /// How far that edge wanders up and down, metres.
  private static let hillFootRelief = 9.0
  /// Metres of grass along a brook.
  private static let brookBank = 4.0
  /// Metres from the river's middle within which a bank is the river's and not a brook's.
  private static let riverside = 92.0
  /// Metres of grass and sand along the river.
  private static let bankWidth = 16.0
  /// How far the valley road keeps from the river and how far the bridge's road goes, as parts of
  /// the scene's side.
  private static let valleyRoad = 0.085
  private static let crossRoad = 0.13
  /// Metres from the middle of the road to its edge.
  private static let halfRoad = 8.0

  private func isRoad(_ place: Ground, offset: Double) -> Bool {
    if abs(offset - terrain.extent * Self.valleyRoad) < Self.halfRoad { return true }
    guard abs(offset) < terrain.extent * Self.crossRoad else { return false }
    let line = terrain.valley
    let local = Frame(
      origin: line.place(at: bridge), direction: line.direction(at: bridge)
    ).local(place)
    return abs(local.along) < Self.halfRoad
  }

  private func onHill(_ place: Ground) -> Surface {
    let kind = noise.fractal(at: place, wavelength: 420, octaves: 4)
    let tea = noise.value(at: place + Ground(east: 9000, south: 0), wavelength: 260)
    if tea > 0.42, terrain.aboveFloor.value(at: place) < 70 { return .teaGarden }
    if tea < -0.5 { return .scrub }
    return kind > 0.18 ? .bamboo : .forest
  }
}
