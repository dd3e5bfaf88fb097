import Foundation
import Testing

@testable import SceneSimulator

@Suite("Sun and light")
struct IlluminationTests {
  private func moment(
    year: Int = 2023, month: Int, day: Int, hour: Int = 12, minute: Int = 0, second: Int = 0
  ) -> Moment {
    Moment(year: year, month: month, day: day, hour: hour, minute: minute, second: second)
  }

  @Test("counts the days of the year, leap years too")
  func days() {
    #expect(moment(month: 1, day: 1).dayOfYear == 1)
    #expect(moment(month: 12, day: 31).dayOfYear == 365)
    #expect(moment(year: 2024, month: 9, day: 14).dayOfYear == 258)
    #expect(moment(year: 2100, month: 12, day: 31).dayOfYear == 365)
    // Julian days of the U.S. Naval Observatory, less 2451545.
    #expect(moment(year: 2000, month: 1, day: 1).daysSinceEpoch == 0)
    #expect(moment(year: 2024, month: 3, day: 1).daysSinceEpoch == 8826)
    #expect(moment(year: 2025, month: 4, day: 12, hour: 0).daysSinceEpoch == 9232.5)
    #expect(moment(year: 2024, month: 9, day: 4, hour: 2).timestamp == "2024-09-04T02:00:00Z")
  }

  @Test("stands at noon as high as the seasons say", arguments: [(6, 21, 23.44), (12, 21, -23.44)])
  func solstices(month: Int, day: Int, declination: Double) {
    let noon = Sun(at: moment(month: month, day: day), longitude: 0, latitude: 40)
    #expect(abs(noon.zenith - (40 - declination)) < 0.02)
    #expect(abs(noon.azimuth - 180) < 2)
  }

  @Test("stands where a real product says it stood")
  func product() {
    // Mean_Sun_Angle in MTD_TL.xml of S2B tile 34UCF of 2023-08-23; the place is the tile's middle.
    let sun = Sun(
      at: moment(month: 8, day: 23, hour: 10, minute: 5, second: 35),
      longitude: 18.7575, latitude: 54.5328)
    #expect(abs(sun.zenith - 43.8766) < 0.01)
    #expect(abs(sun.azimuth - 165.0305) < 0.01)
  }

  @Test("lights flat open land as it is")
  func flat() {
    let light = Illumination(sun: Sun(zenith: 35, azimuth: 130), aerosol: 0.2)
    let factor = light.factor(slopeEast: 0, slopeSouth: 0, shade: 1)
    for band in Band.allCases { #expect(abs(factor[band.rawValue] - 1) < 1e-6) }
  }

  @Test("lights a slope that faces the sun more by the cosine law")
  func slopes() {
    // A plane that the sun hits squarely: the direct light is 1 / cos(zenith) of that on the flat.
    let zenith = 40.0
    let rise = tan(zenith * .pi / 180)
    let light = Illumination(sun: Sun(zenith: zenith, azimuth: 90), aerosol: 0.2)
    let shaded = light.factor(slopeEast: 0, slopeSouth: 0, shade: 0)
    let facing = light.factor(slopeEast: -rise, slopeSouth: 0, shade: 1)
    let averted = light.factor(slopeEast: 10, slopeSouth: 0, shade: 1)
    for band in Band.allCases {
      let sky = shaded[band.rawValue]
      let expected = sky + (1 - sky) / Float(cos(zenith * .pi / 180))
      #expect(abs(facing[band.rawValue] - expected) < 1e-5)
      #expect(averted[band.rawValue] == sky)
    }
    // The sky's share falls with the wavelength, which is why shadows are blue.
    #expect(shaded[Band.blue.rawValue] > shaded[Band.nir.rawValue])
    #expect(shaded[Band.nir.rawValue] > shaded[Band.swir22.rawValue])
  }
}
