/// A fair-weather cloud: a core that hides the ground, in a veil that does not.
struct Cloud {
  /// Where it hangs.
  let centre: Ground
  /// Metres above the ground.
  let height = 1000.0
  /// What frays it.
  let noise: Noise
  /// How many times as wide as a fair-weather cloud it is; the sky of a dull day is a very wide one.
  var size = 1.0

  /// Metres from its middle beyond which there is none of it.
  static let radius = 480.0
  /// Metres from its middle to where the core thins out.
  private static let core = 190.0
  /// Optical depth of the core and of the veil where they are thickest.
  private static let coreDepth = 4.0
  private static let veilDepth = 0.6

  /// Optical depth over a place, looking straight up.
  func depth(at place: Ground) -> Double {
    let distance = (place - centre).length / size
    guard distance < Self.radius else { return 0 }
    let fray = 1 + 0.7 * noise.fractal(at: place, wavelength: 300, octaves: 5)
    let ragged = distance * fray
    let inCore = ragged / Self.core
    let squared = inCore * inCore
    let core = Self.coreDepth / (1 + squared * squared * squared)
    let veil = Self.veilDepth * (0.7 + noise.fractal(at: place, wavelength: 110, octaves: 3))
    let edge =
      1
      - smoothstep(
        from: 0.65 * Self.radius, to: Self.radius, max(distance, distance * (0.8 + 0.2 * fray)))
    return max(0, core + veil) * edge
  }

  /// Optical depth between a place on the ground and the sun.
  func depthTowardsSun(at place: Ground, sun: Sun) -> Double {
    depth(at: place + sun.direction * (height * sun.shadowLength))
  }

  /// Where its shadow falls, seen from it.
  func shadowOffset(sun: Sun) -> Ground { sun.direction * (-height * sun.shadowLength) }
}
