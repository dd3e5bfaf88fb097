/// The header of a TIFF of one 8-bit band with a single tile of any claimed size, and no pixels:
/// what a broken or hostile file looks like.
public enum TinyTIFF {
  /// The bytes of a header that claims an image of 64 x 64 in tiles of `tileWidth` x `tileHeight`
  /// (TIFF 6.0: little-endian, tags in ascending order).
  public static func claimingTiles(width tileWidth: UInt32, height tileHeight: UInt32) -> [UInt8] {
    let short: UInt16 = 3
    let long: UInt16 = 4
    let tags: [(tag: UInt16, type: UInt16, value: UInt32)] = [
      (256, long, 64), (257, long, 64),  // image width and length
      // Eight bits, not packed, grey, one sample a pixel.
      (258, short, 8), (259, short, 1), (262, short, 1), (277, short, 1),
      (322, long, tileWidth), (323, long, tileHeight),
      (324, long, 8), (325, long, 64),  // where the tile is and how long
    ]
    var bytes: [UInt8] = [0x49, 0x49, 42, 0, 8, 0, 0, 0]
    func append<T: FixedWidthInteger>(_ value: T) {
      withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }
    append(UInt16(tags.count))
    for tag in tags {
      append(tag.tag)
      append(tag.type)
      append(UInt32(1))
      append(tag.value)
    }
    append(UInt32(0))
    return bytes + [UInt8](repeating: 0, count: 64)
  }
}
