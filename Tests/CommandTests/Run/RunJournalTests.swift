import Foundation
import GeoFiles
import SceneBuilding
import Testing

@Suite("The journal of runs")
struct RunJournalTests {
  private let county: CountyInbox

  init() throws { county = try CountyInbox() }

  /// The subjects and details of the events of a name, oldest first.
  private func events(_ name: String) throws -> [(subject: String, detail: [String: String])] {
    let connection = try SQLiteConnection(
      opening: county.state + "/catalogue.gpkg", for: .read)
    return try connection.map(
      "SELECT subject, detail FROM journal WHERE event = ? ORDER BY id", [.text(name)]
    ) { row in
      (
        try row.text(0),
        try JSONDecoder().decode([String: String].self, from: Data(try row.text(1).utf8))
      )
    }
  }

  private func manifests() throws -> [String] {
    try county.home.list("state/runs").filter { $0.hasSuffix(".json") }
  }

  @Test("tells of every run, what it took, held back and handed on, and what it worked by")
  func rows() throws {
    try county.put("a", .init(day: 1))
    try county.home.write([1, 2, 3], to: "inbox/noise.tif")
    _ = try county.expectRun(65)
    _ = try county.expectRun()
    let (started, ended) = (try events("run.started"), try events("run.ended"))
    #expect(Set(ended.map { $0.subject + ".json" }) == Set(try manifests()))
    #expect(started.map(\.subject) == ended.map(\.subject) && started.count == 2)
    #expect(started[0].detail["software"]?.hasPrefix("tianyan ") == true)
    #expect(ended.map { $0.detail["exit_code"] } == ["65", "0"])
    #expect(ended[0].detail["recorded"]?.hasPrefix("simulated-l2a-20240501-") == true)
    #expect(ended[0].detail["quarantined"] == county.inbox + "/noise.tif")
    #expect(ended[1].detail["recorded"] == "")
    #expect(try events("product.quarantined").map(\.subject) == [county.inbox + "/noise.tif"])
    let exports = try events("export.written")
    #expect(exports.map(\.subject) == ["outbox/\(ended[0].subject)/sites.geojson"])
    #expect(exports[0].detail["sites"] == "0")
    #expect(exports[0].detail["sha256"]?.count == 64)

    func configurations() throws -> [[String: String]] {
      try events("setting.changed").filter { $0.subject == "configuration" }.map(\.detail)
    }
    #expect(try configurations().count == 1)
    let rules = try String(contentsOfFile: county.region + "/rules.yaml", encoding: .utf8)
    try county.home.write(rules + "\n# another word\n", to: "county/rules.yaml")
    _ = try county.expectRun(0, "--looks", "3")
    #expect(try configurations().count == 2)
  }

  @Test("makes up for the row of an export where a run was killed before it wrote it")
  func missedExport() throws {
    try county.put("a", .init(day: 1))
    _ = try county.expectRun()
    let names = try county.home.list("state/outbox")
    try FileManager.default.moveItem(
      atPath: "\(county.state)/outbox/\(names[0])", toPath: county.state + "/outbox/0-moved")
    _ = try county.expectRun()
    #expect(
      try events("export.written").map(\.subject)
        == ["outbox/\(names[0])/sites.geojson", "outbox/0-moved/sites.geojson"])
  }

  @Test("tells of an export by hand and of what was pruned")
  func byHand() throws {
    try county.put("a", .init(day: 1))
    _ = try county.expectRun()
    let file = county.home.file("out.geojson")
    let export = try Program.run(["export", "--state", county.state, "--to", file])
    #expect(export.code == 0, "\(export.error)")
    #expect(try events("export.written").last?.subject == file)
    try county.put("b", .init(day: 3, haze: 3))
    _ = try county.expectRun()
    let prune = try Program.run(["prune", "--state", county.state, "--keep", "1d"])
    #expect(prune.code == 0, "\(prune.error)")
    let pruned = try #require(try events("layers.pruned").first?.detail["files"])
    #expect(pruned.contains("layers/") && !pruned.contains(county.state))
    #expect(try Program.run(["audit", "--state", county.state]).code == 0)
  }

  @Test("whose end was cut off is found by the manifests; the next run refuses to go on with it")
  func cutOff() throws {
    try county.put("a", .init(day: 1))
    let first = try county.expectRun()
    let sound = try Program.run(["audit", "--state", county.state])
    #expect(sound.code == 0, "\(sound.error)")
    // The head that the log of the run told is the one that the audit finds.
    let head = try #require(sound.output.split(separator: " ").last?.dropLast())
    #expect(head.count == 64 && first.error.contains(head))
    let connection = try SQLiteConnection(
      opening: county.state + "/catalogue.gpkg", for: .write)
    try connection.script(
      """
      DROP TRIGGER journal_no_delete;
      DELETE FROM journal WHERE id = (SELECT max(id) FROM journal);
      """)
    let audit = try Program.run(["audit", "--state", county.state])
    #expect(audit.code == 65 && audit.error.contains("its end was cut off"), "\(audit.error)")
    let refused = try county.expectRun(65)
    #expect(refused.error.contains("its end was cut off"))
  }
}
