import Foundation
import GeoFiles
import RasterGrid
import SceneBuilding
import Sites
import Testing

@testable import SiteCatalogue

@Suite("A query for sites")
struct SiteQueryTests {
  private let home: TemporaryFolder
  private let catalogue: Catalogue

  init() throws {
    home = try TemporaryFolder()
    catalogue = try County.catalogue(in: home)
    // A row of four sites to the east, 1 km apart, larger and more suspicious one by one.
    for number in 0..<4 {
      try catalogue.record(
        County.observation(
          "s\(number)", day: number * 10,
          [
            County.candidate(
              "c\(number)", at: number * 100, 0, side: 3 + number,
              kind: number == 3 ? "burning" : "water-lost",
              duration: number == 3 ? .transient : .lasting, score: 0.2 + Double(number) / 10)
          ]))
    }
  }

  private func numbers(_ change: (inout SiteQuery) -> Void) throws -> [Int] {
    var query = SiteQuery()
    change(&query)
    let ids = (0..<4).map { SiteID.make(first: "c\($0)") }
    return try catalogue.sites(query).compactMap { ids.firstIndex(of: $0.id) }
  }

  @Test(
    "gives the most suspicious first, or the order that was asked for, and not more than asked for")
  func order() throws {
    #expect(try numbers { _ in } == [3, 2, 1, 0])
    #expect(try numbers { $0.order = .firstSeen } == [0, 1, 2, 3])
    #expect(
      try numbers {
        $0.order = .area; $0.limit = 2
      } == [3, 2])
    #expect(try numbers { $0.limit = 0 } == [])
  }

  @Test("keeps to kinds, states, statuses, days, scores and areas")
  func attributes() throws {
    #expect(try numbers { $0.kinds = ["burning", "no-such"] } == [3])
    #expect(try numbers { $0.kinds = ["burning' OR 1 --"] } == [])
    #expect(try numbers { $0.states = [.first] } == [2, 1, 0])
    #expect(try numbers { $0.states = [.ongoing, .over] } == [3])
    #expect(try numbers { $0.statuses = [.new] }.count == 4)
    #expect(try numbers { $0.since = "2025-01-21" } == [3, 2])
    #expect(try numbers { $0.until = "2025-01-11" } == [1, 0])
    #expect(try numbers { $0.leastScore = 0.4 } == [3, 2])
    #expect(try numbers { $0.leastArea = 2_000 } == [3, 2])
  }

  @Test("keeps to what some scenes show, as long as they count, and to what still wants a visit")
  func visits() throws {
    #expect(try numbers { $0.scenes = ["s1", "s3", "no-such"] } == [3, 1])
    #expect(try numbers { $0.scenes = [] } == [])
    // A look that saw it too shows it; one that saw it clear, or hardly at all, does not.
    try catalogue.record(
      [("c0", 1.0, 0.9), ("c2", 1.0, 0.1), ("c3", 0.2, 0.9)].map {
        CandidateLook(
          candidate: $0.0, scene: "s1", clearShare: $0.1, anomalousShare: $0.2, value: nil)
      })
    #expect(try numbers { $0.scenes = ["s1"] } == [1, 0])
    try catalogue.record(
      Verdict(
        site: SiteID.make(first: "c2"), outcome: .legal, reason: .legal, by: "li",
        visited: "2025-03-01"))
    #expect(try numbers { $0.isOpen = true } == [3, 1, 0])
    #expect(try numbers { _ in }.count == 4)
    try catalogue.retract("s1", reason: "damaged")
    #expect(try numbers { $0.scenes = ["s1", "s3"] } == [3])
  }

  @Test("keeps to a box, an area and the neighbourhood of a point by outlines, not by their boxes")
  func places() throws {
    #expect(
      try numbers { $0.bounds = GeoBounds(west: 120.005, south: 29, east: 120.025, north: 29.1) }
        == [2, 1])
    // A point 0.00001 degrees east of the first site's edge: about a metre.
    let point = GeoPoint(longitude: 120.00031, latitude: 29.00015)
    #expect(try numbers { $0.near = .init(of: point, metres: 0.5) } == [])
    #expect(try numbers { $0.near = .init(of: point, metres: 2) } == [0])
    #expect(try numbers { $0.near = .init(of: point, metres: 1_000) } == [1, 0])
    // An area whose box holds all sites and which holds only the last.
    let slope = [
      (120.0, 29.1), (120.025, 28.99), (120.035, 28.99), (120.035, 29.1), (120.0, 29.1),
    ].map {
      MapPoint(x: $0.0, y: $0.1)
    }
    #expect(try numbers { $0.area = [[slope]] } == [3])
    #expect(
      try numbers {
        $0.area = [[slope]]; $0.limit = 1; $0.order = .id
      } == [3])
  }

  @Test("searches by index, not by walking all sites")
  func plans() throws {
    func plan(_ change: (inout SiteQuery) -> Void) throws -> String {
      var query = SiteQuery()
      change(&query)
      let (sql, values) = query.statement(by: SiteRule())
      return try catalogue.connection.map("EXPLAIN QUERY PLAN " + sql, values) { try $0.text(3) }
        .joined(separator: "; ")
    }
    let bounds = GeoBounds(west: 120, south: 29, east: 120.001, north: 29.1)
    #expect(try plan { $0.bounds = bounds }.contains("VIRTUAL TABLE INDEX"))
    #expect(try plan { $0.kinds = ["burning"] }.contains("sites_kind"))
    #expect(try plan { $0.states = [.confirmed] }.contains("sites_state"))
    #expect(try plan { $0.statuses = [.rebound] }.contains("sites_status"))
    #expect(
      try plan {
        $0.since = "2025-01-01"; $0.order = .lastSeen
      }.contains("sites_last_seen"))
    #expect(
      try plan {
        $0.leastArea = 1e4; $0.order = .area
      }.contains("sites_area"))
    #expect(try plan { $0.limit = 10 }.contains("sites_score"))
    #expect(try plan { _ in } == "SCAN s USING INDEX sites_score")
  }
}
