import Foundation
import SceneBuilding
import SiteCatalogue
import Testing

@Suite("The run command on hostile products")
struct HostileInboxTests {
  private let county: CountyInbox

  init() throws { county = try CountyInbox() }

  private let safe = SyntheticSAFE(level: "L2A")

  /// An XML file that would grow to ten thousand million letters.
  private static let bomb =
    "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a0 \"ha\">"
    + (1...10).map { number in
      "<!ENTITY a\(number) \"\(String(repeating: "&a\(number - 1);", count: 10))\">"
    }.joined() + "]><x>&a10;</x>"

  @Test("holds each of them with a reason, takes what is whole, and touches nothing else")
  func hostile() throws {
    try county.put("whole", .init(day: 1))
    let inbox = county.inbox
    func put(_ name: String, _ bytes: [UInt8]) throws {
      try county.home.write(bytes, to: "inbox/" + name)
    }
    try put("bomb.zip", safe.zip { $0[safe.productMetadata] = Array(Self.bomb.utf8) })
    try put(
      "escape.zip",
      StoredZip.bytes(
        of: [
          ("../../evil", Array("evil".utf8)),
          ("../X.SAFE/" + safe.productMetadata, Array("<x/>".utf8)),
        ], claimedSizes: [:]))
    try put("cut.zip", Array(safe.zip().dropLast(2_000)))
    try put("noise.tif", (0..<5_000).map { UInt8(truncatingIfNeeded: $0 &* 7_919 >> 3) })
    try FileManager.default.createSymbolicLink(
      atPath: inbox + "/device.tif", withDestinationPath: "/dev/zero")
    let before = try county.home.list("inbox")
    let outcome = try county.expectRun(65)
    #expect(outcome.output.contains("1 scenes in the catalogue"))
    let held = try county.home.list("state/quarantine")
    #expect(held.count == 5)
    for folder in held {
      let reason = try String(
        contentsOfFile: "\(county.state)/quarantine/\(folder)/reason.json", encoding: .utf8)
      // Refused in our own words: no child broke down or had to be ended.
      #expect(!reason.contains("signal") && !reason.contains("was not done"), "\(reason)")
    }
    #expect(try county.home.list("inbox") == before)
    #expect(try county.home.names() == ["county", "inbox", "state"])
  }

  @Test("refuses a catalogue whose journal was changed")
  func brokenJournal() throws {
    try county.put("a", .init(day: 1))
    _ = try county.expectRun()
    let path = county.state + "/catalogue.gpkg"
    var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    let word = try #require(bytes.range(of: Data("scene.recorded".utf8)))
    bytes.replaceSubrange(word, with: Data("scene.retorded".utf8))
    try bytes.write(to: URL(fileURLWithPath: path))
    let outcome = try county.expectRun(65)
    #expect(outcome.error.contains("catalogue.gpkg"))
  }
}
