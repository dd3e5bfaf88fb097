/// The valley floor in strips of paddy, each with its own crop.
struct Parcels {
  /// Along the strips' length.
  let frame: Frame
  /// What shapes the parcels and sows them.
  let noise: Noise

  /// One parcel: what it is in spring and in autumn, and how early it is tilled.
  struct Plot: Hashable {
    /// Its state in mid-April and in mid-September.
    let spring, autumn: Surface
    /// From -1, the first of the valley, to 1, the last.
    let lateness: Double
  }

  /// The parcel that a place lies in; nil on the banks between parcels.
  func plot(at place: Ground) -> Plot? {
    let local = frame.local(place)
    // Strips bend with the land.
    let bend = 25 * noise.value(at: place, wavelength: 400)
    let x = (local.along + bend) / Self.length
    let y = (local.across + bend) / Self.width
    let (column, row, toEdge) = parcel(x: x, y: y)
    if toEdge < Self.bank { return nil }
    let autumn = Self.sown(
      [(.rice, 0.62), (.ripeRice, 0.8), (.greenManure, 0.92), (.stubble, 0.97)],
      noise.cell(column: column, row: row))
    let spring = Self.sown(
      [(.rape, 0.3), (.greenManure, 0.56), (.stubble, 0.76), (.grass, 0.84), (.ploughed, 0.91)],
      noise.cell(column: column + Self.otherSeason, row: row), otherwise: .flooded)
    let lateness = noise.cell(column: column + 2 * Self.otherSeason, row: row)
    return Plot(spring: spring, autumn: autumn, lateness: 2 * lateness - 1)
  }

  /// Metres along and across a usual parcel.
  private static let length = 72.0
  private static let width = 34.0
  /// The width of the banks, as a part of a parcel's width.
  private static let bank = 0.05
  /// Far enough in the lattice that two draws for one parcel have nothing to do with each other.
  private static let otherSeason = 1_000_003

  private static func sown(
    _ shares: [(Surface, below: Double)], _ draw: Double, otherwise: Surface = .ploughed
  ) -> Surface {
    shares.first { draw < $0.below }?.0 ?? otherwise
  }

  /// The cell of a jittered lattice nearest to a place (Worley 1996, doi 10.1145/237170.237267),
  /// and how much nearer it is than the next.
  private func parcel(x: Double, y: Double) -> (column: Int, row: Int, toEdge: Double) {
    let column = Int(x.rounded(.down))
    let row = Int(y.rounded(.down))
    var nearest = (column: 0, row: 0, distance: Double.infinity)
    var second = Double.infinity
    for r in (row - 1)...(row + 1) {
      for c in (column - 1)...(column + 1) {
        let bits = SeededGenerator.hash(noise.seed, column: c, row: r)
        let dx = Double(c) + 0.2 + 0.6 * Double(bits & 0xFFFF) / 65536 - x
        let dy = Double(r) + 0.2 + 0.6 * Double((bits >> 16) & 0xFFFF) / 65536 - y
        let distance = dx * dx + dy * dy
        if distance < nearest.distance {
          second = nearest.distance
          nearest = (c, r, distance)
        } else {
          second = min(second, distance)
        }
      }
    }
    let toEdge = second.squareRoot() - nearest.distance.squareRoot()
    return (nearest.column, nearest.row, toEdge)
  }
}
