#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The chi-square distribution with a whole number of degrees of freedom.
public enum ChiSquare {
  /// The chance that a value is larger than `value`, 0 to 1, by the finite series (Abramowitz and
  /// Stegun 1964, 26.4.4 and 26.4.5); with no degrees every value is zero.
  public static func chance(ofExceeding value: Double, degrees: Int) -> Double {
    guard value > 0 else { return 1 }
    let half = value / 2
    let isOdd = degrees % 2 == 1
    var sum = isOdd ? erfc(half.squareRoot()) : 0
    guard degrees > 1 else { return sum }
    // Each term is half^n / Gamma(n + 1), with n a half, one and a half... or nothing, one, two...
    var exponent = isOdd ? 0.5 : 0
    var term = exp(-half)
    if isOdd { term *= 2 * (half / Double.pi).squareRoot() }
    for _ in 0..<(degrees / 2) {
      sum += term
      exponent += 1
      term *= half / exponent
    }
    return sum
  }

  /// The value that half of all values exceed, right to about 0.01 (Wilson and Hilferty 1931,
  /// doi 10.1073/pnas.17.12.684).
  static func median(degrees: Int) -> Double {
    let root = 1 - 2 / (9 * Double(degrees))
    return Double(degrees) * root * root * root
  }
}
