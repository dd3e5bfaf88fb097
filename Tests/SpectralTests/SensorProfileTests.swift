import Testing

@testable import Spectral

@Suite("Sensor profiles")
struct SensorProfileTests {
  static let slugs = SensorProfile.slugs + ["sentinel-2", "gaofen-6"]

  @Test("bands lie in the ranges that their STAC names stand for", arguments: slugs)
  func ranges(_ slug: String) {
    // STAC extension eo 1.1, table of common names, in nm.
    let ranges: [BandRole: ClosedRange<Double>] = [
      .coastal: 400...450, .blue: 450...530, .green: 510...600, .yellow: 580...620, .red: 620...690,
      .rededge071: 690...730, .rededge075: 730...760, .rededge078: 765...800, .nir: 760...900,
      .nir08: 800...900, .nir09: 930...960, .cirrus: 1360...1380, .swir16: 1550...1750,
      .swir22: 2080...2350,
    ]
    let profile = SensorProfile(sensor: slug)
    #expect(profile.isKnown && profile.sensor == slug)
    #expect(profile.roles.isSuperset(of: [.blue, .green, .red, .nir]))
    #expect(profile.roles.isSuperset(of: profile.wavelengths.keys))
    for (role, wavelength) in profile.wavelengths {
      #expect(ranges[role]?.contains(wavelength) == true, "\(role) \(wavelength)")
    }
    for name in profile.coefficients.keys { #expect(IndexConstant.named(name) != nil) }
  }

  @Test("a Sentinel-2 without a letter is the first of them, and the others differ")
  func letters() {
    let wavelengths = ["", "a", "b", "c"].map {
      SensorProfile(sensor: "sentinel-2\($0)").wavelengths[.swir22]
    }
    #expect(wavelengths == [2202.4, 2202.4, 2185.7, 2191.3])
    #expect(SensorProfile(sensor: "Landsat-8") != SensorProfile(sensor: "landsat-9"))
    #expect(
      SensorProfile(sensor: "Landsat-8").wavelengths
        == SensorProfile(sensor: "landsat-9").wavelengths)
  }

  @Test("of other sensors nothing is known", arguments: [nil, "", "worldview-3", "sentinel-2d"])
  func unknown(_ slug: String?) {
    let profile = SensorProfile(sensor: slug)
    #expect(
      !profile.isKnown && profile.wavelengths.isEmpty && profile.roles.isEmpty
        && profile.coefficients.isEmpty)
  }

  @Test("a white spectrum lies at the white point: each CIE axis weighs about the same")
  func white() {
    // Equal energy has x = y = 1/3: each axis of the CIE 1931 observer sums up to 106.9. Bands end
    // at 443 nm, so that a tenth of Z is lacking.
    for (slug, codes) in [
      ("sentinel-2a", ["A", "B", "G", "R", "RE1"]), ("landsat-8", ["A", "B", "G", "R"]),
    ] {
      let constants = IndexConstants(sensor: SensorProfile(sensor: slug))
      for axis in ["X", "Y", "Z"] {
        let sum = codes.compactMap { constants["hue\(axis)\($0)"] }.reduce(0, +)
        #expect(abs(sum - 106.9) < 12, "\(slug) \(axis) \(sum)")
      }
    }
  }
}
