#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A closed shape on the ground: what is drawn, and what the truth file says was drawn.
struct Outline {
  /// Its corners, the first not repeated.
  let ring: [Ground]
  /// The smallest and largest east and south.
  let upperLeft, lowerRight: Ground

  init(ring: [Ground]) {
    precondition(ring.count >= 3, "a shape has three corners")
    self.ring = ring
    upperLeft = ring.reduce(ring[0]) {
      Ground(east: min($0.east, $1.east), south: min($0.south, $1.south))
    }
    lowerRight = ring.reduce(ring[0]) {
      Ground(east: max($0.east, $1.east), south: max($0.south, $1.south))
    }
  }

  /// Square metres; positive where the corners go round clockwise on a north-up map.
  var signedArea: Double {
    zip(ring, ring.dropFirst() + ring.prefix(1)).reduce(0) { sum, pair in
      sum + (pair.0.east * pair.1.south - pair.1.east * pair.0.south) / 2
    }
  }

  /// The mean of its corners.
  var middle: Ground { ring.reduce(Ground(east: 0, south: 0), +) * (1 / Double(ring.count)) }

  /// Whether a place lies inside, by the even-odd rule.
  func contains(_ place: Ground) -> Bool {
    guard place.east >= upperLeft.east, place.east <= lowerRight.east,
      place.south >= upperLeft.south, place.south <= lowerRight.south
    else { return false }
    var inside = false
    var a = ring[ring.count - 1]
    for b in ring {
      if (a.south > place.south) != (b.south > place.south) {
        let t = (place.south - a.south) / (b.south - a.south)
        if place.east < a.east + t * (b.east - a.east) { inside.toggle() }
      }
      a = b
    }
    return inside
  }

  /// A shape of nature: a circle of `radius` metres drawn long in direction `heading` by
  /// `stretch`, its edge roughened, and cut off where `allowed` ends.
  static func blob(
    _ centre: Ground, radius: Double, stretch: Double = 1, heading: Double = 0, rough: Noise,
    allowed: (Ground) -> Bool = { _ in true }
  ) -> Outline {
    let corners = 72
    let step = 3.0
    return Outline(
      ring: (0..<corners).map { corner in
        let angle = 2 * Double.pi * Double(corner) / Double(corners)
        let unit = Ground(east: cos(angle), south: sin(angle))
        let bumps = rough.fractal(at: centre + unit * radius, wavelength: radius * 0.9, octaves: 3)
        let along = cos(angle - heading)
        let round = 1 + (stretch - 1) * along * along
        let full = max(radius * round * (1 + 0.45 * bumps), 2 * step)
        var reach = step
        while reach < full, allowed(centre + unit * (reach + step)) { reach += step }
        return centre + unit * min(reach, full)
      })
  }

  /// A shape of man: a rectangle of `length` x `width` metres, its length along `heading`.
  static func rectangle(
    _ centre: Ground, length: Double, width: Double, heading: Double
  ) -> Outline {
    let frame = Frame(origin: centre, heading: heading)
    return Outline(
      ring: [(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)].map { u, v in
        frame.ground(along: u * length, across: v * width)
      })
  }
}

/// Coordinates along and across a direction on the ground.
struct Frame {
  /// Where both are 0.
  let origin: Ground
  /// The unit direction of `along`; `across` is to the right of it.
  let direction: Ground

  /// A frame whose `along` points `heading` radians from east towards south.
  init(origin: Ground, heading: Double) {
    self.origin = origin
    direction = Ground(east: cos(heading), south: sin(heading))
  }

  /// A frame whose `along` points in a unit direction.
  init(origin: Ground, direction: Ground) {
    self.origin = origin
    self.direction = direction
  }

  /// A place's coordinates in metres.
  func local(_ place: Ground) -> (along: Double, across: Double) {
    let way = place - origin
    return (direction.dot(way), direction.turnedRight.dot(way))
  }

  /// The place of two coordinates in metres.
  func ground(along: Double, across: Double) -> Ground {
    origin + direction * along + direction.turnedRight * across
  }
}
