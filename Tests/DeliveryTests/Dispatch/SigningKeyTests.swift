import Delivery
import Foundation
import GeoFiles
import SceneBuilding
import Testing

@Suite("A signing key")
struct SigningKeyTests {
  private let home: TemporaryFolder
  init() throws { home = try TemporaryFolder() }

  private func key(_ text: String, mode: Int = 0o600) throws -> InputPath {
    let path = try home.write(text, to: "key")
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    return try InputPath(path)
  }

  private static let secret = "0123456789abcdef0123456789abcdef"

  @Test("signs time and body as Python's hmac does, with or without a line break behind the key")
  func signature() throws {
    for ending in ["", "\n", "\r\n"] {
      let signed = try SigningKey(reading: key(Self.secret + ending))
        .signature(of: Array("{\"a\":1}".utf8), time: 1_700_000_000)
      // hmac.new(key, b"1700000000." + b'{"a":1}', hashlib.sha256).hexdigest()
      #expect(signed == "v1=f05f2539e3ae1c49aec5f8cfdad75ef6b06480b133973ffbb7ec9e18827af177")
    }
  }

  @Test("is refused where others may read it", arguments: [0o640, 0o604, 0o620])
  func permissions(mode: Int) throws {
    let path = try key(Self.secret, mode: mode)
    let refusal = try #require(throws: Refusal.self) { try SigningKey(reading: path) }
    #expect(refusal.what.contains("others") && !"\(refusal)".contains(Self.secret))
  }

  @Test("is refused where it is too short, too long, or a folder")
  func length() throws {
    for text in ["", "short", Self.secret.dropLast() + "\n\n", String(repeating: "x", count: 5000)]
    {
      let path = try key(String(text))
      #expect(throws: Refusal.self) { try SigningKey(reading: path) }
    }
    #expect(throws: Refusal.self) { try SigningKey(reading: InputPath(home.path)) }
  }
}
