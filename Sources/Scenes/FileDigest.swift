import Crypto
import GeoFiles

/// SHA-256 (FIPS 180-4) of files and texts, in hexadecimal of lower case.
public enum FileDigest {
  /// How much is read at a time.
  private static let piece = 1 << 22

  /// The digest of bytes.
  public static func sha256(of bytes: [UInt8]) -> String { text(SHA256.hash(data: bytes)) }

  /// The digest of a file's bytes, read piece by piece.
  public static func sha256(of path: InputPath) throws -> (digest: String, bytes: Int) {
    let file = try FileBytes(opening: path)
    var hash = SHA256()
    for offset in stride(from: 0, to: file.count, by: piece) {
      hash.update(data: try file.read(from: offset, count: piece))
    }
    return (text(hash.finalize()), file.count)
  }

  private static func text(_ digest: SHA256.Digest) -> String {
    digest.map { byte in String(byte >> 4, radix: 16) + String(byte & 15, radix: 16) }.joined()
  }
}
