#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The chi-square distribution by the cube root that makes it nearly normal (Wilson and Hilferty 1931,
/// doi 10.1073/pnas.17.12.684); chances are right to about 0.01.
enum ChiSquare {
  /// The chance that a value is larger than `value`.
  static func chance(ofExceeding value: Double, degrees: Int) -> Double {
    let variance = 2 / (9 * Double(degrees))
    let root = cbrt(max(0, value) / Double(degrees))
    return 0.5 * erfc((root - (1 - variance)) / (2 * variance).squareRoot())
  }

  /// The value that half of all values exceed.
  static func median(degrees: Int) -> Double {
    let root = 1 - 2 / (9 * Double(degrees))
    return Double(degrees) * root * root * root
  }
}
