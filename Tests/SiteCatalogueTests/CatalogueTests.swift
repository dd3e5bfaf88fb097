import Foundation
import GeoFiles
import SceneBuilding
import Sites
import Testing

@testable import SiteCatalogue

@Suite("A catalogue")
struct CatalogueTests {
  let home: TemporaryFolder

  init() throws { home = try TemporaryFolder() }

  @Test("gives back what was put into it, and a repetition changes nothing")
  func recording() throws {
    let catalogue = try County.catalogue(in: home)
    let observation = County.observation("s1", day: 1, [County.candidate("c1", at: 0, 0)])
    #expect(try catalogue.record(observation))
    let entries = try catalogue.journal().count
    #expect(try !catalogue.record(observation))
    #expect(try catalogue.journal().count == entries)
    let site = try #require(try catalogue.resolve(SiteID.make(first: "c1")))
    #expect(site == SiteID.make(first: "c1"))
  }

  @Test("refuses a folder that holds none when it is only to be read")
  func missing() throws {
    #expect(throws: Refusal.self) { try Catalogue(state: home.path, for: .read) }
    #expect(try home.names().isEmpty)
  }

  @Test("rolls all of a change back where one part of it is refused")
  func rollback() throws {
    let catalogue = try County.catalogue(in: home)
    #expect(throws: Refusal.self) {
      try catalogue.apply(
        CatalogueChange(
          observations: [County.observation("s1", day: 1, [County.candidate("c1", at: 0, 0)])],
          looks: [
            CandidateLook(candidate: "c1", scene: "s2", clearShare: 1, anomalousShare: 0),
            CandidateLook(candidate: "c1", scene: "s2", clearShare: 1, anomalousShare: 1),
          ]))
    }
    #expect(try catalogue.resolve(SiteID.make(first: "c1")) == nil)
  }
}
