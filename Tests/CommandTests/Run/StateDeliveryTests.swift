import Crypto
import Foundation
import SceneBuilding
import SiteCatalogue
import Testing

@Suite("What leaves a state directory")
struct StateDeliveryTests {
  private let county: CountyInbox
  private let id: String

  /// Five days, of which the third is cloudy; the pond is filled from the fourth on.
  init() throws {
    county = try CountyInbox()
    for (name, day) in [("a", 1), ("b", 3), ("c", 5), ("d", 7), ("e", 9)] {
      try county.put(
        name,
        .init(
          day: day, isFilled: day > 6, isCloudy: day == 5, haze: UInt16(day),
          colours: ["red", "blue"]))
    }
    _ = try county.expectRun()
    let sites = try Catalogue(state: county.state, for: .read).sites()
    try #require(sites.count == 1)
    id = sites[0].id
  }

  private func tianyan(_ command: String, _ more: String...) throws -> Program.Outcome {
    try Program.run([command, "--state", county.state] + more)
  }

  private func object(_ path: String) throws -> [String: Any] {
    try #require(
      JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: path)))
        as? [String: Any])
  }

  private func digest(_ path: String) throws -> String {
    SHA256.hash(data: try Data(contentsOf: URL(fileURLWithPath: path)))
      .map { String(format: "%02x", $0) }.joined()
  }

  @Test(
    "shows a site between the last day without it and one with it, and all days in its time line")
  func evidence() throws {
    let folder = county.home.file("evidence")
    let outcome = try tianyan("evidence", id, "--region", county.region, "-o", folder)
    #expect(outcome.code == 0, "\(outcome.error)")
    let manifest = try object("\(folder)/\(id)/manifest.json")
    let before = try #require(manifest["before"] as? [String: Any])
    let after = try #require(manifest["after"] as? [String: Any])
    // The third day is cloudy.
    #expect((before["acquired"] as? String)?.prefix(10) == "2024-05-03")
    #expect((after["acquired"] as? String)?.prefix(10) ?? "" >= "2024-05-07")
    let looks = try #require(manifest["looks"] as? [[String: Any]])
    #expect(looks.map { $0["masked"] as? Bool } == [false, false, true, false, false])
    let site = try object("\(folder)/\(id)/site.geojson")
    let feature = try #require((site["features"] as? [[String: Any]])?.first)
    let properties = try #require(feature["properties"] as? [String: Any])
    #expect(properties["before_scene"] as? String == before["scene"] as? String)
    #expect(properties["rule_version"] as? String != nil)
    #expect((properties["mndwi_after"] as? Double ?? 1) < 0)
  }

  @Test(
    "traces evidence to the products, the median and the journal, and the journal to the evidence")
  func trace() throws {
    let folder = county.home.file("evidence")
    let head = try #require(try Catalogue(state: county.state, for: .read).journalHead())
    let outcome = try tianyan("evidence", "--top", "5", "--region", county.region, "-o", folder)
    let manifest = try object("\(folder)/\(id)/manifest.json")
    let journal = try #require(manifest["journal"] as? [String: Any])
    #expect(journal["entry"] as? Int == head.entries && journal["hash"] as? String == head.hash)
    let before = try #require(manifest["before"] as? [String: Any])
    let record = try #require(before["record"] as? [String: Any])
    let inputs = try #require(record["inputs"] as? [[String: Any]])
    let band = try #require(
      inputs.first { ($0["path"] as? String)?.hasSuffix("green.tif") ?? false })
    #expect(band["sha256"] as? String == (try digest(county.inbox + "/b/green.tif")))
    let reference = try #require(manifest["reference"] as? [String: Any])
    #expect((reference["scene"] as? String)?.hasPrefix("median-") ?? false)
    #expect((reference["median_of"] as? [Any])?.count ?? 0 >= 3)
    let fingerprint = try #require(outcome.output.split(separator: " ").last)
      .trimmingCharacters(in: .newlines)
    let audit = try tianyan("audit", id)
    #expect(audit.code == 0 && audit.output.contains("evidence.written"))
    #expect(audit.output.contains(fingerprint))
    #expect(try Program.run(["evidence", "--verify", folder]).code == 0)
  }

  @Test("is only what a run showed, or what was seen since a day")
  func selection() throws {
    func count(_ more: String...) throws -> Int {
      let outcome = try Program.run(["sites", "--state", county.state, "--json"] + more)
      #expect(outcome.code == 0, "\(outcome.error)")
      let list = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [Any]
      return try #require(list).count
    }
    #expect(try count("--run", "latest") == 1)
    _ = try county.expectRun()
    // The last run had nothing to take in.
    #expect(try count("--run", "latest") == 0)
    #expect(try tianyan("sites", "--run", "../../etc/passwd").code == 66)
    let folder = county.home.file("none")
    let outcome = try tianyan(
      "evidence", "--since", "2024-06-01", "--region", county.region, "-o", folder)
    #expect(outcome.code == 0 && outcome.output.isEmpty, "\(outcome.error)")
    #expect(try tianyan("evidence", "--before", "x", "-o", folder).code == 64)
    #expect(try tianyan("evidence", "nobody", "-o", folder).code == 66)
  }

  @Test("is a report that says what it was compared with, and leaves out what was found to be none")
  func report() throws {
    let path = county.home.file("report.html")
    let outcome = try tianyan(
      "report", "--region", county.region, "--lang", "en", "-q", "-o", path)
    #expect(outcome.code == 0, "\(outcome.error)")
    let html = try String(contentsOfFile: path, encoding: .utf8)
    #expect(html.contains("It was compared with the median of"))
    #expect(html.contains("On 1 of 3 other dates it could not be seen."))
    #expect(html.contains(id))
    let written = try #require(
      try Catalogue(state: county.state, for: .read).events().first { $0.event == "report.written" }
    )
    #expect(written.detail.contains(try digest(path)))
    #expect(
      try Program.run(["verdict", id, "false", "--reason", "season", "--state", county.state]).code
        == 0)
    _ = try tianyan("report", "--region", county.region, "--lang", "en", "-q", "-o", path)
    #expect(try !String(contentsOfFile: path, encoding: .utf8).contains(id))
    // Asked for by its id it is still shown.
    let folder = county.home.file("evidence")
    #expect(try tianyan("evidence", id, "--region", county.region, "-o", folder).code == 0)
  }

  @Test("is noted in the journal with its digest, as an export, a list and its receipt")
  func journalled() throws {
    let usb = try county.home.folder("usb")
    let dispatch = ["--to", usb, "--outbox", county.home.file("outbox"), "-q"]
    #expect(try Program.run(["dispatch", "--state", county.state] + dispatch).code == 0)
    #expect(try tianyan("export", "--to", county.home.file("sites.gpkg"), "-q").code == 0)
    let list = try #require(try FileManager.default.contentsOfDirectory(atPath: usb).first)
    let events = try Catalogue(state: county.state, for: .read).events()
    let arrived = try #require(events.first { $0.event == "dispatch.arrived" })
    #expect(arrived.detail.contains(try digest("\(usb)/\(list)")))
    #expect(events.contains { $0.event == "export.written" && $0.subject.hasSuffix("sites.gpkg") })
    #expect(try Program.run(["dispatch", "--state", county.state] + dispatch).code == 0)
    let again = try Catalogue(state: county.state, for: .read).events()
    #expect(again.count == events.count)
  }
}
