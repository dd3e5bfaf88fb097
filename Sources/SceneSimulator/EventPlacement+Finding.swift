#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension EventPlacement {
  /// Water along one bank of the river, `breadth` metres of it at each part of its length.
  func strip(
    from station: Double, length: Double, side: Double,
    breadth: (_ part: Double, _ width: Double) -> Double
  ) -> Outline {
    let river = landscape.rivers.main
    var outer: [Ground] = []
    var inner: [Ground] = []
    let steps = 40
    for step in 0...steps {
      let part = Double(step) / Double(steps)
      let here = station + part * length
      let middle = river.line.place(at: here)
      let right = river.line.direction(at: here).turnedRight * side
      let width = river.width(at: here)
      let jitter = 1 + 0.25 * rough.value(at: middle, wavelength: 45)
      let bank = width / 2 - 1
      outer.append(middle + right * bank)
      inner.append(middle + right * (bank - min(breadth(part, width) * jitter, width - 4)))
    }
    return Outline(ring: outer + inner.reversed())
  }

  /// A place with land of the right sort around it that nothing has taken yet.
  mutating func find(
    _ what: String, radius: Double, on land: (Ground) -> Bool,
    where fits: (Ground) -> Bool = { _ in true }
  ) throws -> Ground {
    let extent = landscape.terrain.extent
    let margin = radius + Self.fromEdge
    for _ in 0..<Self.attempts {
      let centre = Ground(
        east: generator.uniform(margin...(extent - margin)),
        south: generator.uniform(margin...(extent - margin)))
      let isFree = taken.allSatisfy { ($0.centre - centre).length > $0.radius + radius }
      let ring = Self.probes.map { centre + $0 * radius }
      // Three places in four: a house or a path in the field stops nobody.
      if isFree, fits(centre), land(centre),
        ring.filter(land).count * 4 > ring.count * 3
      {
        taken.append((centre, radius))
        return centre
      }
    }
    throw SimulationError.noPlace(what, seed: seed)
  }

  /// After so many places that did not fit there is none.
  private static let attempts = 20_000
  /// Metres from an event's surroundings to the edge of the scene.
  private static let fromEdge = 60.0

  /// Where the land around a place is looked at: three rings in a circle of radius 1.
  private static let probes: [Ground] = (0..<16).flatMap { corner in
    let angle = 2 * Double.pi * Double(corner) / 16
    return [0.35, 0.7, 1].map { Ground(east: cos(angle), south: sin(angle)) * $0 }
  }
}
