import Testing

@testable import Delivery

@Suite("OKLab")
struct OKLabTests {
  // The primaries as Ottosson's reference code and the CSS Color 4 tests have them.
  @Test(
    "agrees with the published values",
    arguments: [
      (0x000000, 0, 0, 0), (0xFFFFFF, 1, 0, 0), (0xFF0000, 0.62796, 0.22486, 0.12585),
      (0x00FF00, 0.86644, -0.23389, 0.17950), (0x0000FF, 0.45201, -0.03246, -0.31153),
    ] as [(UInt32, Double, Double, Double)])
  func published(code: UInt32, lightness: Double, a: Double, b: Double) {
    let lab = OKLab(Colour(code))
    #expect(abs(lab.lightness - lightness) < 2e-5)
    #expect(abs(lab.a - a) < 2e-5)
    #expect(abs(lab.b - b) < 2e-5)
  }

  @Test("gives every colour back")
  func roundTrip() {
    for red in stride(from: 0, through: 255, by: 15) {
      for green in stride(from: 0, through: 255, by: 17) {
        for blue in stride(from: 0, through: 255, by: 51) {
          let colour = Colour(red: UInt8(red), green: UInt8(green), blue: UInt8(blue))
          #expect(OKLab(colour).colour == colour)
        }
      }
    }
  }

  @Test("cuts off what sRGB cannot show")
  func outside() {
    #expect(OKLab(lightness: 1.5, a: 0, b: 0).colour == Colour(0xFFFFFF))
    #expect(OKLab(lightness: -0.5, a: 0, b: 0).colour == Colour(0x000000))
  }
}
