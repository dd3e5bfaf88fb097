/// Why there is no scene for these settings.
enum SimulationError: Error, CustomStringConvertible {
  /// The seed's hills have no place for something that must be there.
  case noPlace(String, seed: UInt64)
  /// The scene would be too small for a valley, or not a whole number of coarse pixels.
  case size(Int)
  /// The piece does not lie in the scene, or holds no whole coarse pixels.
  case piece

  var description: String {
    switch self {
    case .noPlace(let what, let seed):
      "the landscape of seed \(seed) has no place for \(what); take another seed"
    case .piece:
      "a piece is even numbers of column, row, width and height inside the scene"
    case .size(let pixels):
      "a scene of \(pixels) pixels cannot be simulated; give an even number of at least 300"
    }
  }
}
