import RasterGrid
import Testing

@testable import SceneSimulator

@Suite("Simulation")
struct SimulationTests {
  private let window = PixelWindow(column: 180, row: 200, width: 16, height: 16)

  @Test("gives the same pixels for the same seed and others for another")
  func seeds() throws {
    let first = try committed.get()
    let again = try Simulation(seed: first.seed)
    let other = try Simulation(seed: 2)
    for (date, same, different) in [
      (first.before, again.before, other.before), (first.after, again.after, other.after),
    ] {
      let picture = first.picture(of: date, in: window)
      #expect(picture == again.picture(of: same, in: window))
      #expect(picture.bands != other.picture(of: different, in: window).bands)
    }
  }

  @Test("gives a part the same pixels as the whole")
  func parts() throws {
    let simulation = try committed.get()
    let part = PixelWindow(column: 184, row: 206, width: 8, height: 6)
    let whole = simulation.picture(of: simulation.after, in: window)
    let cut = simulation.picture(of: simulation.after, in: part)
    for band in Band.allCases {
      let step = band.isCoarse ? 2 : 1
      let all = try #require(whole.bands[band])
      let side = window.width / step
      var expected: [UInt16] = []
      for row in (6 / step)..<(12 / step) {
        expected += all[(row * side + 4 / step)..<(row * side + 12 / step)]
      }
      #expect(cut.bands[band] == expected)
    }
  }

  @Test("has nothing happen in the first date")
  func before() throws {
    let simulation = try committed.get()
    #expect(simulation.before.events.isEmpty)
    #expect(simulation.after.events.count == simulation.events.count)
  }

  @Test("moves the ground under the second date by its shift")
  func shift() throws {
    let simulation = try committed.get()
    let painter = Painter(
      landscape: simulation.landscape, date: simulation.after, seed: simulation.seed)
    // A flat blur of the ground, sampled where the shift says, gives the pixel but for its noise.
    let column = 188.0
    let row = 206.0
    let n = Sensor.subsamples
    var sum = 0.0
    for v in 0..<(3 * n) {
      for u in 0..<(3 * n) {
        let place = Ground(
          east: (column - 1 + (Double(u) + 0.5) / Double(n)) * 10 + 2.5,
          south: (row - 1 + (Double(v) + 0.5) / Double(n)) * 10 - 1.5)
        sum +=
          Double(painter.spectrum(at: place)[.nir]) * Double(Sensor.weights[u])
          * Double(Sensor.weights[v])
      }
    }
    let one = PixelWindow(column: 188, row: 206, width: 2, height: 2)
    let stored = try #require(
      simulation.picture(of: simulation.after, in: one).bands[.nir]?.first)
    let noise = Sensor.noise(of: .nir, at: sum)
    #expect(abs((Double(stored) - 1000) / 10_000 - sum) < 3.5 * noise + 0.0001)
  }

  @Test("refuses a size that holds no valley", arguments: [0, 298, 301, -400])
  func size(pixels: Int) {
    #expect(throws: SimulationError.self) { try Simulation(seed: 1, size: pixels) }
  }

  @Test("refuses a seed whose hills have no place for a reservoir, and says what to do")
  func seed() {
    let error = #expect(throws: SimulationError.self) { try Simulation(seed: 3) }
    #expect(error?.description.contains("take another seed") == true)
  }
}
