import Foundation
import SceneBuilding
import SiteCatalogue
import Testing

@Suite("What others tell the journal")
struct NotingTests {
  private let home: TemporaryFolder
  private let catalogue: Catalogue

  init() throws {
    home = try TemporaryFolder()
    catalogue = try County.catalogue(in: home)
  }

  @Test("is there afterwards under its subject, and leaves the catalogue sound")
  func note() throws {
    let before = try #require(try catalogue.journalHead())
    #expect(try !catalogue.hasNoted("export.written", of: "outbox/1/sites.geojson"))
    try catalogue.note("export.written", of: "outbox/1/sites.geojson", detail: ["sites": "0"])
    #expect(try catalogue.hasNoted("export.written", of: "outbox/1/sites.geojson"))
    #expect(try !catalogue.hasNoted("export.written", of: "outbox/2/sites.geojson"))
    #expect(try !catalogue.hasNoted("run.ended", of: "outbox/1/sites.geojson"))
    #expect(try catalogue.journalHead()?.entries == before.entries + 1)
    #expect(try catalogue.audit().isSound)
  }

  @Test("holds a setting once for each time that it changes")
  func setting() throws {
    #expect(try catalogue.note(setting: "configuration", ["rules": "a 1"]))
    let head = try catalogue.journalHead()
    #expect(try !catalogue.note(setting: "configuration", ["rules": "a 1"]))
    #expect(try catalogue.journalHead() == head)
    #expect(try catalogue.note(setting: "configuration", ["rules": "a 2"]))
    #expect(try catalogue.note(setting: "configuration", ["rules": "a 1"]))
    #expect(try catalogue.journalHead()?.entries == head.map { $0.entries + 2 })
    #expect(try catalogue.audit().isSound)
  }
}
