#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Gives every point of the ground the spectrum that leaves the air above it on one date.
struct Painter {
  private let landscape: Landscape
  private let date: Acquisition
  private let palette: [Appearance]
  private let texture: Noise
  private let growth: Noise
  private let light: Illumination
  private let haze: SIMD16<Float>

  init(landscape: Landscape, date: Acquisition, seed: UInt64) {
    self.landscape = landscape
    self.date = date
    palette = Surface.allCases.map { $0.appearance(in: date.season) }
    texture = Noise(seed: seed, .texture)
    growth = Noise(seed: seed &+ UInt64(date.moment.dayOfYear), .growth)
    light = Illumination(sun: date.sun, aerosol: date.aerosol)
    haze = date.hazeSpectrum.values
  }

  /// The reflectance of a point, without the sensor.
  func spectrum(at place: Ground) -> Spectrum {
    let surface = landscape.surface(at: place, in: date.season)
    var spectrum = appearance(of: surface, at: place)
    var isWater = surface.isWater
    for event in date.events where event.outline.contains(place) {
      let change = event.surface(at: place, noise: texture)
      spectrum = spectrum.mixed(
        with: appearance(of: change.surface, at: place), fraction: change.share)
      isWater = change.surface.isWater
    }
    let towardsSun = date.cloudDepthTowardsSun(at: place)
    let factor = light.factor(
      slopeEast: isWater ? 0 : landscape.terrain.slopeEast.value(at: place),
      slopeSouth: isWater ? 0 : landscape.terrain.slopeSouth.value(at: place),
      shade: exp(-towardsSun))
    spectrum.values = spectrum.values * factor + haze
    let depth = date.cloudDepth(at: place)
    guard depth > 0 else { return spectrum }
    return spectrum.mixed(with: Self.cloud, fraction: 1 - exp(-depth))
  }

  /// What a thick cloud looks like.
  static let cloud = Material.cloud.spectrum

  private func appearance(of surface: Surface, at place: Ground) -> Spectrum {
    var spectrum = palette[surface.rawValue].spectrum(at: place, noise: texture)
    // Nothing looks the same twice: wetness, dust and growth differ a little between the dates.
    let drift = 1 + Self.drift * growth.value(at: place, wavelength: 130)
    spectrum.values *= Float(drift)
    return spectrum
  }

  /// By how much, as a part of its brightness.
  static let drift = 0.08
}

extension Acquisition {
  /// What is left of haze, which falls with the wavelength as aerosol does.
  var hazeSpectrum: Spectrum { Spectrum { haze * pow($0.wavelength / 0.55, -1.3) } }
}
