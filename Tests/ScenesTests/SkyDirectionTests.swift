import Scenes
import Testing

@Suite("Where the sun stands")
struct SkyDirectionTests {
  /// What USGS wrote into the metadata of two Landsat scenes, at their centre and its time.
  @Test(
    "is what Landsat's metadata say, to a tenth of a degree",
    arguments: [
      ("2019-01-14T12:57:13.18Z", 97.81448496, 59.92196710),
      ("2019-01-30T12:57:09.19Z", 90.98350850, 58.47348294),
    ])
  func landsat(time: String, azimuth: Double, elevation: Double) throws {
    let seconds = try #require(AcquisitionTime(time)).seconds
    let sun = SkyDirection.sun(at: seconds, longitude: -44.253, latitude: -20.229)
    #expect(abs(sun.azimuth - azimuth) < 0.1)
    #expect(abs(sun.elevation - elevation) < 0.1)
  }

  @Test("is overhead at the equator at noon of an equinox, and below the horizon at midnight")
  func equinox() throws {
    // 2024-03-20, when the equation of time is -7.4 minutes.
    let noon = try #require(AcquisitionTime("2024-03-20T12:07:24Z")).seconds
    #expect(SkyDirection.sun(at: noon, longitude: 0, latitude: 0).elevation > 89.5)
    #expect(SkyDirection.sun(at: noon + 43_200, longitude: 0, latitude: 0).elevation < -89)
  }
}
