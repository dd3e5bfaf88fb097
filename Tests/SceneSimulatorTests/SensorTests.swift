import Foundation
import Testing

@testable import SceneSimulator

@Suite("Sensor")
struct SensorTests {
  @Test("keeps the level of a flat scene")
  func sum() {
    #expect(abs(Sensor.weights.reduce(0, +) - 1) < 1e-6)
    #expect(Sensor.weights.count == 3 * Sensor.subsamples)
  }

  @Test("passes three tenths of a pattern of two pixels a wave")
  func transfer() {
    let real = Sensor.weights.enumerated().reduce(0.0) { sum, tap in
      let pixels = (Double(tap.offset) + 0.5) / Double(Sensor.subsamples) - 1.5
      return sum + Double(tap.element) * cos(.pi * pixels)
    }
    // The window cuts the Gaussian's tails off at three standard deviations.
    #expect(abs(real - 0.3) < 0.01)
  }

  @Test("stores reflectances as baseline 04.00 does, and never as no data")
  func digitalNumbers() {
    #expect(Sensor.digitalNumber(0) == 1000)
    #expect(Sensor.digitalNumber(0.12344) == 2234)
    #expect(Sensor.digitalNumber(-0.01) == 900)
    #expect(Sensor.digitalNumber(-2) == 1)
    #expect(Sensor.digitalNumber(60) == 65_534)
  }

  @Test("has the specified signal-to-noise ratio at the reference radiance")
  func noise() {
    // Band 4: 108 W m-2 sr-1 um-1 at 142 : 1 under 1512 W m-2 um-1 (Drusch 2012).
    let reflectance = Double.pi * 108 / (1512 * cos(40 * Double.pi / 180))
    #expect(abs(reflectance / Sensor.noise(of: .red, at: reflectance) - 142) < 1e-6)
    // Four times the light, twice the noise.
    let ratio =
      Sensor.noise(of: .red, at: 4 * reflectance) / Sensor.noise(of: .red, at: reflectance)
    #expect(abs(ratio - 2) < 1e-9)
  }
}
