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

  @Test("refuses what no scene, candidate or look can be, and records none of it")
  func refusals() throws {
    let catalogue = try County.catalogue(in: home)
    let good = County.observation("s1", day: 1, [County.candidate("c1", at: 0, 0)])
    func refused(_ change: (inout SceneObservation) -> Void) {
      var observation = good
      change(&observation)
      #expect {
        try catalogue.record(observation)
      } throws: { ($0 as? Refusal)?.reason == .badInput }
    }
    refused { $0.scene.acquired = "2025-01-02T10:00:00+08:00" }
    refused { $0.scene.acquired = "2025-02-30" }
    refused { $0.scene.id = "" }
    refused { $0.scene.treatment.clearShare = .nan }
    refused { $0.candidates[0].score = 1.01 }
    refused { $0.candidates[0].place.geometry.polygons = [] }
    refused { $0.candidates[0].place.geometry.polygons[0].exterior[1].longitude = .infinity }
    refused { $0.candidates[0].place.geometry.polygons[0].exterior[1].longitude = -170 }
    // A bow tie.
    refused { $0.candidates[0].place.geometry.polygons[0].exterior.swapAt(1, 2) }
    refused { $0.candidates += $0.candidates }
    refused { $0.cells = [CellClarity(cell: Cell(column: 0, row: 0), clearShare: 2)] }
    #expect(try catalogue.scenes().isEmpty)
    #expect {
      try catalogue.record([
        CandidateLook(candidate: "c1", scene: "s1", clearShare: 1.5, anomalousShare: 0)
      ])
    } throws: { ($0 as? Refusal)?.reason == .badInput }
    #expect {
      try catalogue.retract("s9", reason: "")
    } throws: { ($0 as? Refusal)?.reason == .noInput }
  }
}
