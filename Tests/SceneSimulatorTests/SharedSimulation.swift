import Foundation
import RasterGrid

@testable import SceneSimulator

/// The simulation of the committed scenes, made once for all tests: hills and rivers take seconds
/// in a debug build, pixels only where they are asked for.
let committed: Result<Simulation, any Error> = Result {
  try Simulation(seed: Simulation.defaultSeed)
}

/// The root of the package.
let packageRoot = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent()

/// A window of whole coarse pixels around a place.
func window(around place: Ground, size: Int, of simulation: Simulation) -> PixelWindow {
  let last = simulation.grid.width - size
  let column = min(max(Int(place.east / Sensor.pixel) - size / 2, 0), last)
  let row = min(max(Int(place.south / Sensor.pixel) - size / 2, 0), last)
  return PixelWindow(column: column & ~1, row: row & ~1, width: size, height: size)
}

/// Places on a lattice of `step` metres that lie at least `depth` metres inside an outline.
func places(inside outline: Outline, depth: Double, step: Double = 5) -> [Ground] {
  let ways = (0..<8).map { Frame(origin: Ground(east: 0, south: 0), heading: Double($0) * .pi / 4) }
  var found: [Ground] = []
  for south in stride(from: outline.upperLeft.south, to: outline.lowerRight.south, by: step) {
    for east in stride(from: outline.upperLeft.east, to: outline.lowerRight.east, by: step) {
      let place = Ground(east: east, south: south)
      let isDeep = ways.allSatisfy { outline.contains(place + $0.direction * depth) }
      if isDeep, outline.contains(place) { found.append(place) }
    }
  }
  return found
}
