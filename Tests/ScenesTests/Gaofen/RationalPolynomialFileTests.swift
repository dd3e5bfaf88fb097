import Foundation
import GeoFiles
import RasterGrid
import SceneBuilding
import Testing

@testable import Scenes

@Suite("RPB file")
struct RationalPolynomialFileTests {
  @Test("is the polynomials that were written into it")
  func roundTrip() throws {
    let twin = PolynomialTwin(.slanted)
    let read = try RationalPolynomialFile.parse(twin.text, file: "a.rpb")
    // Fifteen decimals are written.
    #expect(abs(read.line.normalisation.scale - 1400) < 1e-9)
    #expect(read.sample.numerator == RationalPolynomials.slanted.sample.numerator)
    #expect(read.line.denominator == RationalPolynomials.slanted.line.denominator)
    #expect(read.ground.longitude.offset == 120.05)
  }

  @Test("of a real scene is what stands in it", .enabled(if: SharedData.isThere))
  func real() throws {
    let read = try RationalPolynomialFile.read(InputPath(RealGaofen.wfv3 + ".rpb"))
    #expect(read.line.normalisation == .init(offset: 7130, scale: 8064))
    #expect(read.sample.normalisation == .init(offset: 6027, scale: 7168))
    #expect(read.ground.longitude.offset == 88.982994923620438)
    #expect(read.ground.latitude.scale == 1.349423318542385)
    #expect(read.ground.height == .init(offset: -41.824043225440242, scale: 2041.238296302082745))
    #expect(read.line.numerator[2] == -1.153600187992107)
    #expect(read.line.denominator[19] == -5.586754343199618e-12)
    #expect(read.sample.numerator[0] == 1.062675341057866e-02)
    #expect(read.sample.denominator[14] == 1.004028853137151e-02)
  }

  // The README of the data: 11 to 22 m.
  @Test(
    "at height 0 hits the four corners of the XML within 25 m", .enabled(if: SharedData.isThere))
  func corners() throws {
    let polynomials = try RationalPolynomialFile.read(InputPath(RealGaofen.wfv3 + ".rpb"))
    let metadata = try GaofenMetadata(reading: InputPath(RealGaofen.wfv3 + ".xml"))
    let corners = try #require(metadata.corners)
    let (width, height) = (Double(metadata.width), Double(metadata.height))
    let pixels = [(0, 0), (width, 0), (width, height), (0, height)].map {
      MapPoint(x: $0.0, y: $0.1)
    }
    let transform = try ImageTransform(polynomials, height: .mean(0))
    for (place, corner) in zip(transform.ground(pixels), corners) {
      let place = try #require(place)
      let metresPerDegree = 111_200.0
      let east = (place.x - corner.x) * metresPerDegree * cos(corner.y * .pi / 180)
      #expect(hypot(east, (place.y - corner.y) * metresPerDegree) < 25)
    }
  }

  @Test("that breaks off is refused, wherever it does", arguments: [100, 300, 700, 1500, 2400])
  func truncated(length: Int) {
    let text = String(PolynomialTwin(.slanted).text.prefix(length))
    let refusal = #expect(throws: Refusal.self) {
      _ = try RationalPolynomialFile.parse(text, file: "a.rpb")
    }
    #expect(refusal?.reason == .badInput)
    #expect(refusal?.subject == "a.rpb")
  }

  @Test(
    "with absurd numbers is refused by their name",
    arguments: [
      ("lineOffset = 1500.000000000000000", "lineOffset = 1e300", "lineOffset"),
      ("latOffset = 28.899999999999999", "latOffset = 128.9", "latOffset"),
      ("sampScale = 1250.000000000000000", "sampScale = 0", "sampScale"),
      ("heightScale = 1000.000000000000000", "heightScale = -1000", "heightScale"),
      ("+9.800000000000000E-01", "inf", "sampNumCoef"),
      ("+9.800000000000000E-01", "0.98, 0.98", "sampNumCoef"),
    ])
  func absurd(old: String, new: String, name: String) throws {
    let text = PolynomialTwin(.slanted).text
    try #require(text.contains(old))
    let refusal = #expect(throws: Refusal.self) {
      _ = try RationalPolynomialFile.parse(text.replacing(old, with: new), file: "a.rpb")
    }
    #expect(refusal?.reason == .badInput)
    #expect(refusal?.what.contains(name) == true)
  }
}
