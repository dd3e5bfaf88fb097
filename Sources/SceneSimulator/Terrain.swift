#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A valley between fractal hills: the shape of the land before water and people.
struct Terrain {
  /// Metres a side of the scene.
  let extent: Double
  /// The middle of the valley, from the upstream end to the downstream one.
  let valley: Polyline
  /// Metres above the sea.
  let height: Field
  /// Metres above the valley floor beside it.
  let aboveFloor: Field
  /// Metres to the right of the valley's middle, looking downstream; negative to the left.
  let valleyOffset: Field
  /// How steeply the land rises to the east and to the south: metres a metre.
  let slopeEast, slopeSouth: Field

  init(extent: Double, seed: UInt64) {
    self.extent = extent
    let shape = Shape()
    let valley = Self.valleyLine(extent: extent, shape: shape, seed: seed)
    let hills = Noise(seed: seed, .hills)
    let width = Noise(seed: seed, .valleyFloor)
    var above: [Float] = []
    var offsets: [Float] = []
    let height = Field(extent: extent, spacing: Self.spacing, margin: Self.margin) { place in
      let (station, offset) = valley.nearest(to: place)
      let bend = width.value(at: place, wavelength: extent * 0.25)
      let foot = extent * shape.floorHalfWidth * (1 + bend)
      let distance = abs(offset)
      let rise = smoothstep(from: foot, to: foot + extent * shape.flank, distance)
      let rough = hills.fractal(at: place, wavelength: extent * 0.2, octaves: 6)
      let ripple = 0.5 * width.value(at: place, wavelength: 120)
      // The floor leans towards the river, so that water finds it.
      let local =
        max(0, rise * (shape.hillHeight + shape.hillRelief * rough)) + 0.005 * distance + ripple
      above.append(Float(local))
      offsets.append(Float(offset))
      return local + Self.floor(at: station / valley.length, shape: shape)
    }
    self.valley = valley
    self.height = height
    aboveFloor = Field(like: height) { above[$0] }
    valleyOffset = Field(like: height) { offsets[$0] }
    slopeEast = Self.slope(of: height, step: 1)
    slopeSouth = Self.slope(of: height, step: height.side)
  }

  /// Metres from node to node of the terrain's fields.
  static let spacing = 20.0
  /// Metres that the terrain reaches beyond the scene.
  static let margin = 200.0

  /// The proportions of a basin in the hills of Zhejiang, lengths as parts of the scene's side.
  private struct Shape {
    /// Half the width of the flat floor.
    let floorHalfWidth = 0.13
    /// From the foot of the hills to their full height.
    let flank = 0.28
    /// Mean height of the hills above the floor, metres.
    let hillHeight = 130.0
    /// How far hilltops and side valleys differ from it, metres.
    let hillRelief = 270.0
    /// Height of the valley floor at its upper end, metres above the sea, and how far it falls.
    let upperFloor = 96.0
    let fall = 11.0
  }

  private static func floor(at part: Double, shape: Shape) -> Double {
    shape.upperFloor - shape.fall * part
  }

  /// Metres above the sea of the valley floor at so many metres along the valley.
  func floor(at station: Double) -> Double {
    Self.floor(at: station / valley.length, shape: Shape())
  }

  /// From the eastern edge to the western one, as the Yongkang river runs, with bends.
  private static func valleyLine(extent: Double, shape: Shape, seed: UInt64) -> Polyline {
    let bends = Noise(seed: seed, .valleyBends)
    var generator = SeededGenerator(seed: seed)
    let phase = generator.uniform(0...1)
    let start = Ground(east: extent * 1.1, south: extent * generator.uniform(0.36...0.46))
    let end = Ground(east: -extent * 0.1, south: extent * generator.uniform(0.56...0.66))
    let axis = end - start
    let across = axis.turnedRight * (1 / axis.length)
    let corners = 150
    return Polyline(
      (0...corners).map { corner in
        let part = Double(corner) / Double(corners)
        let meander = 0.045 * sin(2 * .pi * (2.1 * part + phase))
        let wander = bends.value(at: Ground(east: part, south: 0.5), wavelength: 0.17)
        return start + axis * part + across * (extent * (meander + 0.05 * wander))
      })
  }

  private static func slope(of height: Field, step: Int) -> Field {
    Field(like: height) { node in
      guard !height.isOnEdge(node: node) else { return 0 }
      return (height.values[node + step] - height.values[node - step])
        / Float(2 * height.spacing)
    }
  }
}
