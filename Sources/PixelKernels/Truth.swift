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
    count(in: truths) { $0 }
  }

  /// How many pixels the condition is known for, whether it holds or not.
  public static func countKnown(in truths: Span<UInt8>) -> Int {
    count(in: truths) { $0 | ($0 >> 1) }
  }

  /// The first bit of each of eight bytes.
  private static let firstBits: UInt64 = 0x0101_0101_0101_0101
  /// So many ones a byte can hold.
  private static let addedAtOnce = Int(UInt8.max)

  /// Counts the first bits of what `marked` makes of eight truths at a time; the compiler does not
  /// vectorise a sum of bytes, which took ten times as long.
  @inline(__always)
  private static func count(in truths: Span<UInt8>, _ marked: (UInt64) -> UInt64) -> Int {
    truths.withUnsafeBytes { bytes in
      var total = 0
      var place = 0
      while bytes.count - place >= 8 {
        let end = place + min(addedAtOnce, (bytes.count - place) / 8) * 8
        var sums: UInt64 = 0
        while place < end {
          let eight = bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
          sums &+= marked(eight) & firstBits
          place += 8
        }
        for shift in stride(from: 0, to: 64, by: 8) { total += Int((sums >> UInt64(shift)) & 0xFF) }
      }
      for place in place..<bytes.count { total += Int(marked(UInt64(bytes[place])) & 1) }
      return total
    }
  }
}
