import Scenes

/// How good one product's pixel is: the lower rank wins, whatever order the products come in.
///
/// What counts, in this order: how much is missing or certainly hidden, how many doubts there are,
/// whether neighbours were missing when it was interpolated, whether it was warped, how far it lies
/// from the middle of its product; products that are still equal win by their ids.
struct PixelRank: Hashable, Comparable {
  private let bits: UInt64

  /// The rank of no pixel at all.
  static let worst = PixelRank(bits: .max)

  private init(bits: UInt64) { self.bits = bits }

  /// A rank from what counts; `distance` is squared, in pixels, and not negative.
  init(
    reasons: MaskReasons, missingBands: Int, isAtEdge: Bool, isWarped: Bool, distance: Float
  ) {
    let blocking = reasons.intersection(.blocking).rawValue.nonzeroBitCount + missingBands
    let doubts = reasons.subtracting(.blocking).rawValue.nonzeroBitCount
    precondition(blocking < 64 && doubts < 64 && distance >= 0, "counts are few")
    // The bits of floats that are not negative are in the order of their values.
    bits =
      UInt64(blocking) << 48 | UInt64(doubts) << 40 | (isAtEdge ? 1 << 33 : 0)
      | (isWarped ? 1 << 32 : 0) | UInt64(distance.bitPattern)
  }

  static func < (a: PixelRank, b: PixelRank) -> Bool { a.bits < b.bits }
}
