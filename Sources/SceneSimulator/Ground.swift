/// A place on the ground in metres from the upper left corner of the scene.
struct Ground: Hashable {
  /// Metres to the east of the corner.
  var east: Double
  /// Metres to the south of the corner.
  var south: Double

  /// Metres from the corner.
  var length: Double { (east * east + south * south).squareRoot() }

  /// The same length turned a quarter to the right: to the south, if it pointed east.
  var turnedRight: Ground { Ground(east: -south, south: east) }

  /// The part of `other` that points along this one, times the length of this one.
  func dot(_ other: Ground) -> Double { east * other.east + south * other.south }

  static func + (a: Ground, b: Ground) -> Ground {
    Ground(east: a.east + b.east, south: a.south + b.south)
  }

  static func - (a: Ground, b: Ground) -> Ground {
    Ground(east: a.east - b.east, south: a.south - b.south)
  }

  static func * (a: Ground, factor: Double) -> Ground {
    Ground(east: a.east * factor, south: a.south * factor)
  }
}

/// 0 below `edge0`, 1 above `edge1`, and without corners in between.
func smoothstep(from edge0: Double, to edge1: Double, _ x: Double) -> Double {
  let t = min(max((x - edge0) / (edge1 - edge0), 0), 1)
  return t * t * (3 - 2 * t)
}
