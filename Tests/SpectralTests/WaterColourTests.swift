import Testing

@testable import Spectral

@Suite("Water colour")
struct WaterColourTests {
  @Test("the Forel-Ule class is the nearest of the mean hue angles") func classes() throws {
    // Wernand et al. 2013, for FU 1 to 21.
    let means = [
      229.94, 225.41, 213.13, 197.25, 181.15, 150.26, 117.66, 102.05, 88.24, 78.53, 70.71, 68.49,
      67.36, 64.60, 62.11, 58.62, 54.65, 49.53, 43.96, 39.67, 34.28,
    ]
    let formula = try #require(IndexCatalogue.builtIn["FUI"]?.formula.source)
    let angles = stride(from: 20.0, to: 250, by: 0.373).map { $0 }
    // The band stands in for the angle, which needs five bands to be steered.
    let source = formula.replacing("HUE_ANGLE", with: "red")
    let found = try Pixels.numbers(source, of: angles.map { Pixels.scene([.red: $0]) })
    for (angle, number) in zip(angles, found) {
      let nearest = means.indices.min { abs(means[$0] - angle) < abs(means[$1] - angle) } ?? 0
      #expect(Int(number) == nearest + 1, "\(angle)")
    }
  }

  @Test("the correction of each satellite is the polynomial of its table")
  func corrections() throws {
    let pixel = Pixels.scene([
      .coastal: 0.05, .blue: 0.06, .green: 0.07, .red: 0.05, .rededge071: 0.04,
    ])
    // ACOLITE's tables, highest degree first.
    for (slug, suffix, terms) in [
      ("sentinel-2a", "", [-68.76, 495.18, -1315.60, 1547.60, -748.36, 113.25]),
      ("sentinel-2c", "", [-70.78, 510.49, -1360.3, 1608.6, -785.63, 121.34]),
      ("landsat-8", "_4BAND", [-52.16, 373.81, -981.83, 1134.19, -533.61, 76.72]),
    ] {
      let constants = IndexConstants(sensor: SensorProfile(sensor: slug))
      let values = try ["HUE_ANGLE\(suffix)_raw", "HUE_ANGLE\(suffix)"].map {
        Double(try Pixels.numbers($0, constants: constants, of: [pixel])[0])
      }
      let h = values[0] / 100
      let wanted = values[0] + terms.reduce(0) { $0 * h + $1 }
      #expect(abs(values[1] - wanted) < 1e-3, "\(slug)")
      #expect(abs(values[1] - values[0]) > 1)
    }
  }

  @Test("angle goes round from 0 to below 360 degrees")
  func angle() throws {
    for (y, x, wanted) in [
      (0, 1, 0), (1, 1, 45), (1, 0, 90), (0, -1, 180), (-1, 0, 270), (-1, 1, 315), (-1e-20, 1, 0),
    ] as [(Double, Double, Float)] {
      let found = try Pixels.numbers(
        "angle(red, nir)", of: [Pixels.scene([.red: y, .nir: x])])[0]
      #expect(abs(found - wanted) < 1e-4 && found < 360, "\(y) \(x)")
    }
  }
}
