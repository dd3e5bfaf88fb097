/// The checksums that the table at the end of a zip archive states of its files (PKWARE, .ZIP File
/// Format Specification 6.3.10, sections 4.3.12 to 4.3.16).
///
/// GDAL compares those of deflated files that it reads to their end, and none of stored ones, which
/// is how most providers pack what is compressed already.
struct ZipDirectory {
  /// The CRC-32 of each file by its name; names that are no UTF-8 are left out.
  let checksums: [String: UInt32]

  /// The most bytes of a table: one of the most files that a product may have takes some megabytes.
  private static let sizeLimit = 1 << 26
  /// The record at the end and the longest comment that may follow it.
  private static let endBytes = 22 + 65_535
  /// What stands where a number needs the 64 bits of the larger record.
  private static let seeLarger = 0xffff_ffff

  /// Reads the table of an archive; refuses one that is damaged or cut off.
  init(reading path: InputPath) throws {
    let file = try FileBytes(opening: path)
    guard let table = try Self.table(of: file), let checksums = Self.checksums(in: table) else {
      throw Refusal(
        .badInput, "is no whole zip archive: the table at its end is missing or damaged",
        subject: path.shown, advice: "fetch it again and compare its size with the provider's")
    }
    self.checksums = checksums
  }

  /// The bytes of the table; nil where there is none.
  private static func table(of file: borrowing FileBytes) throws -> [UInt8]? {
    let tail = max(0, file.count - endBytes)
    let bytes = try file.read(from: tail, count: endBytes)
    let signature: [UInt8] = [0x50, 0x4b, 0x05, 0x06]
    guard
      let end = (0...max(0, bytes.count - 22)).last(where: { bytes[$0...].starts(with: signature) }
      ),
      var size = bytes.number(at: end + 12, bytes: 4)
    else { return nil }
    var record = tail + end
    if size == seeLarger || bytes.number(at: end + 16, bytes: 4) == seeLarger {
      let locator = try file.read(from: record - 20, count: 20)
      guard locator.number(at: 0, bytes: 4) == 0x0706_4b50,
        let place = locator.number(at: 8, bytes: 8), place <= file.count
      else { return nil }
      let larger = try file.read(from: place, count: 56)
      guard larger.number(at: 0, bytes: 4) == 0x0606_4b50,
        let itsSize = larger.number(at: 40, bytes: 8)
      else { return nil }
      (record, size) = (place, itsSize)
    }
    // The table ends where the record begins, also in an archive that something stands before.
    guard size <= sizeLimit, size <= record else { return nil }
    return try file.read(from: record - size, count: size)
  }

  /// What the entries of a table say; nil where it breaks off.
  private static func checksums(in table: [UInt8]) -> [String: UInt32]? {
    let fixedBytes = 46
    var checksums: [String: UInt32] = [:]
    var place = 0
    while place < table.count {
      guard table.number(at: place, bytes: 4) == 0x0201_4b50,
        let checksum = table.number(at: place + 16, bytes: 4),
        let name = table.number(at: place + 28, bytes: 2),
        let extra = table.number(at: place + 30, bytes: 2),
        let comment = table.number(at: place + 32, bytes: 2)
      else { return nil }
      let start = place + fixedBytes
      place = start + name + extra + comment
      guard place <= table.count else { return nil }
      guard let text = String(validating: table[start..<start + name], as: UTF8.self) else {
        continue
      }
      checksums[text] = UInt32(checksum)
    }
    return checksums
  }
}

extension [UInt8] {
  /// The little-endian number of so many bytes at a place; nil where they are not all there, or where
  /// it is larger than any `Int`.
  fileprivate func number(at place: Int, bytes length: Int) -> Int? {
    guard place >= 0, place <= count - length else { return nil }
    let value = self[place..<place + length].reversed().reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
    return Int(exactly: value)
  }
}
