/// The CRC-32 of bytes that come in pieces, as zip archives and PNG files state it: polynomial
/// 0xEDB88320, bits reflected (PKWARE, .ZIP File Format Specification 6.3.10, section 4.4.7).
struct CyclicChecksum {
  private var remainder: UInt32 = 0xffff_ffff

  /// The checksum of all bytes so far.
  var value: UInt32 { ~remainder }

  /// Takes in the bytes that follow, eight at a step ("slicing by 8", Kounavis and Berry 2008,
  /// doi 10.1109/TC.2008.85): about a gigabyte a second.
  mutating func add(_ bytes: UnsafeRawBufferPointer) {
    var sum = remainder
    Self.tables.withUnsafeBufferPointer { tables in
      let whole = bytes.count / 8 * 8
      for place in stride(from: 0, to: whole, by: 8) {
        let eight = bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
        let mixed = UInt64(littleEndian: eight) ^ UInt64(sum)
        sum = 0
        for byte in 0..<8 {
          sum ^= tables[(7 - byte) << 8 + Int(mixed >> (8 * UInt64(byte)) & 0xff)]
        }
      }
      for place in whole..<bytes.count {
        sum = tables[Int((sum ^ UInt32(bytes[place])) & 0xff)] ^ (sum >> 8)
      }
    }
    remainder = sum
  }

  /// Eight tables of 256: the first of a byte, each further one of the byte with one more zero behind it.
  private static let tables: [UInt32] = {
    var tables: [UInt32] = (0..<256).map { byte in
      (0..<8).reduce(UInt32(byte)) { value, _ in
        value & 1 == 1 ? (value >> 1) ^ 0xedb8_8320 : value >> 1
      }
    }
    for place in 256..<8 * 256 {
      let shorter = tables[place - 256]
      tables.append((shorter >> 8) ^ tables[Int(shorter & 0xff)])
    }
    return tables
  }()
}
