/// The bands that are simulated, with what Sentinel-2 calls them.
enum Band: Int, CaseIterable {
  case blue, green, red, rededge071, rededge075, rededge078, nir, nir08, swir16, swir22

  /// The name of the band's file, without its ending.
  var file: String {
    switch self {
    case .blue: "B02"
    case .green: "B03"
    case .red: "B04"
    case .rededge071: "B05"
    case .rededge075: "B06"
    case .rededge078: "B07"
    case .nir: "B08"
    case .nir08: "B8A"
    case .swir16: "B11"
    case .swir22: "B12"
    }
  }

  /// Whether the band has pixels of 20 m instead of 10 m.
  var isCoarse: Bool {
    switch self {
    case .blue, .green, .red, .nir: false
    default: true
    }
  }

  /// The middle of the band in micrometres (Sentinel-2A).
  var wavelength: Double {
    [0.4924, 0.5598, 0.6646, 0.7041, 0.7405, 0.7828, 0.8328, 0.8647, 1.6137, 2.2024][rawValue]
  }
}

/// One reflectance a band, 0 to 1.
struct Spectrum {
  /// Ten are used; the rest stays 0.
  var values: SIMD16<Float>

  init(values: SIMD16<Float>) { self.values = values }

  /// A spectrum from one number a band.
  init(_ body: (Band) -> Double) {
    values = SIMD16(repeating: 0)
    for band in Band.allCases { values[band.rawValue] = Float(body(band)) }
  }

  /// The reflectance of a band.
  subscript(band: Band) -> Float { values[band.rawValue] }

  /// This one and another, `fraction` of it from the other.
  func mixed(with other: Spectrum, fraction: Double) -> Spectrum {
    Spectrum(values: values + (other.values - values) * Float(fraction))
  }
}

/// What the ground can be made of: plausible surface reflectances in Sentinel-2A's bands.
///
/// The figures are round ones, of the order that spectral libraries give for such surfaces; they
/// were set down for testing index formulas and describe no measured place.
enum Material: String, CaseIterable {
  case clearWater, turbidWater, blackOdorousWater, algalBloom, denseVegetation, crop, bareSoil
  case brightRoof, asphalt, cloud, cloudShadow, burning, burnScar, blueSteelRoof, terrainShadow

  /// Its reflectance, in the order of `Band`.
  var spectrum: Spectrum {
    let row = reflectances
    return Spectrum { row[$0.rawValue] }
  }

  // One column a band: blue, green, red, three red edges, nir, nir08, swir16, swir22.
  private var reflectances: [Double] {
    switch self {
    case .clearWater: [0.03, 0.022, 0.01, 0.007, 0.005, 0.005, 0.004, 0.003, 0.002, 0.0015]
    case .turbidWater: [0.07, 0.105, 0.11, 0.105, 0.055, 0.058, 0.045, 0.04, 0.012, 0.008]
    case .blackOdorousWater:
      [0.032, 0.04, 0.038, 0.04, 0.032, 0.033, 0.03, 0.028, 0.015, 0.011]
    case .algalBloom: [0.03, 0.07, 0.035, 0.095, 0.13, 0.14, 0.135, 0.13, 0.03, 0.015]
    case .denseVegetation: [0.022, 0.045, 0.025, 0.075, 0.23, 0.3, 0.33, 0.345, 0.16, 0.07]
    case .crop: [0.045, 0.085, 0.06, 0.125, 0.26, 0.31, 0.33, 0.345, 0.21, 0.115]
    case .bareSoil: [0.105, 0.145, 0.19, 0.215, 0.23, 0.245, 0.26, 0.275, 0.345, 0.29]
    case .brightRoof: [0.34, 0.36, 0.37, 0.375, 0.38, 0.385, 0.39, 0.385, 0.4, 0.36]
    case .asphalt: [0.078, 0.088, 0.095, 0.1, 0.105, 0.108, 0.112, 0.115, 0.13, 0.12]
    case .cloud: [0.5, 0.49, 0.5, 0.51, 0.52, 0.525, 0.53, 0.525, 0.38, 0.28]
    case .cloudShadow: [0.018, 0.02, 0.014, 0.026, 0.062, 0.075, 0.08, 0.085, 0.045, 0.022]
    case .burning: [0.1, 0.105, 0.12, 0.14, 0.15, 0.16, 0.18, 0.2, 0.48, 0.95]
    case .burnScar: [0.045, 0.052, 0.06, 0.068, 0.075, 0.082, 0.09, 0.1, 0.19, 0.21]
    case .blueSteelRoof: [0.26, 0.21, 0.12, 0.13, 0.19, 0.25, 0.28, 0.285, 0.23, 0.19]
    case .terrainShadow: [0.014, 0.016, 0.01, 0.018, 0.045, 0.055, 0.06, 0.063, 0.028, 0.012]
    }
  }
}
