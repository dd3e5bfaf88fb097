#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

extension Arithmetic {
  /// The direction from the origin to the point (x, y), counter-clockwise from the x axis.
  ///
  /// In degrees from 0 to below 360; unknown at the origin, which lies in no direction.
  public static func angle(
    y: Span<Float>, x: Span<Float>, into out: inout MutableSpan<Float>
  ) {
    mapPixels(y, x, into: &out) { y, x in
      let signed = atan2(y, x) * (180 / Float.pi)
      let around = signed < 0 ? signed + 360 : signed
      // A direction just below the axis is rounded up to a whole turn.
      return (around < 360 ? around : 0)
        .unknown(where: (y - x).isUnknown || (x == 0 && y == 0))
    }
  }
}
