// The loops that every kernel is one of. They are inlined into the kernel with its formula, which
// is what lets the compiler turn them into vector instructions; sizes are checked once, before.

/// `out[i] = formula(a[i])`.
@inline(__always)
func mapPixels<A: BitwiseCopyable, Out: BitwiseCopyable>(
  _ a: Span<A>, into out: inout MutableSpan<Out>, _ formula: (A) -> Out
) {
  precondition(a.count == out.count, "registers differ in length")
  for i in 0..<out.count { out[unchecked: i] = formula(a[unchecked: i]) }
}

/// `out[i] = formula(a[i], b[i])`.
@inline(__always)
func mapPixels<A: BitwiseCopyable, B: BitwiseCopyable, Out: BitwiseCopyable>(
  _ a: Span<A>, _ b: Span<B>, into out: inout MutableSpan<Out>, _ formula: (A, B) -> Out
) {
  precondition(a.count == out.count && b.count == out.count, "registers differ in length")
  for i in 0..<out.count { out[unchecked: i] = formula(a[unchecked: i], b[unchecked: i]) }
}

/// `out[i] = formula(a[i], b[i], c[i])`.
@inline(__always)
func mapPixels<
  A: BitwiseCopyable, B: BitwiseCopyable, C: BitwiseCopyable, Out: BitwiseCopyable
>(
  _ a: Span<A>, _ b: Span<B>, _ c: Span<C>, into out: inout MutableSpan<Out>,
  _ formula: (A, B, C) -> Out
) {
  precondition(
    a.count == out.count && b.count == out.count && c.count == out.count,
    "registers differ in length")
  for i in 0..<out.count {
    out[unchecked: i] = formula(a[unchecked: i], b[unchecked: i], c[unchecked: i])
  }
}

extension Float {
  /// The number itself, or unknown where it is not finite: an infinity less itself is NaN.
  @inline(__always)
  var orUnknown: Float { self + (self - self) }

  /// Whether the number is unknown. The standard library's `isNaN` says the same, but keeps loops
  /// from being vectorised: eight times as slow (Swift 6.3).
  @inline(__always)
  var isUnknown: Bool { self != self }

  /// The number, or unknown where `condition` holds: set bits, for choosing between two floats is
  /// another thing that keeps loops from being vectorised.
  @inline(__always)
  func unknown(where condition: Bool) -> Float {
    Float(bitPattern: bitPattern | (condition ? Float.nan.bitPattern : 0))
  }
}
