import Foundation
import Testing

@testable import PixelKernels

@Suite("Fourier transform")
struct FourierTransformTests {
  /// A square of noise, the same for the same seed.
  private func noise(side: Int, seed: UInt64) -> ComplexSquare {
    var state = seed
    func next() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 40) / Double(1 << 24) - 0.5
    }
    var square = ComplexSquare(side: side, real: (0..<side * side).map { _ in next() })
    square.imaginary = (0..<side * side).map { _ in next() }
    return square
  }

  @Test("is the sum that defines it", arguments: [2, 4, 8])
  func definition(side: Int) {
    let square = noise(side: side, seed: 7)
    var transformed = square
    FourierTransform(side: side).forward(&transformed)
    for row in 0..<side {
      for column in 0..<side {
        var sum = (real: 0.0, imaginary: 0.0)
        for y in 0..<side {
          for x in 0..<side {
            let angle = -2 * Double.pi * Double(row * y + column * x) / Double(side)
            let i = y * side + x
            sum.real += square.real[i] * cos(angle) - square.imaginary[i] * sin(angle)
            sum.imaginary += square.real[i] * sin(angle) + square.imaginary[i] * cos(angle)
          }
        }
        let i = row * side + column
        #expect(abs(transformed.real[i] - sum.real) < 1e-12)
        #expect(abs(transformed.imaginary[i] - sum.imaginary) < 1e-12)
      }
    }
  }

  @Test("is undone by its inverse, and keeps the energy (Parseval)")
  func inverse() {
    let square = noise(side: 64, seed: 3)
    var transformed = square
    let transform = FourierTransform(side: 64)
    transform.forward(&transformed)
    func energy(_ square: ComplexSquare) -> Double {
      zip(square.real, square.imaginary).reduce(0) { $0 + $1.0 * $1.0 + $1.1 * $1.1 }
    }
    #expect(abs(energy(transformed) / (64 * 64 * energy(square)) - 1) < 1e-12)
    transform.inverse(&transformed)
    for i in square.real.indices {
      #expect(abs(transformed.real[i] - square.real[i]) < 1e-13)
      #expect(abs(transformed.imaginary[i] - square.imaginary[i]) < 1e-13)
    }
  }
}
