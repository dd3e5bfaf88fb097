extension Arithmetic {
  /// The normalised difference (a - b) / (a + b); unknown where a + b is not above `minimumSum`.
  ///
  /// Reflectances near zero may be negative after atmospheric correction: a ratio over a sum that
  /// is all noise would be a large number that means nothing.
  public static func normalizedDifference(
    _ a: Span<Float>, _ b: Span<Float>, minimumSum: Float, into out: inout MutableSpan<Float>
  ) {
    mapPixels(a, b, into: &out) { a, b in
      let sum = a + b
      return ((a - b) / (sum > minimumSum ? sum : .nan)).orUnknown
    }
  }

  /// The squared difference (a - b)^2: the first term of a distance.
  public static func squaredDifference(
    _ a: Span<Float>, _ b: Span<Float>, into out: inout MutableSpan<Float>
  ) {
    mapPixels(a, b, into: &out) { a, b in
      let difference = a - b
      return (difference * difference).orUnknown
    }
  }

  /// The sum of `total` and the squared difference (a - b)^2: one more term of a distance.
  public static func addSquaredDifference(
    _ total: Span<Float>, _ a: Span<Float>, _ b: Span<Float>, into out: inout MutableSpan<Float>
  ) {
    mapPixels(total, a, b, into: &out) { total, a, b in
      let difference = a - b
      return (total + difference * difference).orUnknown
    }
  }

  /// The product and sum a * p + c, rounded after each; unknown where either step is.
  public static func linear(
    _ a: Span<Float>, times p: Float, plus c: Float, into out: inout MutableSpan<Float>
  ) {
    // An infinite product stays infinite or becomes NaN in the sum: one test serves both.
    mapPixels(a, into: &out) { a in (a * p + c).orUnknown }
  }

  /// The sum of products a * p + b * q, rounded after each; unknown where any step is.
  public static func weightedSum(
    _ a: Span<Float>, times p: Float, plus b: Span<Float>, times q: Float,
    into out: inout MutableSpan<Float>
  ) {
    mapPixels(a, b, into: &out) { a, b in (a * p + b * q).orUnknown }
  }
}
