/// A zip archive whose files are stored as they are (PKWARE, .ZIP File Format Specification 6.3.10).
public enum StoredZip {
  /// The bytes of an archive of `files`, in that order; names are taken as they are, `../` too.
  ///
  /// `claimedSizes` are sizes that its tables state of files instead of the true ones.
  public static func bytes(
    of files: [(name: String, bytes: [UInt8])], claimedSizes: [String: UInt32] = [:]
  ) -> [UInt8] {
    var archive = Bytes()
    var directory = Bytes()
    for file in files {
      let place = archive.all.count
      let entry = entry(file, size: claimedSizes[file.name])
      archive.append(UInt32(0x0403_4b50))
      archive.append(version)
      archive.all += entry.all + Array(file.name.utf8) + file.bytes
      directory.append(UInt32(0x0201_4b50))
      directory.append(version)
      directory.append(version)
      directory.all += entry.all
      // No comment, first disk, no attributes.
      for _ in 0..<3 { directory.append(UInt16(0)) }
      directory.append(UInt32(0))
      directory.append(UInt32(place))
      directory.all += Array(file.name.utf8)
    }
    let start = archive.all.count
    archive.all += directory.all
    archive.append(UInt32(0x0605_4b50))
    archive.append(UInt32(0))  // one disk
    archive.append(UInt16(files.count))
    archive.append(UInt16(files.count))
    archive.append(UInt32(directory.all.count))
    archive.append(UInt32(start))
    archive.append(UInt16(0))
    return archive.all
  }

  private static let version: UInt16 = 20

  /// What both tables say of a file.
  private static func entry(_ file: (name: String, bytes: [UInt8]), size: UInt32?) -> Bytes {
    var entry = Bytes()
    // No flags, stored, 1980-01-01 00:00.
    for value: UInt16 in [0, 0, 0, 0x21] { entry.append(value) }
    entry.append(checksum(file.bytes))
    // Packed and unpacked: the same, since nothing is packed.
    for _ in 0..<2 { entry.append(size ?? UInt32(file.bytes.count)) }
    entry.append(UInt16(file.name.utf8.count))
    entry.append(UInt16(0))
    return entry
  }

  /// CRC-32 as in zip and PNG: polynomial 0xEDB88320, bits reflected.
  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(0xffff_ffff) { table[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] ^ ($0 >> 8) }
  }

  private static let table: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { value, _ in
      value & 1 == 1 ? (value >> 1) ^ 0xedb8_8320 : value >> 1
    }
  }

  /// Bytes in the making, little-endian.
  private struct Bytes {
    var all: [UInt8] = []

    mutating func append<T: FixedWidthInteger>(_ value: T) {
      withUnsafeBytes(of: value.littleEndian) { all.append(contentsOf: $0) }
    }
  }
}
