/// Smooth noise over the ground that depends on place and seed only, so that a second picture
/// taken from a slightly shifted grid sees the same ground.
///
/// Gradient noise, Perlin 1985, doi 10.1145/325165.325247, with the quintic of Perlin 2002.
struct Noise {
  /// What makes one noise differ from another.
  let seed: UInt64

  init(seed: UInt64, _ purpose: Purpose) {
    self.seed = SeededGenerator.scramble(seed ^ SeededGenerator.scramble(purpose.rawValue))
  }

  /// What a noise is for: noises of one seed but different purposes have nothing in common.
  enum Purpose: UInt64 {
    case hills = 1, valleyFloor, valleyBends, riverWidth, landCover, parcels, settlements, ponds
    case texture, growth, cloud, classification, eventShapes, eventPlaces
  }

  /// Noise with one size of bump, about -0.7 to 0.7; `wavelength` in metres.
  func value(at place: Ground, wavelength: Double) -> Double {
    let x = place.east / wavelength
    let y = place.south / wavelength
    let column = x.rounded(.down)
    let row = y.rounded(.down)
    let dx = x - column
    let dy = y - row
    let c = Int(column)
    let r = Int(row)
    let u = Self.fade(dx)
    let v = Self.fade(dy)
    let top = Self.mix(gradient(c, r, dx, dy), gradient(c + 1, r, dx - 1, dy), u)
    let bottom = Self.mix(gradient(c, r + 1, dx, dy - 1), gradient(c + 1, r + 1, dx - 1, dy - 1), u)
    return Self.mix(top, bottom, v)
  }

  /// Bumps upon bumps: each octave half as wide and half as high as the one before, which is the
  /// roughness of real hills; about -1 to 1.
  func fractal(at place: Ground, wavelength: Double, octaves: Int) -> Double {
    var sum = 0.0
    var amplitude = 1.0
    var size = wavelength
    for _ in 0..<octaves {
      sum += amplitude * value(at: place, wavelength: size)
      amplitude /= 2
      size /= 2
    }
    return sum
  }

  /// A number in 0..<1 for a whole cell of a lattice.
  func cell(column: Int, row: Int) -> Double {
    SeededGenerator.unit(SeededGenerator.hash(seed, column: column, row: row))
  }

  private func gradient(_ column: Int, _ row: Int, _ dx: Double, _ dy: Double) -> Double {
    let hash = SeededGenerator.hash(seed, column: column, row: row)
    let direction = Self.directions[Int(hash >> 60)]
    return direction.east * dx + direction.south * dy
  }

  private static func fade(_ t: Double) -> Double { t * t * t * (t * (t * 6 - 15) + 10) }

  private static func mix(_ a: Double, _ b: Double, _ t: Double) -> Double { a + (b - a) * t }

  /// Sixteen directions of about unit length, written out so that no cosine decides a pixel.
  private static let directions: [Ground] = {
    let quarter = [(1.0, 0.0), (0.924, 0.383), (0.707, 0.707), (0.383, 0.924)]
    return (0..<4).flatMap { turn in
      quarter.map { pair in
        (0..<turn).reduce(Ground(east: pair.0, south: pair.1)) { place, _ in place.turnedRight }
      }
    }
  }()
}
