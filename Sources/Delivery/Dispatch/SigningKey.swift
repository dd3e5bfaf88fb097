import Crypto
import Foundation
import GeoFiles

/// The secret that sender and receiver share, by which the receiver knows that a list is ours and unchanged.
public struct SigningKey: Sendable {
  private let key: SymmetricKey

  /// Fewer bytes could be guessed; HMAC-SHA256 gains nothing from more than 64 (RFC 2104, section 3).
  private static let lengths = 32...4096

  /// Reads the key, all bytes of the file but line breaks at its end; refuses a file that others may read.
  public init(reading path: InputPath) throws {
    var status = stat()
    guard stat(path.gdalName, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw Refusal(.noInput, "is no file that can be read", subject: path.shown)
    }
    guard status.st_mode & (S_IRWXG | S_IRWXO) == 0,
      status.st_uid == geteuid() || status.st_uid == 0
    else {
      throw Refusal(
        .badInput, "may be read or written by others, so it is no secret", subject: path.shown,
        advice: "chmod 600 it, and make a new key: it may be known already")
    }
    guard Self.lengths.contains(Int(status.st_size)) else { throw Self.lengthRefusal(path) }
    let file = try FileBytes(opening: path)
    var bytes = try file.read(from: 0, count: file.count)
    while let last = bytes.last, last == UInt8(ascii: "\n") || last == UInt8(ascii: "\r") {
      bytes.removeLast()
    }
    guard Self.lengths.contains(bytes.count) else { throw Self.lengthRefusal(path) }
    key = SymmetricKey(data: bytes)
  }

  private static func lengthRefusal(_ path: InputPath) -> Refusal {
    Refusal(
      .badInput, "is no key of \(lengths.lowerBound) to \(lengths.upperBound) bytes",
      subject: path.shown, advice: "openssl rand -hex 32 makes one")
  }

  /// The signature of a body sent at a time (seconds since 1970): `v1=` and the HMAC-SHA256 of `time.body` in
  /// hexadecimal digits. The time is signed too, so that an old message cannot be sent again as a new one.
  public func signature(of body: [UInt8], time: Int) -> String {
    var code = HMAC<SHA256>(key: key)
    code.update(data: Array("\(time).".utf8))
    code.update(data: body)
    return "v1=" + Hexadecimal.text(code.finalize())
  }
}
