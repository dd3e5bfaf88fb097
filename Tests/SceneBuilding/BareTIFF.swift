/// A TIFF of one band that bears no georeferencing, as some copies of a provider's files are.
public enum BareTIFF {
  /// The bytes of a file of `uint16` samples in one strip behind the header (TIFF 6.0: little-endian,
  /// tags in ascending order).
  public static func bytes(width: Int, height: Int, _ samples: [UInt16]) -> [UInt8] {
    precondition(samples.count == width * height, "a sample a pixel")
    let short: UInt16 = 3
    let long: UInt16 = 4
    let headerBytes = 8
    let entryBytes = 12
    let entries = 9
    let strip = headerBytes + 2 + entries * entryBytes + 4
    let tags: [(tag: UInt16, type: UInt16, value: Int)] = [
      (256, long, width), (257, long, height),
      // Sixteen bits, not packed, black is zero.
      (258, short, 16), (259, short, 1), (262, short, 1),
      (273, long, strip), (277, short, 1), (278, long, height), (279, long, samples.count * 2),
    ]
    precondition(tags.count == entries, "the strip lies behind all tags")
    var bytes: [UInt8] = [0x49, 0x49, 42, 0, 8, 0, 0, 0]
    func append<T: FixedWidthInteger>(_ value: T) {
      withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }
    append(UInt16(tags.count))
    for tag in tags {
      append(tag.tag)
      append(tag.type)
      append(UInt32(1))
      append(UInt32(tag.value))
    }
    append(UInt32(0))
    samples.forEach(append)
    return bytes
  }
}
