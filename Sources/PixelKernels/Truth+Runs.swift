extension Truth {
  /// Calls `body` with every longest run of pixels the condition holds for, in ascending order.
  ///
  /// True pixels are few, so eight that hold none are passed over at a time.
  public static func forEachRun<E: Error>(
    in truths: Span<UInt8>, _ body: (Range<Int>) throws(E) -> Void
  ) throws(E) {
    var next = 0
    while let start = firstTrue(in: truths, from: next) {
      var end = start + 1
      while end < truths.count, truths[unchecked: end] & isTrue != 0 { end += 1 }
      try body(start..<end)
      next = end
    }
  }

  /// The first pixel at or after `start` that the condition holds for.
  private static func firstTrue(in truths: Span<UInt8>, from start: Int) -> Int? {
    truths.withUnsafeBytes { bytes in
      let trueOfEight = UInt64(repeatingByte: isTrue)
      var i = start
      while i + 8 <= bytes.count {
        let eight = UInt64(
          littleEndian: bytes.loadUnaligned(fromByteOffset: i, as: UInt64.self))
        let hits = eight & trueOfEight
        if hits != 0 { return i + hits.trailingZeroBitCount / 8 }
        i += 8
      }
      while i < bytes.count {
        if bytes[i] & isTrue != 0 { return i }
        i += 1
      }
      return nil
    }
  }
}

extension UInt64 {
  /// The same byte eight times.
  fileprivate init(repeatingByte byte: UInt8) { self = UInt64(byte) &* 0x0101_0101_0101_0101 }
}
