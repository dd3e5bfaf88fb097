#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

extension SampleLoad {
  /// Turns the radiances of a register into temperatures of a black body, `k2 / ln(k1 / L + 1)`.
  /// Where the radiance is unknown or not positive there is no temperature.
  ///
  /// - Returns: whether any pixel of the block is unknown.
  public static func temperatures(k1: Float, k2: Float, in register: inout MutableSpan<Float>)
    -> Bool
  {
    var unknown: UInt32 = 0
    for i in 0..<register.count {
      let radiance = register[unchecked: i]
      let kelvin = (k2 / log(k1 / radiance + 1)).orUnknown.unknown(where: !(radiance > 0))
      register[unchecked: i] = kelvin
      unknown |= kelvin.isUnknown ? 1 : 0
    }
    return unknown != 0
  }
}
