import Testing

@testable import SceneSimulator

@Suite("Noise")
struct NoiseTests {
  private let noise = Noise(seed: 5, .texture)

  @Test("is 0 at the nodes of its lattice, as gradient noise must be")
  func nodes() {
    for i in -4..<4 {
      let node = Ground(east: Double(i) * 30, south: Double(3 - i) * 30)
      #expect(noise.value(at: node, wavelength: 30) == 0)
    }
  }

  @Test("has no jumps")
  func continuity() {
    for i in 0..<400 {
      let here = Ground(east: Double(i) * 0.75 - 90, south: 17.3)
      let beside = Ground(east: here.east + 1e-6, south: here.south)
      let jump = noise.value(at: here, wavelength: 30) - noise.value(at: beside, wavelength: 30)
      #expect(abs(jump) < 1e-6)
    }
  }

  @Test("varies, and differs from purpose to purpose and from seed to seed")
  func differs() {
    let places = (0..<50).map { Ground(east: Double($0) * 13.7, south: Double($0) * 5.1) }
    let values = places.map { noise.value(at: $0, wavelength: 30) }
    #expect(Set(values).count == 50)
    for other in [Noise(seed: 5, .hills), Noise(seed: 6, .texture)] {
      #expect(values != places.map { other.value(at: $0, wavelength: 30) })
    }
  }
}
