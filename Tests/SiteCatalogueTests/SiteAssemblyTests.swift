import GeoFiles
import SceneBuilding
import Sites
import Testing

@testable import SiteCatalogue

@Suite("Candidates become sites")
struct SiteAssemblyTests {
  private let home: TemporaryFolder
  private let catalogue: Catalogue

  init() throws {
    home = try TemporaryFolder()
    catalogue = try County.catalogue(in: home)
  }

  private func id(_ candidate: String) -> String { SiteID.make(first: candidate) }

  @Test("one where they overlap, one across a gap of 30 m, two across one of 40 m")
  func reach() throws {
    // Squares of 30 m: at 0, overlapping at 2, then gaps of about 29 m and 39 m (a step is 9.7 m east).
    try catalogue.record(
      County.observation(
        "s1", day: 1,
        [
          County.candidate("a", at: 0, 0), County.candidate("b", at: 2, 0),
          County.candidate("c", at: 8, 0), County.candidate("d", at: 15, 0),
        ]))
    #expect(Set(try catalogue.sites().map(\.id)) == [id("a"), id("d")])
    #expect(try catalogue.site(id("a")).candidates == 3)
  }

  @Test("of one kind, unless a family holds several")
  func families() throws {
    let observation = County.observation(
      "s1", day: 1,
      [
        County.candidate("a", at: 0, 0, kind: "land-clearing"),
        County.candidate("b", at: 1, 0, kind: "construction"),
      ])
    try catalogue.record(observation)
    #expect(try catalogue.sites().count == 2)
    var rule = SiteRule()
    rule.families = ["land-clearing": "ground", "construction": "ground"]
    let again = try County.catalogue(in: home, rule: rule)
    #expect(try again.sites().map(\.id) == [id("a")])
    #expect(try again.audit().findings == [])
  }

  @Test("merged at the candidate that links them: the one that began first keeps its id")
  func merging() throws {
    try catalogue.record(County.observation("s1", day: 1, [County.candidate("east", at: 20, 0)]))
    try catalogue.record(County.observation("s2", day: 2, [County.candidate("west", at: 0, 0)]))
    #expect(try catalogue.sites().count == 2)
    try catalogue.record(
      County.observation("s3", day: 3, [County.candidate("bridge", at: 2, 0, side: 19)]))
    #expect(try catalogue.sites().map(\.id) == [id("east")])
    let file = try catalogue.siteFile(id("west"))
    #expect(file.site.id == id("east"))
    #expect(file.merges == [SiteAssembly.Merge(site: id("west"), candidate: "bridge")])
    let trail = try catalogue.journal(of: [id("west")])
    #expect(trail.map(\.event) == ["site.new", "site.merged_into"])
    #expect(trail[1].detail == "{\"site\":\"\(id("east"))\"}")

    // Taken back, the bridge lets them fall apart again, each with its own id.
    try catalogue.retract("s3", reason: "cloud")
    #expect(Set(try catalogue.sites().map(\.id)) == [id("east"), id("west")])
    #expect(try catalogue.journal(of: [id("west")]).last?.event == "site.split_from")
    #expect(try catalogue.audit().findings == [])
  }

  @Test("not merged by a candidate in doubt, which joins the first that it touches")
  func doubtfulBridge() throws {
    let scenes = [
      County.observation("s1", day: 1, [County.candidate("east", at: 20, 0)]),
      County.observation("s2", day: 2, [County.candidate("west", at: 0, 0)]),
      County.observation(
        "s3", day: 3, [County.candidate("ragged", at: 2, 0, side: 19, clear: 0.2)]),
    ]
    for scene in scenes { try catalogue.record(scene) }
    #expect(Set(try catalogue.sites().map(\.id)) == [id("east"), id("west")])
    #expect(try catalogue.site(id("east")).candidates == 2)
    #expect(try catalogue.site(id("ragged")).id == id("east"))

    let home = try TemporaryFolder()
    let late = try County.catalogue(in: home)
    for scene in scenes.reversed() { try late.record(scene) }
    #expect(try late.sites() == catalogue.sites())
  }

  @Test("in doubt together again when what one of them had joined is taken back")
  func doubtfulAlone() throws {
    for (name, x, day) in [("a", 0, 1), ("b", 2, 2)] {
      try catalogue.record(
        County.observation("s\(day)", day: day, [County.candidate(name, at: x, 0, clear: 0.2)]))
    }
    try catalogue.record(County.observation("s3", day: 3, [County.candidate("sure", at: 7, 0)]))
    // Only b is near enough to what is sure.
    #expect(Set(try catalogue.sites().map(\.id)) == [id("a"), id("b")])
    try catalogue.retract("s3", reason: "cloud")
    #expect(try catalogue.sites().map(\.id) == [id("a")])
    #expect(try catalogue.audit().findings == [])
  }

  @Test("under the id of an earlier candidate that came late; the old id still leads there")
  func lateScene() throws {
    try catalogue.record(County.observation("s2", day: 9, [County.candidate("b", at: 0, 0)]))
    try catalogue.record(
      Verdict(site: id("b"), outcome: .dispatched, by: "Li", visited: "2025-02-01"))
    try catalogue.record(County.observation("s1", day: 2, [County.candidate("a", at: 1, 0)]))
    let site = try catalogue.site(id("b"))
    #expect(site.id == id("a"))
    #expect(site.status == .dispatched)
    #expect(try catalogue.journal(of: [id("b")]).last?.event == "site.merged_into")
  }

  @Test("still found by the id of a candidate whose scene was processed again")
  func reprocessing() throws {
    try catalogue.record(County.observation("s1", day: 1, [County.candidate("old", at: 0, 0)]))
    try catalogue.record(
      Verdict(site: id("old"), outcome: .dispatched, by: "Li", visited: "2025-02-01"))
    try catalogue.retract("s1", reason: "re-processed")
    #expect(try catalogue.resolve(id("old")) == nil)
    #expect(throws: Refusal.self) { try catalogue.site(id("old")) }
    try catalogue.record(County.observation("s1b", day: 1, [County.candidate("new", at: 0, 1)]))
    #expect(try catalogue.site(id("old")).id == id("new"))
    #expect(try catalogue.site(id("new")).status == .dispatched)
    #expect(try catalogue.audit().findings == [])
  }

  @Test("with the ground that any of them covers, counted once")
  func union() throws {
    try catalogue.record(
      County.observation("s1", day: 1, [County.candidate("a", at: 0, 0, side: 4)]))
    try catalogue.record(
      County.observation("s2", day: 2, [County.candidate("b", at: 2, 0, side: 4)]))
    let site = try catalogue.site(id("a"))
    // 6 x 4 steps; a step is 1e-4 degrees: 11.08 m north and 9.74 m east at 29 N.
    #expect(abs(site.place.area - 24 * 11.08 * 9.74) < 10)
    #expect(site.place.geometry.polygons.count == 1)
  }
}
