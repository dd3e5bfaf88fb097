/// Making pixels unknown, and looking for those that are.
public enum Unknown {
  /// Whether any number of the register is unknown.
  public static func isAnywhere(in numbers: Span<Float>) -> Bool {
    var found: UInt32 = 0
    for i in 0..<numbers.count { found |= numbers[unchecked: i].isUnknown ? 1 : 0 }
    return found != 0
  }

  /// Makes `numbers` unknown wherever `band` is.
  public static func spread(from band: Span<Float>, to numbers: inout MutableSpan<Float>) {
    precondition(band.count == numbers.count, "registers differ in length")
    for i in 0..<numbers.count {
      numbers[unchecked: i] = numbers[unchecked: i].unknown(where: band[unchecked: i].isUnknown)
    }
  }

  /// Makes `truths` unknown wherever `band` is.
  public static func spread(from band: Span<Float>, to truths: inout MutableSpan<UInt8>) {
    precondition(band.count == truths.count, "registers differ in length")
    for i in 0..<truths.count {
      truths[unchecked: i] &= band[unchecked: i].isUnknown ? Truth.unknown : .max
    }
  }

  /// Makes `numbers` unknown where any of `bits` is set in a plane of mask bits.
  ///
  /// - Returns: whether there was such a pixel.
  public static func spread(
    from mask: Span<UInt16>, bits: UInt16, to numbers: inout MutableSpan<Float>
  ) -> Bool {
    precondition(mask.count == numbers.count, "registers differ in length")
    var found: UInt16 = 0
    for i in 0..<numbers.count {
      let reasons = mask[unchecked: i] & bits
      found |= reasons
      numbers[unchecked: i] = numbers[unchecked: i].unknown(where: reasons != 0)
    }
    return found != 0
  }
}
