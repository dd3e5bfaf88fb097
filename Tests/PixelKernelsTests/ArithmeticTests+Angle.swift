import Foundation
import Testing

@testable import PixelKernels

extension ArithmeticTests {
  @Test("takes directions in degrees, from 0 to below 360, of the origin into the unknown")
  func angles() {
    compare(Arithmetic.angle, ulps: 4) { y, x in
      guard !y.isNaN, !x.isNaN, y != 0 || x != 0 else { return .nan }
      // A tiny angle in radians is rounded to Float before it grows into degrees.
      let signed = Double(Float(atan2(y, x))) * 180 / .pi
      let around = signed < 0 ? signed + 360 : signed
      return Float(around) == 360 ? 0 : around
    }
  }
}
