/// What covers a place, with its season where it has one.
enum Surface: Int, CaseIterable {
  case river, reservoir, pond, blackWater, turbidWater, bloom
  case forest, bamboo, teaGarden, scrub, grass
  case rice, ripeRice, flooded, stubble, ploughed, rape, greenManure
  case asphalt, concrete, yard, greyRoof, brightRoof, blueRoof, tileRoof, sand
  case freshSoil, burntStubble, flames

  /// Whether it is water, which no slope tilts towards the sun.
  var isWater: Bool { rawValue <= Surface.bloom.rawValue }
}

/// How a surface looks: two mixtures of materials between which it varies from place to place.
struct Appearance {
  /// The two ends, reached where the noise is lowest and highest.
  let one, other: Spectrum
  /// Metres from bump to bump of the variation between the two.
  let patch: Double
  /// How much single trees, roofs or waves differ in brightness, as a part of 1.
  let grain: Double

  /// The spectrum at a place.
  func spectrum(at place: Ground, noise: Noise) -> Spectrum {
    let mixed = one.mixed(with: other, fraction: between(at: place, noise: noise))
    return Spectrum(values: mixed.values * Float(brightness(at: place, noise: noise)))
  }

  /// Where a place lies between the two ends, 0 to 1.
  func between(at place: Ground, noise: Noise) -> Double {
    min(max(0.5 + 0.8 * noise.fractal(at: place, wavelength: patch, octaves: 3), 0), 1)
  }

  /// How bright a place is beside others like it.
  func brightness(at place: Ground, noise: Noise) -> Double {
    1 + grain * noise.value(at: place, wavelength: 14)
  }
}

extension Surface {
  /// How the surface looks in a season: between how it looks in autumn and in spring.
  func appearance(in season: Season) -> Appearance {
    let autumn = appearance(spring: false)
    guard season != .earlyAutumn else { return autumn }
    return autumn.mixed(with: appearance(spring: true), fraction: season.springShare)
  }

  private func appearance(spring: Bool) -> Appearance {
    switch self {
    case .river:
      return spring
        ? .init(
          [(.clearWater, 0.7), (.turbidWater, 0.3)], [(.clearWater, 0.6), (.turbidWater, 0.4)])
        : .init(
          [(.clearWater, 0.8), (.turbidWater, 0.2)], [(.clearWater, 0.7), (.turbidWater, 0.3)])
    case .reservoir: return .init([(.clearWater, 1)], [(.clearWater, 0.92), (.turbidWater, 0.08)])
    case .pond:
      return .init(
        // Village ponds are green with algae.
        [(.clearWater, 0.65), (.turbidWater, 0.2), (.algalBloom, 0.15)],
        [(.clearWater, 0.5), (.turbidWater, 0.35), (.algalBloom, 0.15)])
    case .blackWater:
      return .init([(.blackOdorousWater, 1)], [(.blackOdorousWater, 0.9), (.clearWater, 0.1)])
    case .turbidWater: return .init([(.turbidWater, 1)], [(.turbidWater, 0.92), (.bareSoil, 0.08)])
    case .bloom: return .init([(.algalBloom, 1)], [(.algalBloom, 0.8), (.clearWater, 0.2)])
    case .freshSoil: return .init([(.bareSoil, 1)], [(.bareSoil, 0.88), (.asphalt, 0.12)], 40, 0.1)
    case .burntStubble:
      return .init([(.burnScar, 1)], [(.burnScar, 0.8), (.bareSoil, 0.2)], 30, 0.1)
    case .flames: return .init([(.burning, 1)], [(.burning, 0.8), (.burnScar, 0.2)], 20, 0.05)
    case .forest, .bamboo, .teaGarden, .scrub, .grass: return vegetation(spring: spring)
    case .rice, .ripeRice, .flooded, .stubble, .ploughed, .rape, .greenManure: return field
    case .asphalt, .concrete, .yard, .greyRoof, .brightRoof, .blueRoof, .tileRoof, .sand:
      return built
    }
  }

