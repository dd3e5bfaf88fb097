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
}
