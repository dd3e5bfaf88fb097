/// Flowing water: a line, how wide it is, and how high its surface stands.
struct Stream {
  /// The middle of the water, from upstream to downstream.
  let line: Polyline
  /// Metres from bank to bank at each corner of the line.
  let widths: [Double]
  /// Metres above the sea of the water at each corner.
  let levels: [Double]

  /// Metres from bank to bank at so many metres along the line.
  func width(at station: Double) -> Double {
    let i = line.stations.lastIndex { $0 <= station } ?? 0
    return widths[i]
  }
}

/// The river of the valley and the brooks that feed it.
struct Rivers {
  /// The river.
  let main: Stream
  /// Its brooks, the largest catchment first.
  let brooks: [Stream]
  /// Metres to the nearest bank, negative in the water, and nowhere more than `farthest`.
  let bankDistance: Field

  init(terrain: Terrain, seed: UInt64) {
    let main = Self.river(terrain: terrain, seed: seed)
    let flow = FlowTree(height: terrain.height) { node in
      terrain.height.isOnEdge(node: node)
        || abs(terrain.valleyOffset.values[node]) < Float(Self.channel)
    }
    brooks = Self.brooks(terrain: terrain, flow: flow, river: main)
    self.main = main
    bankDistance = Self.distances(to: [main] + brooks, extent: terrain.extent)
  }

  /// Metres beyond which the distance to water does not matter.
  static let farthest = 120.0
  /// Metres from the valley's middle within which water has reached the river.
  private static let channel = 30.0

  private static func river(terrain: Terrain, seed: UInt64) -> Stream {
    let breadth = Noise(seed: seed, .riverWidth)
    let line = terrain.valley
    return Stream(
      line: line,
      // 60 to 120 m: the Yongkang river below the town.
      widths: line.stations.map {
        90 + 42 * breadth.value(at: Ground(east: $0, south: 0.5), wavelength: 420)
      },
      levels: line.stations.map { terrain.floor(at: $0) })
  }

  private static func brooks(terrain: Terrain, flow: FlowTree, river: Stream) -> [Stream] {
    let height = terrain.height
    let inside = (terrain.extent * 0.08)...(terrain.extent * 0.92)
    let mouths = height.values.indices.filter { node in
      guard let next = flow.downstream[node], flow.downstream[next] == nil,
        !height.isOnEdge(node: next)
      else { return false }
      return inside.contains(height.place(ofNode: node).east)
    }
    var chosen: [Int] = []
    for mouth in mouths.sorted(by: { (-flow.catchment[$0], $0) < (-flow.catchment[$1], $1) }) {
      let place = height.place(ofNode: mouth)
      let apart = chosen.allSatisfy { (height.place(ofNode: $0) - place).length > 350 }
      if apart, flow.catchment[mouth] > 600 { chosen.append(mouth) }
      if chosen.count == 5 { break }
    }
    return chosen.map { mouth in
      let nodes = flow.stream(endingAt: mouth, least: 120, in: height)
      let end = river.line.place(
        at: river.line.nearest(to: height.place(ofNode: mouth)).station)
      let line = Polyline(nodes.map { height.place(ofNode: $0) } + [end]).smoothed(reach: 3)
      return Stream(
        line: line.smoothed(reach: 1),
        // A brook grows with the root of its catchment.
        widths: (nodes + [mouth]).map { 3 + 0.3 * Double(flow.catchment[$0]).squareRoot() },
        levels: (nodes + [mouth]).map { Double(flow.surface[$0]) })
    }
  }

  private static func distances(to streams: [Stream], extent: Double) -> Field {
    var field = Field(extent: extent, spacing: 10, margin: 60) { _ in farthest }
    for stream in streams {
      let points = stream.line.points
      for i in 0..<(points.count - 1) {
        let step = points[i + 1] - points[i]
        let squared = max(step.dot(step), 1e-9)
        let reach = farthest + stream.widths[i]
        let low = Ground(
          east: min(points[i].east, points[i + 1].east) - reach,
          south: min(points[i].south, points[i + 1].south) - reach)
        let high = Ground(
          east: max(points[i].east, points[i + 1].east) + reach,
          south: max(points[i].south, points[i + 1].south) + reach)
        let first = field.node(at: low)
        let last = field.node(at: high)
        for row in (first / field.side)...(last / field.side) {
          for column in (first % field.side)...(last % field.side) {
            let node = row * field.side + column
            let way = field.place(ofNode: node) - points[i]
            let t = min(max(step.dot(way) / squared, 0), 1)
            let width = stream.widths[i] + t * (stream.widths[i + 1] - stream.widths[i])
            let distance = Float((way - step * t).length - width / 2)
            if distance < field.values[node] { field.values[node] = distance }
          }
        }
      }
    }
    return field
  }
}
