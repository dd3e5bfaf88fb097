import Foundation
import GeoFiles
import SceneBuilding
import Spectral
import Testing

@testable import Scenes

@Suite("Gaofen calibration")
struct GaofenCalibrationTests {
  private let home: TemporaryFolder

  init() throws { home = try TemporaryFolder() }

  private func camera(_ title: String) throws -> GaofenCamera {
    try #require(GaofenCamera.all.first { $0.title == title })
  }

  // Perihelion and aphelion of 2020, by the US Naval Observatory.
  @Test(
    "knows how far the Sun is",
    arguments: [("2020-01-05T07:48:00Z", 0.98324), ("2020-07-04T11:35:00Z", 1.01669)])
  func distance(time: String, expected: Double) throws {
    let seconds = try #require(AcquisitionTime(time)).seconds
    #expect(abs(EarthSunDistance.astronomicalUnits(at: seconds) - expected) < 2e-4)
  }

  // By hand: pi x 0.1619 x 1.01261^2 / (1808.8 x cos 13.7242 degrees), d of 23 May.
  @Test("makes counts reflectance at the top of the atmosphere")
  func reflectance() throws {
    let rows = try GaofenCalibration(adding: nil).rows(
      for: camera("GF1 WFV3"), year: 2017, subject: "a")
    let metadata = try GaofenMetadata(
      XMLElement(parsing: GaofenSample().xml, path: "a.xml"), file: "a.xml")
    let calibration = rows.calibration(ofBand: 1, metadata)
    let expected = 3.14159265 * 0.1619 * 1.01261 * 1.01261 / (1808.8 * 0.971450)
    #expect(abs(calibration.scale / expected - 1) < 3e-4)
    #expect(calibration.offset == 0)
    #expect(calibration.nodata == 0)
    let reason = rows.reason(ofBand: 1, metadata)
    for part in ["0.1619", "GF1 WFV3 in 2017", "CRESDA", "1808.8", "Thuillier", "13.7242"] {
      #expect(reason.contains(part))
    }
  }

  // Green at half the irradiance's reflectance: a bias adds what it adds in radiance.
  @Test("adds a bias as radiance")
  func bias() throws {
    let table = try home.write(
      """
      gains:
      - {satellite: GF1, camera: WFV3, year: 2017, gain: [1, 1, 1, 1], bias: [-2, 0, 0, 0.5],
         source: mine}
      """, to: "table.yaml")
    let rows = try GaofenCalibration(adding: InputPath(table)).rows(
      for: camera("GF1 WFV3"), year: 2017, subject: "a")
    let metadata = try GaofenMetadata(
      XMLElement(parsing: GaofenSample().xml, path: "a.xml"), file: "a.xml")
    #expect(rows.gains.source == "mine")
    let blue = rows.calibration(ofBand: 0, metadata)
    #expect(abs(blue.offset / blue.scale + 2) < 1e-12)
    let infrared = rows.calibration(ofBand: 3, metadata)
    #expect(abs(infrared.offset / infrared.scale - 0.5) < 1e-12)
  }

  @Test("of a year that is not in the table is refused, and told how to add")
  func missingYear() throws {
    let refusal = #expect(throws: Refusal.self) {
      _ = try GaofenCalibration(adding: nil).rows(
        for: camera("GF1 WFV3"), year: 2024, subject: "a")
    }
    #expect(refusal?.reason == .badInput)
    #expect(refusal?.what.hasPrefix("no calibration is known of GF1 WFV3 in 2024 (only of") == true)
    #expect(refusal?.advice.contains("--calibration FILE") == true)
    #expect(refusal?.advice.contains("year: 2024") == true)
  }

  @Test("of a camera without irradiance is refused")
  func missingIrradiance() throws {
    let refusal = #expect(throws: Refusal.self) {
      _ = try GaofenCalibration(adding: nil).rows(
        for: camera("GF1 PMS1"), year: 2017, subject: "a")
    }
    #expect(refusal?.what == "no solar irradiance is known of GF1 PMS1")
  }

  @Test("refuses the inverse convention of 2013, and rows of too few bands")
  func badRows() throws {
    func read(_ gains: String) throws -> GaofenCalibration.Rows {
      let table = try home.write(
        "gains:\n- {satellite: GF1, camera: WFV1, year: 2013, gain: \(gains), source: x}\n",
        to: "table.yaml")
      return try GaofenCalibration(adding: InputPath(table)).rows(
        for: camera("GF1 WFV1"), year: 2013, subject: "a")
    }
    #expect(try read("[0.2, 0.2, 0.2, 0.2]").gains.year == 2013)
    #expect(throws: Refusal.self) { _ = try read("[5.851, 7.153, 8.368, 7.474]") }
    #expect(throws: Refusal.self) { _ = try read("[0.2, 0.2, 0.2]") }
    #expect(throws: Refusal.self) { _ = try read("[0.2, 0.2, 0.2, .nan]") }
  }

  @Test(
    "refuses numbers that leave no reflectance, with their place",
    arguments: [
      ("gain: [1e-300, 1, 1, 1]", "irradiance: []", 2),
      ("gain: [1e300, 1, 1, 1]", "irradiance: []", 2),
      ("gain: [1, 1, 1, 1], bias: [0, 1e300, 0, 0]", "irradiance: []", 2),
      (
        "gain: [1, 1, 1, 1]",
        "irradiance:\n- {satellite: GF1, camera: WFV1, bands: [1e-300, 1, 1, 1], source: x}", 4
      ),
    ])
  func absurd(gains: String, irradiance: String, line: Int) throws {
    let table = try home.write(
      "gains:\n- {satellite: GF1, camera: WFV1, year: 2013, \(gains), source: x}\n\(irradiance)\n",
      to: "table.yaml")
    let refusal = #expect(throws: Refusal.self) {
      _ = try GaofenCalibration(adding: InputPath(table))
    }
    #expect(
      refusal?.reason == .badInput && refusal?.what.hasPrefix("expected a number from") == true)
    #expect(refusal?.subject.contains("table.yaml:\(line):") == true)
  }
}
