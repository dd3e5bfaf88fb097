/// Two rows of pixels into one that is half as wide: what overviews are made of.
///
/// Rows of an odd length end with a pixel that stands for itself twice.
public enum Halving {
  /// How many pixels stand for `count`.
  public static func length(of count: Int) -> Int { (count + 1) / 2 }

  /// The means of the known among each four pixels; unknown where none is known.
  public static func mean(
    _ upper: Span<Float>, _ lower: Span<Float>, into out: inout MutableSpan<Float>
  ) {
    check(upper.count, lower.count, out.count)
    for i in 0..<upper.count / 2 {
      out[unchecked: i] = mean(
        upper[unchecked: 2 * i], upper[unchecked: 2 * i + 1],
        lower[unchecked: 2 * i], lower[unchecked: 2 * i + 1])
    }
    guard !upper.count.isMultiple(of: 2) else { return }
    let (a, b) = (upper[upper.count - 1], lower[upper.count - 1])
    out[out.count - 1] = mean(a, a, b, b)
  }

  /// The means of each four samples but for `nodata`, rounded to the nearest, halves up; `nodata` where all
  /// four are. Without a nodata every sample counts.
  public static func mean<Sample: FixedWidthInteger & BitwiseCopyable>(
    _ upper: Span<Sample>, _ lower: Span<Sample>, nodata: Sample?,
    into out: inout MutableSpan<Sample>
  ) {
    check(upper.count, lower.count, out.count)
    for i in 0..<out.count {
      let (left, right) = (2 * i, min(2 * i + 1, upper.count - 1))
      var (sum, count) = (0, 0)
      for sample in [upper[left], upper[right], lower[left], lower[right]] where sample != nodata {
        sum += Int(sample)
        count += 1
      }
      out[i] = count == 0 ? nodata ?? 0 : Sample(floorDivided(2 * sum + count, by: 2 * count))
    }
  }

  /// The first of each two pixels of the upper row: a class is no mean of others.
  public static func nearest<Sample: BitwiseCopyable>(
    _ upper: Span<Sample>, into out: inout MutableSpan<Sample>
  ) {
    check(upper.count, upper.count, out.count)
    for i in 0..<out.count { out[unchecked: i] = upper[unchecked: 2 * i] }
  }

  @inline(__always)
  private static func mean(_ a: Float, _ b: Float, _ c: Float, _ d: Float) -> Float {
    let sum = known(a) + known(b) + known(c) + known(d)
    return (sum / (one(a) + one(b) + one(c) + one(d))).orUnknown
  }

  @inline(__always)
  private static func known(_ value: Float) -> Float { value.isUnknown ? 0 : value }

  @inline(__always)
  private static func one(_ value: Float) -> Float { value.isUnknown ? 0 : 1 }

  private static func floorDivided(_ a: Int, by b: Int) -> Int {
    let (quotient, remainder) = a.quotientAndRemainder(dividingBy: b)
    return remainder < 0 ? quotient - 1 : quotient
  }

  private static func check(_ upper: Int, _ lower: Int, _ out: Int) {
    precondition(upper == lower && upper > 0, "rows differ in length")
    precondition(out == length(of: upper), "half a row holds half its pixels")
  }
}
