/// A quantity that varies over the ground, known at the nodes of a square lattice.
struct Field {
  /// Metres from node to node.
  let spacing: Double
  /// Metres that the lattice reaches beyond the scene on each side.
  let margin: Double
  /// Nodes a side.
  let side: Int
  /// The nodes' values, row by row from the north.
  var values: [Float]

  /// A field over a square scene of `extent` metres, from a value for each place.
  init(extent: Double, spacing: Double, margin: Double, _ value: (Ground) -> Double) {
    self.spacing = spacing
    self.margin = margin
    side = Int(((extent + 2 * margin) / spacing).rounded(.up)) + 1
    values = []
    values.reserveCapacity(side * side)
    for row in 0..<side {
      for column in 0..<side {
        values.append(
          Float(
            value(
              Ground(
                east: Double(column) * spacing - margin, south: Double(row) * spacing - margin))))
      }
    }
  }

  /// A field on the same lattice, from a value for each node.
  init(like other: Field, _ value: (Int) -> Float) {
    spacing = other.spacing
    margin = other.margin
    side = other.side
    values = (0..<(side * side)).map(value)
  }

  /// Where a node is.
  func place(ofNode node: Int) -> Ground {
    Ground(
      east: Double(node % side) * spacing - margin, south: Double(node / side) * spacing - margin)
  }

  /// The node nearest to a place; places outside the lattice go to its edge.
  func node(at place: Ground) -> Int {
    let column = min(max(((place.east + margin) / spacing).rounded(), 0), Double(side - 1))
    let row = min(max(((place.south + margin) / spacing).rounded(), 0), Double(side - 1))
    return Int(row) * side + Int(column)
  }

  /// The value at a place, bilinear between nodes, the edge's value outside.
  func value(at place: Ground) -> Double {
    let x = min(max((place.east + margin) / spacing, 0), Double(side) - 1.001)
    let y = min(max((place.south + margin) / spacing, 0), Double(side) - 1.001)
    let column = Int(x)
    let row = Int(y)
    let dx = Float(x - Double(column))
    let dy = Float(y - Double(row))
    let node = row * side + column
    let top = values[node] + (values[node + 1] - values[node]) * dx
    let below = node + side
    let bottom = values[below] + (values[below + 1] - values[below]) * dx
    return Double(top + (bottom - top) * dy)
  }

  /// The eight neighbours of a node, fewer at the edge.
  func neighbours(ofNode node: Int) -> [Int] {
    let column = node % side
    let row = node / side
    var found: [Int] = []
    for r in max(0, row - 1)...min(side - 1, row + 1) {
      for c in max(0, column - 1)...min(side - 1, column + 1) where (c, r) != (column, row) {
        found.append(r * side + c)
      }
    }
    return found
  }

  /// Whether a node is on the edge of the lattice.
  func isOnEdge(node: Int) -> Bool {
    let column = node % side
    let row = node / side
    return column == 0 || row == 0 || column == side - 1 || row == side - 1
  }
}
