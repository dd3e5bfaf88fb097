/// SplitMix64: the same numbers from the same seed on every machine and in every Swift version.
///
/// Steele, Lea and Flood 2014, doi 10.1145/2660193.2660195.
struct SeededGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// The next 64 bits.
  mutating func next() -> UInt64 {
    state &+= Self.golden
    return Self.scramble(state)
  }

  /// A number from the range, all equally likely.
  ///
  /// `Double.random(in:using:)` may change from one Swift version to the next; this may not.
  mutating func uniform(_ range: ClosedRange<Double>) -> Double {
    range.lowerBound + Self.unit(next()) * (range.upperBound - range.lowerBound)
  }

  /// 2^64 divided by the golden ratio: the step of the generator.
  private static let golden: UInt64 = 0x9E37_79B9_7F4A_7C15

  /// The output function of the generator: every input bit moves every output bit.
  static func scramble(_ bits: UInt64) -> UInt64 {
    var z = bits
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// 64 bits that depend on a seed and two whole coordinates, and on no order of asking.
  static func hash(_ seed: UInt64, column: Int, row: Int) -> UInt64 {
    let a = scramble(seed &+ UInt64(bitPattern: Int64(column)) &* golden)
    return scramble(a &+ UInt64(bitPattern: Int64(row)) &* golden)
  }

  /// A number in 0..<1 from the upper 53 bits.
  static func unit(_ bits: UInt64) -> Double { Double(bits >> 11) * 0x1p-53 }

  /// A number of mean 0 and variance 1 from 64 bits: the sum of four uniform ones, which needs no
  /// mathematics library and so is the same everywhere; it never exceeds 3.47.
  static func normal(_ bits: UInt64) -> Double {
    let pieces = (0..<4).reduce(0.0) { $0 + Double((bits >> ($1 * 16)) & 0xFFFF) + 0.5 }
    return (pieces / 65536 - 2) * 3.0.squareRoot()
  }
}
