/// Where water goes from each node of a terrain, and how much comes by.
///
/// Priority-flood from the outlets upwards (Barnes, Lehman and Mulla 2014,
/// doi 10.1016/j.cageo.2013.04.024): every node gets the neighbour that it drains to, and no
/// hollow keeps its water.
struct FlowTree {
  /// The node that each node drains to; nil at the outlets.
  let downstream: [Int?]
  /// The height of the water surface that gets out: never lower than what it drains to.
  let surface: [Float]
  /// How many nodes drain through each, itself counted.
  let catchment: [Int]

  init(height: Field, isOutlet: (Int) -> Bool) {
    let nodes = height.values.count
    var downstream = [Int?](repeating: nil, count: nodes)
    var surface = height.values
    var seen = [Bool](repeating: false, count: nodes)
    var order: [Int] = []
    var queue = LowestFirst()
    for node in 0..<nodes where isOutlet(node) {
      seen[node] = true
      queue.insert(node, at: surface[node])
    }
    while let node = queue.popLowest() {
      order.append(node)
      for next in height.neighbours(ofNode: node) where !seen[next] {
        seen[next] = true
        downstream[next] = node
        surface[next] = max(surface[next], surface[node])
        queue.insert(next, at: surface[next])
      }
    }
    var catchment = [Int](repeating: 1, count: nodes)
    for node in order.reversed() {
      if let next = downstream[node] { catchment[next] += catchment[node] }
    }
    self.downstream = downstream
    self.surface = surface
    self.catchment = catchment
  }

  /// The nodes from the spring down to `mouth`: at each fork the way with more water, until fewer
  /// than `least` nodes drain through.
  func stream(endingAt mouth: Int, least: Int, in height: Field) -> [Int] {
    var nodes = [mouth]
    var node = mouth
    while true {
      let feeders = height.neighbours(ofNode: node).filter { downstream[$0] == node }
      guard let next = feeders.max(by: { catchment[$0] < catchment[$1] }),
        catchment[next] >= least
      else { return nodes.reversed() }
      nodes.append(next)
      node = next
    }
  }
}

/// A binary heap of nodes by height; equal heights come out by node number, so that the order is
/// always the same.
struct LowestFirst {
  private var heap: [(height: Float, node: Int)] = []

  /// Puts a node in.
  mutating func insert(_ node: Int, at height: Float) {
    heap.append((height, node))
    var child = heap.count - 1
    while child > 0, heap[child] < heap[(child - 1) / 2] {
      heap.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  /// Takes out the lowest node.
  mutating func popLowest() -> Int? {
    guard let lowest = heap.first else { return nil }
    let last = heap.removeLast()
    guard !heap.isEmpty else { return lowest.node }
    heap[0] = last
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2]
      where child < heap.count && heap[child] < heap[least] { least = child }
      guard least != parent else { return lowest.node }
      heap.swapAt(parent, least)
      parent = least
    }
  }
}
