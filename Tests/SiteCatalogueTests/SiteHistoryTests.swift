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
