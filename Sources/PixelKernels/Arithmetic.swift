#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Arithmetic on registers of pixels, where NaN means unknown and no number is ever infinite.
///
/// Every result that is not finite becomes unknown: a division by zero, the root of a negative
/// number, the logarithm of what is not positive, an overflow. What is calculated from an unknown
/// is unknown. Registers of one call must have the same length.
public enum Arithmetic {
  /// The sum a + b.
  public static func add(
    _ a: Span<Float>, _ b: Span<Float>, into out: inout MutableSpan<Float>
  ) {
    mapPixels(a, b, into: &out) { a, b in (a + b).orUnknown }
  }

  /// The difference a - b.
  public static func subtract(
    _ a: Span<Float>, _ b: Span<Float>, into out: inout MutableSpan<Float>
  ) {
    mapPixels(a, b, into: &out) { a, b in (a - b).orUnknown }
  }

  /// The product a * b.
  public static func multiply(
    _ a: Span<Float>, _ b: Span<Float>, into out: inout MutableSpan<Float>
  ) {
    mapPixels(a, b, into: &out) { a, b in (a * b).orUnknown }
  }

  /// The quotient a / b; unknown where b is zero.
  public static func divide(
    _ a: Span<Float>, _ b: Span<Float>, into out: inout MutableSpan<Float>
  ) {
    mapPixels(a, b, into: &out) { a, b in (a / b).orUnknown }
  }

  /// The smaller of a and b; unknown where either is.
  public static func minimum(
    _ a: Span<Float>, _ b: Span<Float>, into out: inout MutableSpan<Float>
  ) {
    mapPixels(a, b, into: &out) { a, b in
      let smaller = a < b ? a : b
      return (a.isUnknown ? a : smaller).orUnknown
    }
  }

  /// The larger of a and b; unknown where either is.
  public static func maximum(
    _ a: Span<Float>, _ b: Span<Float>, into out: inout MutableSpan<Float>
  ) {
    mapPixels(a, b, into: &out) { a, b in
      let larger = a > b ? a : b
      return (a.isUnknown ? a : larger).orUnknown
    }
  }

  /// The negative -a.
  public static func negate(_ a: Span<Float>, into out: inout MutableSpan<Float>) {
    mapPixels(a, into: &out) { a in (-a).orUnknown }
  }

  /// The absolute value of a.
  public static func absolute(_ a: Span<Float>, into out: inout MutableSpan<Float>) {
    mapPixels(a, into: &out) { a in abs(a).orUnknown }
  }

  /// The square root; unknown where a is negative.
  public static func squareRoot(_ a: Span<Float>, into out: inout MutableSpan<Float>) {
    mapPixels(a, into: &out) { a in a.squareRoot().orUnknown }
  }

  /// The exponential of base e; unknown where it overflows.
  public static func exponential(_ a: Span<Float>, into out: inout MutableSpan<Float>) {
    mapPixels(a, into: &out) { a in exp(a).orUnknown }
  }

  /// The natural logarithm; unknown where a is not positive.
  public static func logarithm(_ a: Span<Float>, into out: inout MutableSpan<Float>) {
    mapPixels(a, into: &out) { a in log(a).orUnknown }
  }

  /// The power a ^ b; unknown where it is not a real number.
  ///
  /// C says that 1 to the power of NaN is 1, and NaN to the power of 0 too; here they are unknown.
  public static func power(
    _ a: Span<Float>, _ b: Span<Float>, into out: inout MutableSpan<Float>
  ) {
    mapPixels(a, b, into: &out) { a, b in
      pow(a, b).orUnknown.unknown(where: a.isUnknown || b.isUnknown)
    }
  }
}
