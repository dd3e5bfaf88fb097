// Coefficients that were fitted for the bands of a sensor, by the names of `IndexConstant`.

extension SensorProfile {
  // MARK: Turbidity in FNU and suspended matter in g m-3: A rho / (1 - rho / C)
  // Nechad et al. 2010, doi 10.1016/j.rse.2009.11.022; the calibration of 2016 as ACOLITE has it.

  /// Sentinel-2 B4, B5, B6, B7, B8 and B8A; ACOLITE has one set for all satellites.
  static let nechadSentinel2 = nechad([
    .red: (turbidity: 366.14, spm: 342.10, pole: 0.19563),
    .rededge071: (turbidity: 439.09, spm: 444.36, pole: 0.18753),
    .rededge075: (turbidity: 1590.66, spm: 1517.00, pole: 0.19736),
    .rededge078: (turbidity: 1602.93, spm: 1510.12, pole: 0.20535),
    .nir: (turbidity: 1913.65, spm: 1801.52, pole: 0.1913),
    .nir08: (turbidity: 3250.32, spm: 2932.21, pole: 0.21151),
  ])

  /// Landsat 8 B4 and B5.
  static let nechadLandImager = nechad([
    .red: (turbidity: 378.46, spm: 346.32, pole: 0.19905),
    .nir: (turbidity: 3431.36, spm: 2929.49, pole: 0.21135),
    .nir08: (turbidity: 3431.36, spm: 2929.49, pole: 0.21135),
  ])

  private static func nechad(
    _ bands: [BandRole: (turbidity: Double, spm: Double, pole: Double)]
  ) -> [String: Double] {
    bands.reduce(into: [:]) { table, band in
      table["turbidityA_\(band.key)"] = band.value.turbidity
      table["spmA_\(band.key)"] = band.value.spm
      table["turbidityC_\(band.key)"] = band.value.pole
      table["spmC_\(band.key)"] = band.value.pole
    }
  }

  // MARK: Hue angle
  // Van der Woerd and Wernand 2018, doi 10.3390/rs10020180, as tabulated in ACOLITE.

  /// Sentinel-2 at 443, 492, 560, 665 and 704 nm; made for Sentinel-2A, used for all.
  static let hueWeightsSentinel2 = weights(
    "hue", bands: ["A", "B", "G", "R", "RE1"],
    x: [11.756, 6.423, 53.696, 32.028, 0.529],
    y: [1.744, 22.289, 65.702, 16.808, 0.192],
    z: [62.696, 31.101, 1.778, 0.015, 0])

  /// Landsat 8 at 443, 483, 561 and 655 nm.
  static let hueWeightsLandImager = weights(
    "hue", bands: ["A", "B", "G", "R"],
    x: [11.053, 6.950, 51.135, 34.457],
    y: [1.320, 21.053, 66.023, 18.034],
    z: [58.038, 34.931, 2.606, 0.016])

  static let hueSentinel2A = polynomial([113.25, -748.36, 1547.60, -1315.60, 495.18, -68.76])
  static let hueSentinel2BC = polynomial([121.34, -785.63, 1608.6, -1360.3, 510.49, -70.78])
  static let hueLandImager = polynomial([76.72, -533.61, 1134.19, -981.83, 373.81, -52.16])

  /// Sentinel-2 at 490, 560 and 665 nm, the bands of 10 m: integrals over the observer CIE 1931.
  static let rgbWeightsSentinel2 = weights(
    "rgb", bands: ["B", "G", "R"],
    x: [12.040, 53.696, 32.087], y: [23.122, 65.702, 16.830], z: [61.055, 1.778, 0.015])

  /// The matrix of the CIE 1931 RGB primaries, which work on Gaofen uses.
  static let rgbWeightsGaofen = weights(
    "rgb", bands: ["B", "G", "R"],
    x: [1.1302, 1.7517, 2.7689], y: [0.0601, 4.5907, 1.0000], z: [5.5943, 0.0565, 0])

  private static func weights(
    _ name: String, bands: [String], x: [Double], y: [Double], z: [Double]
  ) -> [String: Double] {
    var table: [String: Double] = [:]
    for (axis, row) in [("X", x), ("Y", y), ("Z", z)] {
      for (band, weight) in zip(bands, row) { table["\(name)\(axis)\(band)"] = weight }
    }
    return table
  }

  /// Terms by ascending degree, of the angle in hundreds of degrees.
  private static func polynomial(_ terms: [Double]) -> [String: Double] {
    Dictionary(uniqueKeysWithValues: terms.enumerated().map { ("hue\($0.offset)", $0.element) })
  }
}
