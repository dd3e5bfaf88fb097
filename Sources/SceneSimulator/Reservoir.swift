/// A lake behind a dam across a brook: its shore is a contour of the terrain.
struct Reservoir {
  /// Metres above the sea of the water.
  let level: Double
  /// Metres of water; negative on land.
  let depth: Field
  /// The frame of the dam: `along` points downstream, the water is where it is negative.
  let dam: Frame
  /// Square metres of water.
  let area: Double
  /// The place farthest from the shore, as far as depth tells.
  let deepest: Ground

  /// Whether a place is in the water.
  func contains(_ place: Ground) -> Bool {
    depth.value(at: place) > 0 && dam.local(place).along < 0
  }

  /// Whether a place is on the dam.
  func isDam(_ place: Ground, terrain: Terrain) -> Bool {
    let local = dam.local(place)
    return (0...Self.damThickness).contains(local.along) && abs(local.across) < Self.damReach
      && terrain.height.value(at: place) < level + 2
  }

  private static let damThickness = 14.0
  private static let damReach = 160.0
  /// How far from the river dam and lake stay, as a part of the scene's side.
  private static let leastOffset = 0.17
  /// Nodes of the terrain that a dam may close at most.
  private static let longestDam = 15
  /// Square metres of lake to try for, the largest first.
  private static let wantedAreas = [240_000.0, 180_000, 120_000]

  /// The best dam site in a landscape: of all places along the brooks that give a lake of a
  /// wanted size within the scene, the one with the shortest dam. Nil where there is none.
  static func best(terrain: Terrain, brooks: [Stream]) -> Reservoir? {
    for area in wantedAreas {
      if let found = best(area: area, terrain: terrain, brooks: brooks) { return found }
    }
    return nil
  }

  private static func best(area: Double, terrain: Terrain, brooks: [Stream]) -> Reservoir? {
    var best: (reservoir: Reservoir, damNodes: Int)?
    for brook in brooks {
      for station in stride(from: 100, to: brook.line.length - 200, by: 40) {
        let place = brook.line.place(at: station)
        guard abs(terrain.valleyOffset.value(at: place)) > terrain.extent * leastOffset else {
          continue
        }
        let way = brook.line.direction(at: station)
        let dam = Frame(origin: place, direction: way)
        guard let (reservoir, damNodes) = flood(behind: dam, area: area, terrain: terrain) else {
          continue
        }
        if damNodes < best?.damNodes ?? longestDam { best = (reservoir, damNodes) }
      }
    }
    return best?.reservoir
  }

  /// Lets the water rise behind a dam until the lake has the wanted size.
  private static func flood(
    behind dam: Frame, area: Double, terrain: Terrain
  ) -> (Reservoir, damNodes: Int)? {
    let height = terrain.height
    let wanted = Int(area / (height.spacing * height.spacing))
    let inside = (terrain.extent * 0.06)...(terrain.extent * 0.94)
    var seen: Set<Int> = []
    var basin: [Int] = []
    var damNodes: Set<Int> = []
    var level: Float = 0
    var queue = LowestFirst()
    let start = height.node(at: dam.ground(along: -height.spacing, across: 0))
    seen.insert(start)
    queue.insert(start, at: height.values[start])
    while basin.count < wanted, let node = queue.popLowest() {
      let place = height.place(ofNode: node)
      guard inside.contains(place.east), inside.contains(place.south),
        abs(terrain.valleyOffset.values[node]) > Float(terrain.extent * leastOffset)
      else { return nil }
      level = max(level, height.values[node])
      basin.append(node)
      for next in height.neighbours(ofNode: node) where !seen.contains(next) {
        if dam.local(height.place(ofNode: next)).along >= 0 {
          if height.values[next] < height.values[node] + 5 { damNodes.insert(next) }
        } else {
          seen.insert(next)
          queue.insert(next, at: height.values[next])
        }
      }
    }
    guard basin.count == wanted, level - height.values[start] < 45 else { return nil }
    let near = Set(basin.flatMap { height.neighbours(ofNode: $0) }).union(basin)
    let depth = Field(like: height) { near.contains($0) ? level - height.values[$0] : -10 }
    let middle = basin.filter { dam.local(height.place(ofNode: $0)).along < -60 }
    guard let deepest = middle.max(by: { depth.values[$0] < depth.values[$1] }) else { return nil }
    return (
      Reservoir(
        level: Double(level), depth: depth, dam: dam, area: area,
        deepest: height.place(ofNode: deepest)),
      damNodes.count
    )
  }
}
