/// The kinds of suspicion that the built-in rules know, by their slugs.
enum EventKind: String, CaseIterable {
  case waterLost = "water-lost"
  case waterGained = "water-gained"
  case turbidDischarge = "turbid-discharge"
  case blackOdorousWater = "black-odorous-water"
  case algalBloom = "algal-bloom"
  case landClearing = "land-clearing"
  case construction
  case burning
}

/// Something that happened between the two dates.
struct Event {
  /// What it is.
  let kind: EventKind
  /// What it is, in words.
  let title: String
  /// Whether the second date shows it: not so under the cloud.
  let isVisible: Bool
  /// Where it is.
  let outline: Outline
  /// Its own direction, where it has one: downstream, along the buildings, against the wind.
  let frame: Frame
  /// Metres from the frame's origin to its far end.
  let reach: Double

  /// What it has made of a place inside its outline, and how much of it is there, 0 to 1.
  func surface(at place: Ground, noise: Noise) -> (surface: Surface, share: Double) {
    let patchy = noise.fractal(at: place, wavelength: 60, octaves: 3)
    let local = frame.local(place)
    switch kind {
    case .waterLost: return (.freshSoil, 1)
    case .landClearing: return (.freshSoil, min(1, 0.95 + 0.3 * patchy))
    case .waterGained: return (.river, 1)
    case .blackOdorousWater: return (.blackWater, 1)
    case .turbidDischarge:
      // Sediment settles on its way.
      let part = min(max(local.along / reach, 0), 1)
      return (.turbidWater, min(max((1 - 0.5 * part) * (1 + 0.4 * patchy), 0), 1))
    case .algalBloom: return (.bloom, min(max(0.85 + 0.5 * patchy, 0), 1))
    case .construction: return (building(along: local.along, across: local.across), 1)
    case .burning: return (local.along > Self.fireFront * reach ? .flames : .burntStubble, 1)
    }
  }

  /// Where the flames begin, as a part of the reach.
  private static let fireFront = 0.42

  /// Three long halls with yards between them.
  private func building(along: Double, across: Double) -> Surface {
    let bay = 56.0
    let row = ((across + 1.5 * bay) / bay).rounded(.down)
    let inBay = across + 1.5 * bay - row * bay
    let isHall = (6...50).contains(inBay) && abs(along) < reach - 8
    guard isHall else { return .concrete }
    return row == 1 ? .brightRoof : .blueRoof
  }
}
