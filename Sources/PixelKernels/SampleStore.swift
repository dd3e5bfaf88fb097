/// Numbers into samples of a file's type.
public enum SampleStore {
  /// The smallest and largest number that an unsigned 16-bit sample stores; zero is "no data".
  public static let storable: ClosedRange<Float> = 1...65_535

  /// Rounds numbers to unsigned 16-bit samples, halves to the even one. The unknown becomes 0, what
  /// lies beyond `storable` its nearest end.
  ///
  /// - Returns: how many numbers lay beyond.
  public static func store(_ numbers: Span<Float>, into out: inout MutableSpan<UInt16>) -> Int {
    precondition(numbers.count == out.count, "registers differ in length")
    // Added to a number under 2^16, this leaves the number, rounded, in the last bits of the sum.
    let shifter: Float = 8_388_608  // 2^23
    let (least, most) = (storable.lowerBound, storable.upperBound)
    var beyond = 0
    for i in 0..<out.count {
      let number = numbers[unchecked: i]
      let atLeast = number > least ? number : least
      let clipped = atLeast < most ? atLeast : most
      let isBeyond = number < least - 0.5 || number > most + 0.5
      let known: UInt32 = number.isUnknown ? 0 : 0xFFFF
      out[unchecked: i] = UInt16(truncatingIfNeeded: (clipped + shifter).bitPattern & known)
      beyond &+= isBeyond ? 1 : 0
    }
    return beyond
  }
}
