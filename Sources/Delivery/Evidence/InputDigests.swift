import GeoFiles
import Scenes
import Sites

/// Input files with their digests, for manifests: each file is read once, however many sites were found in it.
public final class InputDigests {
  private var known: [InputPath: JSONValue] = [:]

  /// Digests of no file yet.
  public init() {}

  /// Name, length and SHA-256 of a file; its folder is nobody's business.
  func described(_ path: InputPath) throws -> JSONValue {
    if let known = known[path] { return known }
    let (digest, bytes) = try FileDigest.sha256(of: path)
    let made = JSONValue.object([
      ("name", .string(String(path.shown.split(separator: "/").last ?? ""))),
      ("bytes", .int(bytes)), ("sha256", .string(digest)),
    ])
    known[path] = made
    return made
  }
}