  private func vegetation(spring: Bool) -> Appearance {
    switch self {
    case .bamboo:
      return spring
        ? .init(
          [(.denseVegetation, 0.8), (.crop, 0.2)], [(.denseVegetation, 0.6), (.crop, 0.4)], 60)
        : .init(
          [(.denseVegetation, 0.95), (.crop, 0.05)], [(.denseVegetation, 0.8), (.crop, 0.2)], 60)
    case .teaGarden:
      return .init(
        [(.denseVegetation, 0.6), (.crop, 0.3), (.bareSoil, 0.1)],
        [(.denseVegetation, 0.4), (.crop, 0.4), (.bareSoil, 0.2)], 50, 0.12)
    case .scrub:
      return .init(
        [(.crop, 0.6), (.denseVegetation, 0.35), (.bareSoil, 0.05)],
        [(.crop, 0.6), (.denseVegetation, 0.2), (.bareSoil, 0.2)], 60, 0.12)
    case .grass:
      return .init(
        [(.crop, 0.9), (.bareSoil, 0.1)],
        [(.crop, 0.7), (.bareSoil, spring ? 0.2 : 0.3), (.denseVegetation, spring ? 0.1 : 0)], 40)
    default:
      return spring
        ? .init(
          [(.denseVegetation, 0.95), (.crop, 0.05)],
          [(.denseVegetation, 0.7), (.crop, 0.2), (.terrainShadow, 0.1)], 90, 0.16)
        : .init(
          [(.denseVegetation, 1)], [(.denseVegetation, 0.8), (.terrainShadow, 0.2)], 90, 0.16)
    }
  }

  private var field: Appearance {
    switch self {
    case .ripeRice:
      .init([(.crop, 0.85), (.bareSoil, 0.15)], [(.crop, 0.7), (.bareSoil, 0.3)], 60)
    case .flooded:
      .init(
        [(.turbidWater, 0.75), (.bareSoil, 0.15), (.crop, 0.1)],
        [(.turbidWater, 0.55), (.bareSoil, 0.2), (.crop, 0.25)], 40)
    case .stubble: .init([(.crop, 0.5), (.bareSoil, 0.5)], [(.crop, 0.35), (.bareSoil, 0.65)], 40)
    case .ploughed:
      .init([(.bareSoil, 0.75), (.asphalt, 0.25)], [(.bareSoil, 0.55), (.asphalt, 0.45)], 50)
    case .rape:
      .init(
        [(.crop, 0.9), (.brightRoof, 0.06), (.bareSoil, 0.04)],
        [(.crop, 0.8), (.brightRoof, 0.08), (.bareSoil, 0.12)], 50)
    case .greenManure:
      .init([(.crop, 0.7), (.denseVegetation, 0.3)], [(.crop, 0.9), (.denseVegetation, 0.1)], 50)
    default: .init([(.crop, 1)], [(.crop, 0.9), (.clearWater, 0.1)], 70)
    }
  }

  private var built: Appearance {
    switch self {
    case .concrete:
      .init([(.asphalt, 0.6), (.brightRoof, 0.4)], [(.asphalt, 0.8), (.brightRoof, 0.2)], 40, 0.1)
    case .yard:
      .init([(.bareSoil, 0.7), (.asphalt, 0.3)], [(.bareSoil, 0.4), (.asphalt, 0.6)], 40, 0.12)
    case .greyRoof:
      .init(
        [(.asphalt, 0.75), (.brightRoof, 0.25)], [(.asphalt, 0.9), (.brightRoof, 0.1)], 50, 0.12)
    case .brightRoof: .init([(.brightRoof, 1)], [(.brightRoof, 0.75), (.asphalt, 0.25)], 80, 0.06)
    case .blueRoof:
      .init([(.blueSteelRoof, 1)], [(.blueSteelRoof, 0.8), (.asphalt, 0.2)], 80, 0.06)
    case .tileRoof:
      .init([(.bareSoil, 0.4), (.asphalt, 0.6)], [(.bareSoil, 0.2), (.asphalt, 0.8)], 30, 0.12)
    case .sand:
      .init(
        [(.bareSoil, 0.6), (.brightRoof, 0.3), (.turbidWater, 0.1)],
        [(.bareSoil, 0.8), (.crop, 0.2)], 40, 0.1)
    default: .init([(.asphalt, 1)], [(.asphalt, 0.9), (.brightRoof, 0.1)], 60, 0.05)
    }
  }
}

extension Appearance {
  /// This one and another, `fraction` of it from the other; patches and grain stay this one's.
  func mixed(with other: Appearance, fraction: Double) -> Appearance {
    guard fraction < 1 else { return other }
    return Appearance(
      one: one.mixed(with: other.one, fraction: fraction),
      other: self.other.mixed(with: other.other, fraction: fraction), patch: patch, grain: grain)
  }

  fileprivate init(
    _ one: [(Material, Double)], _ other: [(Material, Double)], _ patch: Double = 120,
    _ grain: Double = 0.08
  ) {
    self.init(one: Self.mixture(one), other: Self.mixture(other), patch: patch, grain: grain)
  }

  private static func mixture(_ parts: [(Material, Double)]) -> Spectrum {
    let whole = parts.reduce(0) { $0 + $1.1 }
    precondition(abs(whole - 1) < 1e-9, "the parts of a mixture make a whole")
    return Spectrum { band in
      parts.reduce(0) { $0 + Double($1.0.spectrum[band]) * $1.1 }
    }
  }
}
