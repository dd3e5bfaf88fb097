import SceneBuilding
import Sites
import Testing

@testable import SiteCatalogue

@Suite("A site's state")
struct SiteHistoryTests {
  private let home: TemporaryFolder
  private let catalogue: Catalogue
  private let id = SiteID.make(first: "c")

  init() throws {
    home = try TemporaryFolder()
    catalogue = try County.catalogue(in: home)
  }

  private func look(day: Int, clear: Double, anomalous: Double) throws {
    try catalogue.record(County.observation("s\(day)", day: day))
    try catalogue.record([
      CandidateLook(candidate: "c", scene: "s\(day)", clearShare: clear, anomalousShare: anomalous)
    ])
  }

  @Test("goes from first to confirmed by clear looks that see it, whatever clouds hide")
  func lasting() throws {
    try catalogue.record(County.observation("s1", day: 1, [County.candidate("c", at: 0, 0)]))
    #expect(try catalogue.site(id).state == .first)
    try look(day: 5, clear: 0.1, anomalous: 0)
    #expect(try catalogue.site(id).state == .first)
    try look(day: 9, clear: 1, anomalous: 0.9)
    #expect(try catalogue.site(id).state == .provisional)
    try look(day: 12, clear: 0.8, anomalous: 0.6)
    #expect(try catalogue.site(id).state == .confirmed)
    try look(day: 40, clear: 1, anomalous: 0)
    try look(day: 45, clear: 1, anomalous: 0.1)
    let site = try catalogue.site(id)
    #expect(site.state == .finished)
    #expect(site.course.firstSeen == "2025-01-02T00:00:00Z")
    #expect(site.course.lastSeen == "2025-01-13T00:00:00Z")
    #expect(site.course.lastLook == "2025-02-15T00:00:00Z")
    #expect(site.course.confirmations == 3)
  }

  @Test("counts the days since anybody saw the ground up to the last acquisition")
  func daysUnobserved() throws {
    try catalogue.record(County.observation("s1", day: 1, [County.candidate("c", at: 0, 0)]))
    try look(day: 31, clear: 0.4, anomalous: 0)
    let listing = SiteListing(try catalogue.sites(), asOf: try catalogue.lastAcquisition())
    #expect(listing.sites.map(listing.daysUnobserved) == [30])
  }

  @Test("of a transient kind tells of events that come again and never expire")
  func transient() throws {
    try catalogue.record(
      County.observation(
        "s1", day: 1, [County.candidate("c", at: 0, 0, kind: "burning", duration: .transient)]))
    #expect(try catalogue.site(id).state == .ongoing)
    try look(day: 5, clear: 1, anomalous: 0)
    #expect(try catalogue.site(id).state == .over)
    try look(day: 9, clear: 1, anomalous: 1)
    #expect(try catalogue.site(id).state == .ongoing)
    #expect(try catalogue.site(id).course.events == 2)
  }

  @Test("is doubtful while clouds hid most of every candidate, which confirm nothing")
  func doubtful() throws {
    for day in [1, 3, 5] {
      try catalogue.record(
        County.observation(
          "s\(day)", day: day, [County.candidate(day == 1 ? "c" : "c\(day)", at: 0, 0, clear: 0.4)])
      )
    }
    #expect(try catalogue.site(id).state == .doubtful)
    #expect(try catalogue.site(id).score == 0.7)
    try catalogue.record(County.observation("s7", day: 7, [County.candidate("d", at: 0, 0)]))
    let site = try catalogue.site(id)
    #expect(site.state == .first)
    // Nobody saw the ground clear since, so it may well have been there from the first.
    #expect(site.course.firstSeen == "2025-01-02T00:00:00Z")
    #expect(site.candidates == 4)
  }

  @Test("scores n looks at a small place like one at n times its area, and nothing once withdrawn")
  func score() throws {
    let small = County.candidate("c", at: 0, 0, score: 0.2, halfScoreArea: 3 * 972)
    try catalogue.record(County.observation("s1", day: 1, [small]))
    // The candidate has 972 m2: a quarter of the score is left of one look, a half of three.
    #expect(try catalogue.site(id).score == 0.2)
    try look(day: 3, clear: 1, anomalous: 1)
    try look(day: 5, clear: 1, anomalous: 1)
    #expect(abs(try catalogue.site(id).score - 0.4) < 1e-9)

    let gone = County.candidate("d", at: 500, 0, score: 0.9)
    try catalogue.record(County.observation("s8", day: 8, [gone]))
    for day in [9, 10, 11] {
      try catalogue.record(County.observation("s\(day)", day: day))
      try catalogue.record([
        CandidateLook(candidate: "d", scene: "s\(day)", clearShare: 1, anomalousShare: 0)
      ])
    }
    let withdrawn = try catalogue.site(SiteID.make(first: "d"))
    #expect(withdrawn.state == .withdrawn && withdrawn.score == 0)
  }

  @Test("takes no partly hidden look for a clear one")
  func partlyHidden() throws {
    try catalogue.record(
      County.observation(
        "s1", day: 1,
        [County.candidate("c", at: 0, 0, kind: "burning", duration: .transient)]))
    try catalogue.record(
      County.observation(
        "s2", day: 2,
        [County.candidate("d", at: 1, 0, kind: "burning", duration: .transient)]))
    try catalogue.record(County.observation("s5", day: 5))
    try catalogue.record([
      CandidateLook(candidate: "c", scene: "s5", clearShare: 1, anomalousShare: 0),
      CandidateLook(candidate: "d", scene: "s5", clearShare: 0, anomalousShare: 0),
    ])
    #expect(try catalogue.site(id).state == .ongoing)
  }

  @Test("forgets what a scene said that was taken back")
  func retractedLook() throws {
    try catalogue.record(
      County.observation(
        "s1", day: 1, [County.candidate("c", at: 0, 0, kind: "burning", duration: .transient)]))
    try look(day: 5, clear: 1, anomalous: 0)
    try catalogue.retract("s5", reason: "cloud")
    #expect(try catalogue.site(id).state == .ongoing)
  }
}
