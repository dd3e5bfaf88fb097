/// TIFFs made byte by byte: small ones without georeferencing, and the header of one 8-bit band with
/// a single tile of any claimed size and no pixels, which is what a broken or hostile file looks like.
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

  /// The bytes of a whole image of `uint16` bands with no georeferencing, pixel by pixel.
  public static func image(width: Int, height: Int, bands: [[UInt16]]) -> [UInt8] {
    precondition(bands.allSatisfy { $0.count == width * height }, "a sample for every pixel")
    let short: UInt16 = 3
    let long: UInt16 = 4
    let count = bands.count
    let tagCount = 10
    let bitsPlace = 8 + 2 + tagCount * 12 + 4
    let pixelsPlace = bitsPlace + 2 * count
    let bits = (type: short, count: count, value: count <= 2 ? 0x0010_0010 : bitsPlace)
    let tags: [(tag: UInt16, type: UInt16, count: Int, value: Int)] = [
      (256, long, 1, width), (257, long, 1, height), (258, bits.type, bits.count, bits.value),
      // Not packed, dark is 0, one strip, all bands of a pixel together.
      (259, short, 1, 1), (262, short, 1, 1), (273, long, 1, pixelsPlace), (277, short, 1, count),
      (278, long, 1, height), (279, long, 1, 2 * count * width * height), (284, short, 1, 1),
    ]
    var bytes: [UInt8] = [0x49, 0x49, 42, 0, 8, 0, 0, 0]
    func append<T: FixedWidthInteger>(_ value: T) {
      withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }
    append(UInt16(tagCount))
    for tag in tags {
      append(tag.tag)
      append(tag.type)
      append(UInt32(tag.count))
      append(UInt32(tag.value))
    }
    append(UInt32(0))
    for _ in bands { append(UInt16(16)) }
    for i in 0..<width * height {
      for band in bands { append(band[i]) }
    }
    return bytes
  }
}
