/// Registers of conditions in Kleene's three-valued logic, one byte a pixel: bit 0 says that the
/// condition holds, bit 1 that it does not; neither is set where it is unknown.
///
/// Both bits are never set together; kernels keep that so. Registers of one call must have the
/// same length.
public enum Truth {
  /// Not known.
  public static let unknown: UInt8 = 0
  /// Known to hold.
  public static let isTrue: UInt8 = 1
  /// Known not to hold.
  public static let isFalse: UInt8 = 2

  /// Both hold: false where either is false, whatever the other is.
  public static func and(
    _ a: Span<UInt8>, _ b: Span<UInt8>, into out: inout MutableSpan<UInt8>
  ) {
    mapPixels(a, b, into: &out) { a, b in (a & b & isTrue) | ((a | b) & isFalse) }
  }

  /// At least one holds: true where either is true, whatever the other is.
  public static func or(
    _ a: Span<UInt8>, _ b: Span<UInt8>, into out: inout MutableSpan<UInt8>
  ) {
    mapPixels(a, b, into: &out) { a, b in ((a | b) & isTrue) | (a & b & isFalse) }
  }

  /// It does not hold: unknown stays unknown.
  public static func not(_ a: Span<UInt8>, into out: inout MutableSpan<UInt8>) {
    mapPixels(a, into: &out) { a in ((a & isTrue) << 1) | ((a & isFalse) >> 1) }
  }

  /// `a` where the condition holds, `b` where it does not, unknown where that is not known.
  public static func select(
    _ condition: Span<UInt8>, _ a: Span<Float>, _ b: Span<Float>,
    into out: inout MutableSpan<Float>
  ) {
    mapPixels(condition, a, b, into: &out) { condition, a, b in
      (condition & isTrue != 0 ? a : b).unknown(where: condition == unknown)
    }
  }

  /// How many pixels the condition holds for.
  public static func countTrue(in truths: Span<UInt8>) -> Int {
    count(in: truths) { $0 & isTrue }
  }

  /// How many pixels the condition is known for, whether it holds or not.
  public static func countKnown(in truths: Span<UInt8>) -> Int {
    count(in: truths) { $0 == unknown ? 0 : 1 }
  }

  /// So many fit into a byte, which is added sixteen at a time.
  private static let countedAtOnce = 128

  @inline(__always)
  private static func count(in truths: Span<UInt8>, _ one: (UInt8) -> UInt8) -> Int {
    var total = 0
    var start = 0
    while start < truths.count {
      let end = min(start + countedAtOnce, truths.count)
      var part: UInt8 = 0
      for i in start..<end { part &+= one(truths[unchecked: i]) }
      total += Int(part)
      start = end
    }
    return total
  }
}
