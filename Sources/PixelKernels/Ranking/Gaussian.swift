#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A mean of a plane's pixels around each, weighted by a Gaussian of whole pixels.
public struct Gaussian: Sendable {
  /// How far it reaches on every side, in pixels.
  public let reach: Int
  private let weights: [Float]

  /// A Gaussian that ends where it has fallen off to a hundredth; `deviation` in pixels, above 0.
  public init(deviation: Double) {
    precondition(deviation > 0, "a Gaussian has a width")
    reach = Int((3 * deviation).rounded())
    let raw = (-reach...reach).map { exp(-Double($0 * $0) / (2 * deviation * deviation)) }
    let total = raw.reduce(0, +)
    weights = raw.map { Float($0 / total) }
  }

  /// The plane smoothed; all its pixels are known, and the outermost go on beyond the edge.
  public func smoothed(_ plane: [Float], width: Int) -> [Float] {
    precondition(width > 0 && plane.count % width == 0, "a plane of whole rows")
    let height = plane.count / width
    var lines = [Float](repeating: 0, count: width + 2 * reach)
    let across = [Float](unsafeUninitializedCapacity: plane.count) { target, count in
      for row in 0..<height {
        let start = row * width
        for i in lines.indices { lines[i] = plane[start + min(max(i - reach, 0), width - 1)] }
        for column in 0..<width { target[start + column] = 0 }
        for (tap, weight) in weights.enumerated() {
          for column in 0..<width {
            target[start + column] += weight * lines[column + tap]
          }
        }
      }
      count = plane.count
    }
    return [Float](unsafeUninitializedCapacity: plane.count) { target, count in
      for row in 0..<height {
        let start = row * width
        for column in 0..<width { target[start + column] = 0 }
        for (tap, weight) in weights.enumerated() {
          let other = min(max(row + tap - reach, 0), height - 1) * width
          for column in 0..<width { target[start + column] += weight * across[other + column] }
        }
      }
      count = plane.count
    }
  }
}
