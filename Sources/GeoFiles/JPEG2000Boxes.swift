/// The boxes that a JPEG 2000 file is made of (ISO/IEC 15444-1, annex I).
public enum JPEG2000Boxes {
  /// Length and type of the signature box, which every file begins with.
  private static let signature: [UInt8] = [0, 0, 0, 12, 0x6A, 0x50, 0x20, 0x20]
  /// Bytes of a box before its content: 4 of length, 4 of type, and 8 more of length where it is long.
  private static let longHeader = 16
  /// More boxes than any image of a satellite has.
  private static let limit = 64

  /// Whether a box goes on beyond the end of the file, as where a download broke off; false for what is
  /// no JPEG 2000 file, and for a last box that does not say how long it is.
  public static func breakOff(in path: InputPath) throws -> Bool {
    let file = try FileBytes(opening: path)
    var start = 0
    for _ in 0..<limit where start < file.count {
      let header = try file.read(from: start, count: longHeader)
      if start == 0, !header.starts(with: signature) { return false }
      let shortHeader = longHeader / 2
      guard header.count >= shortHeader else { return true }
      var length = number(header[..<4])
      if length == 1, header.count == longHeader { length = number(header[8...]) }
      // 0: to the end of the file, wherever that is; anything shorter than a header is no box.
      guard length >= shortHeader else { return false }
      guard length <= file.count - start else { return true }
      start += length
    }
    return false
  }

  /// Big-endian, at most as large as Int holds.
  private static func number(_ bytes: ArraySlice<UInt8>) -> Int {
    Int(clamping: bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
  }
}
