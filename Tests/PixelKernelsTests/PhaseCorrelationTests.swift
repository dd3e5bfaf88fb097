import Foundation
import Testing

@testable import PixelKernels

@Suite("Phase correlation")
struct PhaseCorrelationTests {
  /// A landscape that is known at every place, not only at pixels: waves of many lengths and
  /// directions, the same for the same seed.
  private struct Landscape {
    private var waves: [(x: Double, y: Double, phase: Double, height: Double)] = []

    init(seed: UInt64) {
      var state = seed
      func next() -> Double {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Double(state >> 40) / Double(1 << 24)
      }
      waves = (0..<150).map { _ in
        let length = 3 + 30 * next() * next()
        let angle = 2 * Double.pi * next()
        return (
          2 * Double.pi / length * cos(angle), 2 * Double.pi / length * sin(angle),
          2 * Double.pi * next(), length.squareRoot()
        )
      }
    }

    func pixels(side: Int, columns: Double = 0, rows: Double = 0) -> [Double] {
      (0..<side * side).map { i in
        let x = Double(i % side) - columns
        let y = Double(i / side) - rows
        return waves.reduce(0) { $0 + $1.height * sin($1.x * x + $1.y * y + $1.phase) }
      }
    }
  }

  @Test(
    "measures shifts to a twentieth of a pixel, with their signs",
    arguments: [(0.0, 0.0), (0.4, -0.2), (-0.8, 1.5), (2.5, -3.0)])
  func shifts(columns: Double, rows: Double) throws {
    let landscape = Landscape(seed: 11)
    let found = try #require(
      PhaseCorrelation(side: 64).displacement(
        from: landscape.pixels(side: 64),
        to: landscape.pixels(side: 64, columns: columns, rows: rows)))
    #expect(abs(found.columns - columns) < 0.05, "\(found)")
    #expect(abs(found.rows - rows) < 0.05, "\(found)")
    #expect(found.peakRatio > 3, "\(found)")
  }

  @Test("does not mind gain, offset and some noise")
  func radiometry() throws {
    let landscape = Landscape(seed: 5)
    var state: UInt64 = 1
    let after = landscape.pixels(side: 64, columns: 0.6, rows: 0.3).map { value in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return 0.2 * value + 40 + 0.1 * (Double(state >> 40) / Double(1 << 24) - 0.5)
    }
    let found = try #require(
      PhaseCorrelation(side: 64).displacement(from: landscape.pixels(side: 64), to: after))
    #expect(abs(found.columns - 0.6) < 0.1, "\(found)")
    #expect(abs(found.rows - 0.3) < 0.1, "\(found)")
  }

  @Test("says that two images have nothing in common")
  func strangers() throws {
    let found = try #require(
      PhaseCorrelation(side: 64).displacement(
        from: Landscape(seed: 1).pixels(side: 64), to: Landscape(seed: 2).pixels(side: 64)))
    #expect(found.peakRatio < 2, "\(found)")
  }

  @Test("measures nothing on a flat image")
  func flat() {
    let flat = [Double](repeating: 0.2, count: 64 * 64)
    #expect(
      PhaseCorrelation(side: 64).displacement(
        from: flat, to: Landscape(seed: 1).pixels(side: 64)) == nil)
  }
}
