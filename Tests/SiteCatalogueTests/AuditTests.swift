import Foundation
import GeoFiles
import SceneBuilding
import Sites
import Testing

@testable import SiteCatalogue

@Suite("An audit")
struct AuditTests {
  private let home: TemporaryFolder

  init() throws {
    home = try TemporaryFolder()
    let catalogue = try County.catalogue(in: home)
    var observation = County.observation("s1", day: 1, [County.candidate("c", at: 0, 0)])
    observation.cells = [CellClarity(cell: Cell(column: 12_000, row: 2_900), clearShare: 0.75)]
    try catalogue.record(observation)
    try catalogue.record(County.observation("s2", day: 2))
    try catalogue.record([
      CandidateLook(candidate: "c", scene: "s2", clearShare: 0.5, anomalousShare: 0.25)
    ])
    try catalogue.record(
      Verdict(
        site: SiteID.make(first: "c"), outcome: .unclear, by: "Li", visited: "2025-01-03"))
  }

  /// Changes the file as somebody would who has it in hand: triggers do not stop him.
  private func tamper(_ sql: String) throws {
    let connection = try SQLiteConnection(
      opening: home.file(Catalogue.fileName), for: .write)
    let triggers = try connection.map("SELECT name FROM sqlite_master WHERE type = 'trigger'") {
      try $0.text(0)
    }
    for trigger in triggers { try connection.script("DROP TRIGGER \(trigger)") }
    try connection.script(sql)
  }

  private func audit(head: String? = nil) throws -> Audit {
    try Catalogue(state: home.path, for: .read).audit(knownHead: head)
  }

  @Test("finds nothing in a catalogue that nobody touched")
  func sound() throws {
    let audit = try audit()
    #expect(audit.findings == [])
    #expect(audit.head.count == 64)
  }

  @Test(
    "notices one changed value anywhere",
    arguments: [
      "UPDATE journal SET detail = replace(detail, '2025', '2024') WHERE event = 'scene.recorded'",
      "UPDATE journal SET at = at || ' ' WHERE id = 1",
      "DELETE FROM journal WHERE id = 3",
      "UPDATE scenes SET record = replace(record, 'B03.jp2', 'B04.jp2') WHERE scene = 's1'",
      "UPDATE scenes SET clear_share = 0.91 WHERE scene = 's1'",
      "UPDATE scenes SET retracted = recorded WHERE scene = 's2'",
      "UPDATE candidates SET record = replace(record, '0.7', '0.8')",
      "UPDATE candidates SET score = 0.71", "UPDATE candidates SET site = 'S0'",
      "DELETE FROM candidates", "UPDATE cells SET clear_share = 0.7500001",
      "UPDATE looks SET anomalous_share = 0.2500001",
      "INSERT INTO looks SELECT NULL, candidate, 's1', 1, 1, NULL, 2 FROM looks",
      "UPDATE verdicts SET note = 'x'", "UPDATE verdicts SET outcome = 'true'",
      "INSERT INTO verdicts SELECT NULL, site, visited, by, 'true', NULL, '', 1 FROM verdicts",
      "UPDATE sites SET state = 'confirmed'", "UPDATE sites SET score = 0.71",
      "DELETE FROM sites", "UPDATE settings SET value = replace(value, '30', '31')",
      "INSERT INTO settings VALUES (NULL, 'configuration', '{}')",
    ])
  func tampering(sql: String) throws {
    try tamper(sql)
    #expect(try !audit().isSound)
  }

  @Test("says at which journal entry the chain breaks")
  func place() throws {
    try tamper("UPDATE journal SET subject = 's9' WHERE id = 3")
    #expect(try audit().findings.first?.hasPrefix("journal entry 3 ") == true)
  }

  @Test("notices by a head that was noted that the end was cut off")
  func truncation() throws {
    let head = try audit().head
    #expect(try audit(head: head).isSound)
    try tamper(
      """
      DELETE FROM verdicts; UPDATE sites SET status = 'new';
      DELETE FROM journal WHERE id > (SELECT id FROM journal WHERE event = 'looks.recorded')
      """)
    #expect(try audit().isSound)
    #expect(try !audit(head: head).isSound)
  }

  @Test(
    "notices by a head that a manifest noted that the end was cut off, or that all was written anew"
  )
  func notedHeads() throws {
    let head = try #require(try Catalogue(state: home.path, for: .read).journalHead())
    let other = JournalHead(entries: 2, hash: String(repeating: "0", count: 64))
    func findings(_ noted: JournalHead) throws -> [String] {
      try Catalogue(state: home.path, for: .read).audit(noted: ["runs/1.json": noted]).findings
    }
    #expect(try findings(head) == [])
    #expect(try findings(other) == ["journal entry 2 is not the one that runs/1.json noted"])
    try Catalogue(state: home.path, for: .write).note("run.ended", of: "1")
    #expect(try findings(head) == [])
    try tamper("DELETE FROM journal WHERE id >= \(head.entries)")
    let cut = try findings(head)
    #expect(cut.contains { $0.contains("runs/1.json") && $0.contains("its end was cut off") })
    #expect(throws: Refusal.self) {
      try Catalogue(state: home.path, for: .read).verifyChain(noted: ["runs/1.json": head])
    }
  }

  @Test("shows everything that led to a site")
  func trace() throws {
    let text = try Catalogue(state: home.path, for: .read).trace(of: SiteID.make(first: "c"))
    for part in [
      "B03.jp2", String(repeating: "0", count: 64), "SCL", "tianyan test", "reference",
      "S2B_s1.SAFE", "scene.recorded", "verdict.recorded", "looks.recorded", "unclear",
    ] {
      #expect(text.contains(part), "\(part)")
    }
  }

  @Test("is the reason why facts cannot be changed by mistake: triggers forbid it")
  func triggers() throws {
    let connection = try SQLiteConnection(opening: home.file(Catalogue.fileName), for: .write)
    for sql in [
      "DELETE FROM journal", "UPDATE journal SET at = ''", "DELETE FROM candidates",
      "UPDATE looks SET value = 1", "DELETE FROM verdicts", "DELETE FROM scenes",
      "UPDATE scenes SET acquired = '2020-01-01'",
    ] {
      #expect(throws: Refusal.self, "\(sql)") { try connection.script(sql) }
    }
  }
}
