#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How much light a place gets, compared with flat open land on the same day.
struct Illumination {
  private let sun: Sun
  private let towards: Ground
  private let sine: Double
  /// The part of the light on flat land that comes from the sky instead of from the sun.
  private let diffuse: SIMD16<Float>

  /// The light of a day with aerosol of this optical depth at 550 nm.
  init(sun: Sun, aerosol: Double) {
    self.sun = sun
    towards = sun.direction
    sine = (1 - sun.cosine * sun.cosine).squareRoot()
    let cosine = sun.cosine
    diffuse =
      Spectrum { band in
        // Rayleigh (Hansen and Travis 1974) scatters half downwards; aerosol, with Angstrom
        // exponent 1.3, five parts in six.
        let rayleigh = 0.008569 * pow(band.wavelength, -4)
        let haze = aerosol * pow(band.wavelength / 0.55, -1.3)
        return 1 - exp(-(rayleigh / 2 + haze * 5 / 6) / cosine)
      }.values
  }

  /// The factor on each band's reflectance, by the cosine law of Teillet 1982 turned round: the
  /// direct light by the angle of incidence, the sky's light as it is.
  ///
  /// `shade` is the part of the direct light that arrives, 1 without a cloud before the sun.
  func factor(slopeEast: Double, slopeSouth: Double, shade: Double) -> SIMD16<Float> {
    // The normal of the ground is (-slopeEast, -slopeSouth, 1), the sun (sine * towards, cosine).
    let normal = (1 + slopeEast * slopeEast + slopeSouth * slopeSouth).squareRoot()
    let incidence =
      (sun.cosine - sine * (slopeEast * towards.east + slopeSouth * towards.south)) / normal
    let direct = Float(max(0, incidence) / sun.cosine * shade)
    return diffuse + (1 - diffuse) * direct
  }
}
