import Crypto
import Foundation
import GeoFiles

/// What can be seen of a product from outside: enough to notice that it is still being copied, or was
/// fetched again.
public struct Fingerprint: Hashable, Sendable, Codable {
  /// A hash over the name, size and time of each of its files.
  public var digest: String
  /// Bytes of all of them.
  public var bytes: Int
  /// When the newest of them was changed, in seconds since 1970.
  public var newest: Double

  /// A product that lies elsewhere, of which nothing can be seen from outside.
  public static let remote = Fingerprint(digest: "remote", bytes: 0, newest: 0)

  /// The most files that are looked at: more than any product has (`ProductFiles`).
  private static let countLimit = 20_000

  /// A fingerprint from its parts.
  public init(digest: String, bytes: Int, newest: Double) {
    self.digest = digest
    self.bytes = bytes
    self.newest = newest
  }

  /// What is at `path` now; nil where there is nothing any more. Links inside are not followed.
  public init?(of path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    var files = [("", status)]
    if status.st_mode & S_IFMT == S_IFDIR {
      let walk = FileManager.default.enumerator(atPath: path)
      while let name = walk?.nextObject() as? String, files.count <= Self.countLimit {
        var inner = stat()
        // A file that is gone by now shows at the next look.
        if lstat(path + "/" + name, &inner) == 0 { files.append((name, inner)) }
      }
    }
    var hash = SHA256()
    (bytes, newest) = (0, 0)
    for (name, status) in files.sorted(by: { $0.0 < $1.0 }) {
      let time = Double(status.st_mtim.tv_sec) + Double(status.st_mtim.tv_nsec) / 1e9
      let isFile = status.st_mode & S_IFMT == S_IFREG
      newest = max(newest, time)
      let size = isFile ? Int(status.st_size) : 0
      bytes = bytes.addingReportingOverflow(size).partialValue
      // A folder's own size and time say nothing that its files do not.
      if isFile { hash.update(data: Array("\(name)\0\(size)\0\(time)\0".utf8)) }
    }
    digest = hash.finalize().hexText(digits: 16)
  }
}

extension Digest {
  /// The first `digits` hexadecimal digits.
  func hexText(digits: Int) -> String {
    String(
      map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined().prefix(digits))
  }
}

extension String {
  /// The SHA-256 of bytes.
  static func fullHash(of bytes: [UInt8]) -> String { SHA256.hash(data: bytes).hexText(digits: 64) }

  /// The first 12 hexadecimal digits of the SHA-256 of texts, kept apart by zero bytes.
  static func shortHash(of parts: [String]) -> String {
    SHA256.hash(data: Array(parts.joined(separator: "\0").utf8)).hexText(digits: 12)
  }
}
