import Testing

@testable import SceneSimulator

@Suite("Flow tree")
struct FlowTreeTests {
  @Test("fills a pit to the lowest place of its rim and drains it there")
  func pit() {
    // Five by five: a wall of 9 with a gap of 4 to the east, a pit of 1 in it, 0 all around.
    let rows: [[Float]] = [
      [0, 0, 0, 0, 0],
      [0, 9, 9, 9, 0],
      [0, 9, 1, 4, 0],
      [0, 9, 9, 9, 0],
      [0, 0, 0, 0, 0],
    ]
    var height = Field(extent: 4, spacing: 1, margin: 0) { _ in 0 }
    height.values = rows.flatMap(\.self)
    let flow = FlowTree(height: height) { height.isOnEdge(node: $0) }
    #expect(flow.surface[12] == 4)
    #expect(flow.downstream[12] == 13)
    #expect(flow.catchment[13] >= 2)
  }

  @Test("lets water run downhill to an outlet from everywhere, and loses none")
  func laws() {
    let hills = Noise(seed: 3, .hills)
    let height = Field(extent: 600, spacing: 20, margin: 0) {
      50 * hills.fractal(at: $0, wavelength: 150, octaves: 5)
    }
    let flow = FlowTree(height: height) { height.isOnEdge(node: $0) }
    var arrived = 0
    for node in height.values.indices {
      var here = node
      var steps = 0
      while let next = flow.downstream[here], steps < height.values.count {
        #expect(flow.surface[next] <= flow.surface[here])
        here = next
        steps += 1
      }
      if height.isOnEdge(node: here) { arrived += 1 }
    }
    #expect(arrived == height.values.count)
    let out = height.values.indices.filter { flow.downstream[$0] == nil }
    #expect(out.reduce(0) { $0 + flow.catchment[$1] } == height.values.count)
  }

  @Test("takes the lowest first, whatever the order of insertion")
  func heap() {
    var queue = LowestFirst()
    let heights = (0..<60).map { Float(($0 * 37) % 61) }
    for (node, height) in heights.enumerated() { queue.insert(node, at: height) }
    var taken: [Float] = []
    while let node = queue.popLowest() { taken.append(heights[node]) }
    #expect(taken == heights.sorted())
  }
}
