// Central wavelengths in nm, by role. Landsat's near infrared is nir08 by its name in STAC, and
// stands in for nir.

extension SensorProfile {
  /// European Space Agency, S2-SRF COPE-GSEG-EOPG-TN-15-0007 3.0, as in `bands.json` of Awesome
  /// Spectral Indices 0.12.0.
  static let sentinel2A = Tables(
    wavelengths: [
      .coastal: 442.7, .blue: 492.4, .green: 559.8, .red: 664.6, .rededge071: 704.1,
      .rededge075: 740.5, .rededge078: 782.8, .nir: 832.8, .nir08: 864.7, .nir09: 945.1,
      .cirrus: 1373.5, .swir16: 1613.7, .swir22: 2202.4,
    ],
    coefficients: [nechadSentinel2, hueWeightsSentinel2, hueSentinel2A, rgbWeightsSentinel2])

  /// The source of Sentinel-2A's.
  static let sentinel2B = Tables(
    wavelengths: [
      .coastal: 442.3, .blue: 492.1, .green: 559.0, .red: 665.0, .rededge071: 703.8,
      .rededge075: 739.1, .rededge078: 779.7, .nir: 833.0, .nir08: 864.0, .nir09: 943.2,
      .cirrus: 1376.9, .swir16: 1610.4, .swir22: 2185.7,
    ],
    coefficients: [nechadSentinel2, hueWeightsSentinel2, hueSentinel2BC, rgbWeightsSentinel2])

  /// European Space Agency, Copernicus Sentinel-2C spectral response functions (2024); nir09 and
  /// cirrus were not found there and are left out.
  static let sentinel2C = Tables(
    wavelengths: [
      .coastal: 444.2, .blue: 489.0, .green: 560.6, .red: 666.5, .rededge071: 707.1,
      .rededge075: 741.1, .rededge078: 784.7, .nir: 834.6, .nir08: 865.6, .swir16: 1612.0,
      .swir22: 2191.3,
    ],
    coefficients: [nechadSentinel2, hueWeightsSentinel2, hueSentinel2BC, rgbWeightsSentinel2])

  /// Operational Land Imager of Landsat 8 and 9: Barsi et al. 2014, doi 10.3390/rs61010232,
  /// rounded to 1 nm.
  static let landImager = Tables(
    wavelengths: [
      .coastal: 443, .blue: 482, .green: 561, .red: 655, .nir: 865, .nir08: 865, .cirrus: 1373,
      .swir16: 1609, .swir22: 2201,
    ],
    otherBands: [.lwir11, .lwir12, .pan],
    coefficients: [nechadLandImager, hueWeightsLandImager, hueLandImager])

  /// Thematic Mapper of Landsat 4 and 5: middles of the bands, as in `bands.json` of Awesome
  /// Spectral Indices 0.12.0.
  static let thematicMapper = Tables(
    wavelengths: [
      .blue: 485, .green: 560, .red: 660, .nir: 830, .nir08: 830, .swir16: 1650, .swir22: 2215,
    ],
    otherBands: [.lwir11])

  /// Enhanced Thematic Mapper Plus of Landsat 7: the source of the Thematic Mapper's.
  static let thematicMapperPlus = Tables(
    wavelengths: [
      .blue: 485, .green: 560, .red: 660, .nir: 835, .nir08: 835, .swir16: 1650, .swir22: 2220,
    ],
    otherBands: [.lwir11, .pan])

  /// Wide-field cameras of Gaofen-1: centroids of the spectral responses that CRESDA publishes; the
  /// four cameras lie within 6 nm of these.
  static let gaofen1 = Tables(
    wavelengths: [.blue: 488, .green: 559, .red: 661.5, .nir: 824.5],
    coefficients: [rgbWeightsGaofen])

  /// Gaofen-2, whose wavelengths were not found; the weights of three bands are those of Gaofen-1.
  static let gaofen2 = Tables(
    wavelengths: [:], otherBands: [.blue, .green, .red, .nir, .pan],
    coefficients: [rgbWeightsGaofen])

  /// Wide-field camera of Gaofen-6: centroids of the spectral responses that CRESDA publishes.
  static let gaofen6 = Tables(
    wavelengths: [
      .coastal: 432, .blue: 488, .green: 558, .yellow: 609, .red: 659, .rededge071: 700.5,
      .rededge075: 748.6, .nir: 826,
    ],
    coefficients: [rgbWeightsGaofen])
}
