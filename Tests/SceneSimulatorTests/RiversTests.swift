import Testing

@testable import SceneSimulator

@Suite("Rivers and reservoir")
struct RiversTests {
  private let landscape: Landscape

  init() throws { landscape = try committed.get().landscape }

  @Test("flow downhill")
  func downhill() {
    for stream in [landscape.rivers.main] + landscape.rivers.brooks {
      #expect(zip(stream.levels, stream.levels.dropFirst()).allSatisfy { $0 >= $1 })
      #expect(stream.levels[0] > stream.levels[stream.levels.count - 1])
    }
  }

  @Test("are one water: every brook reaches the river")
  func connected() {
    let distance = landscape.rivers.bankDistance
    let start = distance.node(at: landscape.rivers.main.line.place(at: 1000))
    var reached: Set<Int> = [start]
    var queue = [start]
    while let node = queue.popLast() {
      for next in distance.neighbours(ofNode: node)
      where distance.values[next] < 0 && !reached.contains(next) {
        reached.insert(next)
        queue.append(next)
      }
    }
    #expect(!landscape.rivers.brooks.isEmpty)
    for brook in landscape.rivers.brooks {
      let mouth = brook.line.place(at: brook.line.length)
      #expect(reached.contains(distance.node(at: mouth)))
      // Where a brook is wider than the lattice is coarse, it hangs together as pixels too.
      let lower = brook.line.place(at: brook.line.length * 0.8)
      if brook.width(at: brook.line.length * 0.8) > 2 * distance.spacing {
        #expect(reached.contains(distance.node(at: lower)))
      }
    }
  }

  @Test("the river is 60 to 120 m wide and crosses the whole scene")
  func width() {
    let river = landscape.rivers.main
    #expect(river.widths.allSatisfy { (55...125).contains($0) })
    for east in stride(from: 50.0, to: 3950, by: 100) {
      let wet = stride(from: 5.0, to: 3995, by: 5).count {
        landscape.rivers.bankDistance.value(at: Ground(east: east, south: $0)) < 0
      }
      #expect(wet * 5 >= 50)
    }
  }

  @Test("the reservoir's shore is a contour of the terrain, but for the dam")
  func shore() {
    let reservoir = landscape.reservoir
    let height = landscape.terrain.height
    var wet = 0
    for node in height.values.indices {
      let place = height.place(ofNode: node)
      guard reservoir.contains(place) else { continue }
      wet += 1
      #expect(Double(height.values[node]) < reservoir.level)
      for next in height.neighbours(ofNode: node) {
        let shore = height.place(ofNode: next)
        guard !reservoir.contains(shore), reservoir.dam.local(shore).along < 0 else { continue }
        #expect(Double(height.values[next]) >= reservoir.level)
      }
    }
    let area = Double(wet) * height.spacing * height.spacing
    #expect(abs(area - reservoir.area) < 0.1 * reservoir.area)
  }
}
