import Foundation
import PixelKernels
import Testing

@Suite("A Gaussian mean")
struct GaussianTests {
  private let gaussian = Gaussian(deviation: 1)

  @Test("leaves an even plane as it is, to its edges")
  func even() {
    let smooth = gaussian.smoothed([Float](repeating: 0.3, count: 5 * 4), width: 5)
    #expect(smooth.allSatisfy { abs($0 - 0.3) < 1e-6 })
  }

  @Test("spreads one pixel as the formula has it")
  func onePixel() {
    var plane = [Float](repeating: 0, count: 15 * 15)
    plane[7 * 15 + 7] = 1
    let smooth = gaussian.smoothed(plane, width: 15)
    let total = (-3...3).reduce(0) { $0 + exp(-Double($1 * $1) / 2) }
    for (column, row) in [(7, 7), (8, 7), (7, 9), (10, 10), (11, 7)] {
      let (x, y) = (column - 7, row - 7)
      let expected = x.magnitude > 3 ? 0 : exp(-Double(x * x + y * y) / 2) / (total * total)
      #expect(abs(Double(smooth[row * 15 + column]) - expected) < 1e-6)
    }
  }
}
