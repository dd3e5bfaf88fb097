import Testing

/// The image file directories of a little-endian TIFF, read by the specification (TIFF 6.0).
struct TIFFDirectories {
  /// Where each directory stands.
  var places: [Int] = []
  /// The width of each image.
  var widths: [Int] = []
  /// Where the first tile of each image stands.
  var firstTiles: [Int] = []

  private static let imageWidth = 256
  private static let tileOffsets = 324

  init(_ bytes: [UInt8]) throws {
    func number(_ place: Int, _ count: Int) -> Int {
      (0..<count).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) }
    }
    try #require(bytes.prefix(4) == [0x49, 0x49, 42, 0])
    var next = number(4, 4)
    while next != 0 {
      places.append(next)
      let entries = number(next, 2)
      for entry in 0..<entries {
        let place = next + 2 + 12 * entry
        let isShort = number(place + 2, 2) == 3
        let count = number(place + 4, 4)
        let value = number(place + 8, isShort && count == 1 ? 2 : 4)
        switch number(place, 2) {
        case Self.imageWidth: widths.append(value)
        case Self.tileOffsets: firstTiles.append(count == 1 ? value : number(value, 4))
        default: break
        }
      }
      next = number(next + 2 + 12 * entries, 4)
    }
  }
}
