#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How the instrument blurs, how it hisses and how its figures are stored.
struct Sensor {
  /// Points a pixel and direction at which the ground is looked at.
  static let subsamples = 4
  /// Metres of a fine pixel.
  static let pixel = 10.0
  /// Metres from one of these points to the next.
  static let step = pixel / Double(subsamples)
  /// Pixels on each side that a pixel still sees.
  static let reach = 1

  /// The weights of a pixel's view in one direction, from `reach` pixels before it to `reach`
  /// after: a Gaussian whose transfer at the Nyquist frequency is 0.3, the upper end of what
  /// Sentinel-2 was specified to have (Drusch 2012, doi 10.1016/j.rse.2011.11.026).
  static let weights: [Float] = {
    let transferAtNyquist = 0.3
    let variance = 2 * log(1 / transferAtNyquist) / (.pi * .pi)
    let taps = (2 * reach + 1) * subsamples
    let raw = (0..<taps).map { tap in
      let x = (Double(tap) + 0.5) / Double(subsamples) - Double(reach) - 0.5
      return exp(-x * x / (2 * variance))
    }
    let sum = raw.reduce(0, +)
    return raw.map { Float($0 / sum) }
  }()

  /// Added to the scaled reflectance (processing baseline 04.00 and later).
  static let offset = 1000.0
  /// Reflectance 1 before the offset.
  static let quantification = 10_000.0

  /// The stored number of a reflectance; 0 is left for "no data".
  static func digitalNumber(_ reflectance: Double) -> UInt16 {
    UInt16(min(max((reflectance * quantification).rounded() + offset, 1), 65_534))
  }

  /// Standard deviation of the noise at a reflectance: photon noise, so it grows with the root.
  static func noise(of band: Band, at reflectance: Double) -> Double {
    let reference = band.reference
    let floor = 0.1 * reference.reflectance
    return (reference.reflectance * max(reflectance, floor)).squareRoot() / reference.signalToNoise
  }
}

extension Band {
  /// The signal-to-noise ratio that was specified, at the reflectance of the reference radiance
  /// under a sun at 40 degrees from the zenith (Drusch 2012, table 1).
  fileprivate var reference: (reflectance: Double, signalToNoise: Double) {
    // Radiance and irradiance in W m-2 um-1 (sr-1 for the first).
    let (radiance, irradiance, ratio): (Double, Double, Double) =
      switch self {
      case .blue: (128, 1959, 154)
      case .green: (128, 1823, 168)
      case .red: (108, 1512, 142)
      case .rededge071: (74.5, 1425, 117)
      case .rededge075: (68, 1291, 89)
      case .rededge078: (67, 1162, 105)
      case .nir: (103, 1036, 174)
      case .nir08: (52.5, 955, 72)
      case .swir16: (4, 246, 100)
      case .swir22: (1.5, 85.2, 100)
      }
    return (.pi * radiance / (irradiance * cos(40 * .pi / 180)), ratio)
  }
}
