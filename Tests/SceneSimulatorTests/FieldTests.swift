import Testing

@testable import SceneSimulator

@Suite("Field")
struct FieldTests {
  private let plane = Field(extent: 200, spacing: 20, margin: 40) { 3 * $0.east - 2 * $0.south + 5 }

  @Test("gives a plane back exactly between its nodes")
  func bilinear() {
    for (east, south) in [(0.0, 0.0), (13, 7), (-31, 150), (199, 3.5)] {
      let value = plane.value(at: Ground(east: east, south: south))
      #expect(abs(value - (3 * east - 2 * south + 5)) < 1e-3)
    }
  }

  @Test("knows where its nodes are")
  func nodes() {
    for node in plane.values.indices {
      #expect(plane.node(at: plane.place(ofNode: node)) == node)
    }
  }

  @Test("has three, five or eight neighbours a node")
  func neighbours() {
    let counts = plane.values.indices.map { plane.neighbours(ofNode: $0).count }
    #expect(counts.count { $0 == 3 } == 4)
    #expect(counts.count { $0 == 5 } == 4 * (plane.side - 2))
    #expect(counts.count { $0 == 8 } == (plane.side - 2) * (plane.side - 2))
    let edge = plane.values.indices.count { plane.isOnEdge(node: $0) }
    #expect(edge == 4 * (plane.side - 1))
  }
}
