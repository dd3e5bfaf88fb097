import GeoFiles
import SceneBuilding
import Sites
import Testing

@testable import SiteCatalogue

@Suite("A verdict")
struct VerdictTests {
  private let home: TemporaryFolder
  private let catalogue: Catalogue
  private let id = SiteID.make(first: "c")

  init() throws {
    home = try TemporaryFolder()
    catalogue = try County.catalogue(in: home)
    try catalogue.record(County.observation("s1", day: 1, [County.candidate("c", at: 0, 0)]))
  }

  private func say(_ outcome: VerdictOutcome, _ reason: RejectionReason? = nil, on day: String)
    throws -> SiteStatus
  {
    try catalogue.record(
      Verdict(site: id, outcome: outcome, reason: reason, by: "李四", visited: day))
  }

  @Test("leads a violation from new to closed, and to rebound when it is seen on a later day")
  func cycle() throws {
    #expect(try catalogue.site(id).status == .new)
    #expect(try say(.dispatched, on: "2025-01-03") == .dispatched)
    #expect(try say(.verifiedTrue, on: "2025-01-04") == .verifiedTrue)
    #expect(try say(.rectifying, on: "2025-01-05") == .rectifying)
    #expect(try say(.rechecked, on: "2025-01-08") == .rechecked)
    #expect(try say(.closed, on: "2025-01-08") == .closed)
    // 8 January is the day of the visit itself; 9 January is later.
    try catalogue.record(County.observation("s7", day: 7, [County.candidate("d", at: 1, 0)]))
    #expect(try catalogue.site(id).status == .closed)
    try catalogue.record(County.observation("s8", day: 8, [County.candidate("e", at: 1, 1)]))
    #expect(try catalogue.site(id).status == .rebound)
    #expect(try say(.dispatched, on: "2025-01-12") == .dispatched)
    #expect(try catalogue.audit().findings == [])
  }

  @Test("that closes what was no violation lets nothing rebound")
  func closedRejection() throws {
    _ = try say(.verifiedFalse, .shadow, on: "2025-01-03")
    _ = try say(.closed, on: "2025-01-03")
    try catalogue.record(County.observation("s7", day: 7, [County.candidate("d", at: 1, 0)]))
    #expect(try catalogue.site(id).status == .closed)
  }

  @Test(
    "is refused where it cannot follow, lacks a reason, has one too many, or has no day or person",
    arguments: [
      (VerdictOutcome.closed, nil, "Li", "2025-01-03"), (.rectifying, nil, "Li", "2025-01-03"),
      (.verifiedFalse, nil, "Li", "2025-01-03"), (.verifiedTrue, .season, "Li", "2025-01-03"),
      (.legal, .season, "Li", "2025-01-03"), (.unclear, nil, " ", "2025-01-03"),
      (.unclear, nil, "Li", "yesterday"), (.unclear, nil, "Li", "2025-02-30"),
    ] as [(VerdictOutcome, RejectionReason?, String, String)])
  func refusals(outcome: VerdictOutcome, reason: RejectionReason?, by: String, day: String) throws {
    #expect {
      try catalogue.record(
        Verdict(site: id, outcome: outcome, reason: reason, by: by, visited: day))
    } throws: { ($0 as? Refusal)?.reason == .usage }
    #expect(try catalogue.site(id).status == .new)
  }

  @Test("on a site that nobody knows is refused")
  func unknown() throws {
    #expect {
      try catalogue.record(
        Verdict(site: "S1'; DROP TABLE sites", outcome: .unclear, by: "Li", visited: "2025-01-03"))
    } throws: { ($0 as? Refusal)?.reason == .noInput }
  }
}
