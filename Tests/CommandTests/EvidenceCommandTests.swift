import Crypto
import Foundation
import GeoFiles
import SceneBuilding
import Testing

@Suite("The evidence command")
struct EvidenceCommandTests {
  private let scenes: EvidenceScenes
  init() throws { scenes = try EvidenceScenes() }

  private static let names = [
    "SHA256SUMS", "after-mndwi.png", "after-natural-colour.png", "before-mndwi.png",
    "before-natural-colour.png", "manifest.json", "site.geojson", "time-line.svg",
  ]

  private func object(_ data: Data?) throws -> [String: Any] {
    let bytes = try #require(data)
    return try #require(JSONSerialization.jsonObject(with: bytes) as? [String: Any])
  }

  @Test("makes a folder a site, named by its id, with all that belongs to it")
  func folder() throws {
    let outcome = try scenes.evidence("-o", scenes.folder)
    #expect(outcome.code == 0, "\(outcome.error)")
    let folders = try scenes.files()
    #expect(Array(folders.keys) == (try scenes.ids()))
    #expect(folders.values.first?.keys.sorted() == Self.names)
    #expect(outcome.output.contains(try scenes.ids()[0]))
  }

  @Test("writes the same bytes when it runs again, and checks them")
  func again() throws {
    _ = try scenes.evidence("-q", "-o", scenes.folder)
    let first = try scenes.files()
    let outcome = try scenes.evidence("-o", scenes.folder)
    #expect(try scenes.files() == first)
    let check = try Program.run(["evidence", "--verify", scenes.folder])
    #expect(check.code == 0)
    // The fingerprint that was printed when it was made is the one that is found.
    let fingerprint = try #require(outcome.output.split(separator: " ").last)
    #expect(check.output.contains(fingerprint.trimmingCharacters(in: .newlines)))
  }

  @Test("tells on --verify of a changed byte with exit code 65")
  func tampered() throws {
    _ = try scenes.evidence("-q", "-o", scenes.folder)
    let id = try scenes.ids()[0]
    let url = URL(fileURLWithPath: "\(scenes.folder)/\(id)/after-mndwi.png")
    var bytes = try Data(contentsOf: url)
    bytes[bytes.count / 2] ^= 1
    try bytes.write(to: url)
    let check = try Program.run(["evidence", "--verify", scenes.folder])
    #expect(check.code == 65)
    #expect(check.output.contains("after-mndwi.png: was changed"))
  }

  @Test("names in the manifest the digest of every input, its calibration and its mask")
  func manifest() throws {
    _ = try scenes.evidence("-q", "-o", scenes.folder)
    let files = try #require(scenes.files().values.first)
    let manifest = try object(files["manifest.json"])
    #expect(manifest["site"] as? String == (try scenes.ids()[0]))
    let before = try #require(manifest["before"] as? [String: Any])
    let inputs = try #require(before["files"] as? [[String: Any]])
    for input in inputs {
      let name = try #require(input["name"] as? String)
      let bytes = try Data(contentsOf: URL(fileURLWithPath: scenes.before + "/" + name))
      let digest = SHA256.hash(data: bytes).map { String(format: "%02x", $0) }.joined()
      #expect(input["sha256"] as? String == digest)
    }
    #expect(inputs.contains { $0["name"] as? String == "scene.yaml" })
    let bands = try #require(before["bands"] as? [[String: Any]])
    #expect(bands.allSatisfy { $0["offset"] is Double && $0["scale"] is Double })
    let analysis = try #require(manifest["analysis"] as? [String: Any])
    #expect(analysis["rules"] is [Any])
    #expect(
      !(String(data: try #require(files["manifest.json"]), encoding: .utf8) ?? "").contains(
        scenes.pond.home.path))
  }

  @Test("tells the same mean of the index as the scan did")
  func means() throws {
    _ = try scenes.evidence("-q", "-o", scenes.folder)
    let files = try #require(scenes.files().values.first)
    let looks = try #require(try object(files["manifest.json"])["looks"] as? [[String: Any]])
    let site = try object(files["site.geojson"])
    let feature = try #require((site["features"] as? [[String: Any]])?.first)
    let properties = try #require(feature["properties"] as? [String: Any])
    #expect(
      looks.map { $0["mean"] as? Double } == [
        properties["mndwi_before"] as? Double, properties["mndwi_after"] as? Double,
      ])
    #expect(looks.map { $0["pixels"] as? Int } == [15, 15])
  }

  @Test("takes ids, or the first of the ranking, and refuses an id that there is not")
  func choice() throws {
    let id = try scenes.ids()[0]
    #expect(try scenes.evidence("--top", "1", "-o", scenes.folder).code == 0)
    let wrong = try scenes.evidence("-o", scenes.folder, "--top", "1", "nobody")
    #expect(wrong.code == 64)
    let missing = try Program.run([
      "evidence", scenes.result, "nobody", "--before", scenes.before, "--after", scenes.after, "-o",
      scenes.folder,
    ])
    #expect(missing.code == 64 && missing.error.contains("nobody"))
    #expect(Array(try scenes.files().keys) == [id])
  }

  @Test("refuses scenes that the result was not made from")
  func otherScenes() throws {
    let outcome = try Program.run([
      "evidence", scenes.result, "--before", scenes.after, "--after", scenes.before, "-o",
      scenes.folder,
    ])
    #expect(outcome.code == 65 && outcome.error.contains("was found in"))
  }
}
