import RasterGrid
import Testing

@testable import SceneSimulator

@Suite("Scene classification")
struct SceneClassificationTests {
  private let simulation: Simulation

  init() throws { simulation = try committed.get() }

  /// The classes of a window by coarse pixel.
  private func classes(
    around place: Ground, of date: Acquisition
  ) -> [(place: Ground, code: UInt8)] {
    let window = window(around: place, size: 32, of: simulation)
    return simulation.picture(of: date, in: window).classes.enumerated().map { i, code in
      let column = Double(window.column / 2 + i % 16) + 0.5
      let row = Double(window.row / 2 + i / 16) + 0.5
      return (Ground(east: column, south: row) * (2 * Sensor.pixel), code)
    }
  }

  @Test("calls the hidden event cloud throughout")
  func hidden() throws {
    let event = try #require(simulation.events.first { !$0.isVisible })
    let inside = classes(around: event.outline.middle, of: simulation.after)
      .filter { event.outline.contains($0.place) }
    #expect(inside.count > 20)
    #expect(inside.allSatisfy { $0.code == 8 || $0.code == 9 })
  }

  @Test("finds the cloud's shadow away from the sun")
  func shadow() throws {
    let cloud = try #require(simulation.after.cloud)
    let sun = simulation.after.sun
    let offset = cloud.shadowOffset(sun: sun)
    // In April before noon the sun stands in the south-east, the shadow lies in the north-west.
    #expect(offset.east < 0)
    #expect(offset.south < 0)
    let found = classes(around: cloud.centre + offset, of: simulation.after)
    #expect(found.count { $0.code == 3 } > found.count / 2)
    let clear = classes(around: cloud.centre + offset, of: simulation.before)
    #expect(!clear.contains { $0.code == 3 })
  }

  @Test("calls water water, woods vegetation and new soil bare")
  func clear() throws {
    let lake = classes(around: simulation.landscape.reservoir.deepest, of: simulation.before)
      .filter { simulation.landscape.reservoir.depth.value(at: $0.place) > 3 }
    #expect(lake.count > 20)
    #expect(lake.count { $0.code == 6 } * 10 > lake.count * 9)
    let clearing = try #require(
      simulation.events.first { $0.kind == .landClearing && $0.isVisible })
    let cleared = Set(places(inside: clearing.outline, depth: 30).map { simulation.cell(of: $0) })
    for (date, code) in [(simulation.before, UInt8(4)), (simulation.after, 5)] {
      let inside = classes(around: clearing.outline.middle, of: date)
        .filter { cleared.contains(simulation.cell(of: $0.place)) }
      #expect(inside.count > 10)
      #expect(inside.count { $0.code == code } * 10 > inside.count * 7)
    }
  }
}

extension Simulation {
  /// The number of the coarse pixel that a place lies in.
  fileprivate func cell(of place: Ground) -> Int {
    let coarse = 2 * Sensor.pixel
    return Int(place.south / coarse) * grid.width + Int(place.east / coarse)
  }
}
