import Foundation
import GeoFiles
import RasterGrid
import SceneBuilding
import Testing

@testable import Scenes

@Suite("Gaofen metadata")
struct GaofenMetadataTests {
  private func read(_ sample: GaofenSample) throws -> GaofenMetadata {
    try GaofenMetadata(XMLElement(parsing: sample.xml, path: "a.xml"), file: "a.xml")
  }

  // The numbers stand in the XML; nothing of them was computed.
  @Test("of a real wide-field scene is what its XML says", .enabled(if: SharedData.isThere))
  func wideField() throws {
    let metadata = try GaofenMetadata(reading: InputPath(RealGaofen.wfv3 + ".xml"))
    #expect(metadata.camera.title == "GF1 WFV3")
    #expect(metadata.camera.sensor == "gaofen-1")
    #expect(metadata.level == "L1A")
    #expect(metadata.acquired.text == "2020-05-23T05:03:08Z")
    #expect(metadata.width == 12_000 && metadata.height == 13_719 && metadata.bandCount == 4)
    #expect(metadata.sun.azimuth == 100.742)
    #expect(abs(metadata.sun.elevation - (90 - 13.7242)) < 1e-9)
    #expect(metadata.view == SkyDirection(azimuth: 281.853, elevation: 81.2272))
    #expect(metadata.cloudPercent == 38)
    #expect(metadata.corners?.first == MapPoint(x: 88.2994, y: 25.0142))
    #expect(metadata.corners?.last == MapPoint(x: 87.8577, y: 23.1154))
  }

  @Test("of a real multispectral scene is what its XML says", .enabled(if: SharedData.isThere))
  func multispectral() throws {
    let metadata = try GaofenMetadata(reading: InputPath(RealGaofen.pms1 + ".xml"))
    #expect(metadata.camera.title == "GF1 PMS1")
    #expect(metadata.acquired.text == "2022-06-24T05:39:09Z")
    #expect(metadata.width == 4_548 && metadata.height == 4_503 && metadata.bandCount == 4)
    #expect(metadata.sun.azimuth == 106.266)
    #expect(abs(metadata.sun.elevation - (90 - 25.1707)) < 1e-9)
    #expect(metadata.view == SkyDirection(azimuth: 90.3444, elevation: 86.267))
    #expect(metadata.cloudPercent == 0)
  }

  // ReceiveTime as UTC and SolarZenith fit each other: Spencer's series (1971) for the declination
  // and the equation of time, right to 0.05 degrees.
  @Test(
    "has a time that the Sun agrees with", .enabled(if: SharedData.isThere),
    arguments: [RealGaofen.wfv3, RealGaofen.pms1])
  func sun(file: String) throws {
    let metadata = try GaofenMetadata(reading: InputPath(file + ".xml"))
    let corners = try #require(metadata.corners)
    let longitude = corners.map(\.x).reduce(0, +) / 4
    let latitude = corners.map(\.y).reduce(0, +) / 4 * .pi / 180
    let dayOfYear =
      (metadata.acquired.seconds
        - (try #require(AcquisitionTime(metadata.acquired.text.prefix(4) + "-01-01")).seconds))
      / 86_400
    let g = 2 * .pi * dayOfYear / 365
    let declination =
      0.006918 - 0.399912 * cos(g) + 0.070257 * sin(g) - 0.006758 * cos(2 * g)
      + 0.000907 * sin(2 * g) - 0.002697 * cos(3 * g) + 0.00148 * sin(3 * g)
    let minutes =
      229.18
      * (0.000075 + 0.001868 * cos(g) - 0.032077 * sin(g) - 0.014615 * cos(2 * g)
        - 0.040849 * sin(2 * g))
    let solarHours =
      metadata.acquired.seconds.truncatingRemainder(dividingBy: 86_400) / 3_600 + longitude / 15
      + minutes / 60
    let hourAngle = (solarHours - 12) * 15 * .pi / 180
    let elevation =
      asin(sin(latitude) * sin(declination) + cos(latitude) * cos(declination) * cos(hourAngle))
      * 180 / .pi
    #expect(abs(elevation - metadata.sun.elevation) < 0.2)
  }

  @Test("has no cloud share where nobody looked")
  func unassessed() throws { #expect(try read(GaofenSample()).cloudPercent == nil) }

  @Test(
    "refuses satellites of other kinds by name",
    arguments: [("GF3", "radar"), ("GF4", "geostationary"), ("GF1B", "not known")])
  func others(satellite: String, word: String) throws {
    var sample = GaofenSample()
    sample.satellite = satellite
    let refusal = #expect(throws: Refusal.self) { _ = try read(sample) }
    #expect(refusal?.reason == .badInput)
    #expect(refusal?.what.contains(satellite) == true)
    #expect(refusal?.what.contains(word) == true)
  }

  @Test("refuses a camera that it does not know")
  func camera() throws {
    var sample = GaofenSample()
    sample.camera = "WFV9"
    let refusal = #expect(throws: Refusal.self) { _ = try read(sample) }
    #expect(refusal?.what == "is of an unknown camera, GF1 WFV9")
  }

  @Test(
    "refuses fields that are missing or absurd, by name",
    arguments: [
      ("<ReceiveTime>2017-05-23 05:03:08</ReceiveTime>", "", "ReceiveTime"),
      ("2017-05-23 05:03:08", "2017-02-30 05:03:08", "ReceiveTime"),
      ("<SolarZenith>13.7242<", "<SolarZenith>91<", "SolarZenith"),
      ("<SolarZenith>13.7242<", "<SolarZenith>nan<", "SolarZenith"),
      ("<WidthInPixels>72<", "<WidthInPixels>99999999999999999999<", "WidthInPixels"),
      ("<HeightInPixels>60<", "<HeightInPixels>-60<", "HeightInPixels"),
      ("LEVEL1A", "LEVEL2A", "LEVEL2A"),
    ])
  func fields(old: String, new: String, name: String) throws {
    let xml = GaofenSample().xml.replacing(old, with: new)
    let refusal = #expect(throws: Refusal.self) {
      _ = try GaofenMetadata(XMLElement(parsing: xml, path: "a.xml"), file: "a.xml")
    }
    #expect(refusal?.reason == .badInput)
    #expect(refusal?.what.contains(name) == true)
  }
}
