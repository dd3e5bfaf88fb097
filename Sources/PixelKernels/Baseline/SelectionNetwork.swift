/// Which pairs of a list to put in order, one after another, so that its smaller half comes out sorted.
///
/// The pairs are the same whatever the numbers are; so sixteen pixels are sorted at once, a pixel a lane.
/// Batcher's merge exchange (Knuth, The Art of Computer Programming 3, 5.2.2 M) without the pairs that touch
/// nothing of the smaller half: a median needs no more.
struct SelectionNetwork: Sendable {
  /// Places in the list, the smaller number to go to the first.
  let pairs: [SIMD2<Int32>]
  /// So many smallest numbers come out sorted.
  let sorted: Int

  /// A network for lists of `count` numbers, at least one.
  init(count: Int) {
    precondition(count > 0 && count <= Int32.max, "a list has numbers")
    sorted = count / 2 + 1
    var isNeeded = (0..<count).map { [sorted] in $0 < sorted }
    var kept: [SIMD2<Int32>] = []
    for (low, high) in Self.mergeExchange(count).reversed() where isNeeded[low] || isNeeded[high] {
      isNeeded[low] = true
      isNeeded[high] = true
      kept.append(SIMD2(Int32(low), Int32(high)))
    }
    pairs = kept.reversed()
  }

  private static func mergeExchange(_ count: Int) -> [(low: Int, high: Int)] {
    var pairs: [(low: Int, high: Int)] = []
    var top = 1
    while 2 * top < count { top *= 2 }
    var p = count > 1 ? top : 0
    while p > 0 {
      var (q, r, distance) = (top, 0, p)
      while true {
        for i in 0..<max(0, count - distance) where i & p == r { pairs.append((i, i + distance)) }
        guard q != p else { break }
        (distance, q, r) = (q - p, q / 2, p)
      }
      p /= 2
    }
    return pairs
  }

  /// Puts `lists` in order, lane by lane; the lists hold as many numbers as the network is for, none unknown.
  @inline(__always)
  func run(_ lists: inout MutableSpan<PixelLanes>) {
    for k in pairs.indices {
      let (low, high) = (Int(pairs[k].x), Int(pairs[k].y))
      let (a, b) = (lists[low], lists[high])
      let isSwapped = b .< a
      // The compiler makes minimum and maximum of these; `pointwiseMin` is a call a lane (Swift 6.3).
      lists[low] = a.replacing(with: b, where: isSwapped)
      lists[high] = b.replacing(with: a, where: isSwapped)
    }
  }
}

/// Sixteen pixels at once.
typealias PixelLanes = SIMD16<Float>
