import Foundation
import GeoFiles
import SceneBuilding
import SeededRandomness
import Sites
import Testing

@testable import SiteCatalogue

@Suite("The order in which facts arrive")
struct OrderTests {
  /// A little year: things that grow, come near each other, heal, and come again.
  private static func facts() -> CatalogueFacts {
    var random = SplitMix(state: 6)
    var facts = CatalogueFacts()
    for day in 0..<14 {
      var candidates: [ObservedCandidate] = []
      for number in 0..<5 where random.next() % 3 > 0 {
        let (x, y) = (Int(random.next() % 24), Int(random.next() % 4))
        candidates.append(
          County.candidate(
            "c\(day)-\(number)", at: x, y, kind: number < 3 ? "water-lost" : "burning",
            duration: number < 3 ? .lasting : .transient,
            score: Double(random.next() % 100) / 100))
      }
      // Two scenes of one day: neighbouring tiles of one overpass.
      facts.observations.append(
        County.observation("s\(day % 9)\(day)", day: day / 2 * 3, candidates))
      for candidate in candidates {
        for later in 0..<14 where random.next() % 2 == 0 {
          facts.looks.append(
            CandidateLook(
              candidate: candidate.id, scene: "s\(later % 9)\(later)",
              clearShare: Double(random.next() % 11) / 10,
              anomalousShare: Double(random.next() % 11) / 10, value: Double(random.next() % 7)))
        }
      }
    }
    return facts
  }

  @Test("does not change a byte of what is exported, nor does telling them twice or in pieces")
  func permutations() throws {
    let facts = Self.facts()
    let expected = try Self.exports { catalogue in
      try catalogue.apply(
        CatalogueChange(observations: facts.observations, looks: facts.looks))
    }
    #expect(expected.count > 2_000)
    var random = SplitMix(state: 7)
    for round in 0..<3 {
      let got = try Self.exports { catalogue in
        var changes =
          facts.observations.map { CatalogueChange(observations: [$0]) }
          + facts.looks.shuffled(using: &random).pieces(of: 9).map { CatalogueChange(looks: $0) }
        if round % 2 == 1 { changes += changes.prefix(20) }
        for change in changes.shuffled(using: &random) { try catalogue.apply(change) }
      }
      #expect(got == expected, "round \(round)")
    }
  }

  @Test("does not matter either where scenes were taken back on the way")
  func retractions() throws {
    let facts = Self.facts()
    let expected = try Self.exports { catalogue in
      try catalogue.apply(
        CatalogueChange(observations: facts.observations, looks: facts.looks))
    }
    let got = try Self.exports { catalogue in
      for observation in facts.observations.reversed() {
        // What an older processing of the scene said, three squares to the east.
        var older = observation
        older.candidates = [County.candidate("old-\(observation.scene.id)", at: 12, 1, side: 9)]
        try catalogue.record(older)
      }
      try catalogue.record(facts.looks)
      try catalogue.retract(facts.observations[3].scene.id, reason: "re-processed")
      for observation in facts.observations { try catalogue.record(observation) }
    }
    #expect(got == expected)
  }

  @Test("leaves a catalogue whose audit is sound and whose sites are what all facts make")
  func audit() throws {
    let home = try TemporaryFolder()
    let catalogue = try County.catalogue(in: home)
    for observation in Self.facts().observations.reversed() { try catalogue.record(observation) }
    try catalogue.record(Self.facts().looks)
    let audit = try catalogue.audit()
    #expect(audit.findings == [])
    let before = SiteListing(try catalogue.sites(), asOf: nil).geoJSON
    try catalogue.recomputeSites()
    #expect(SiteListing(try catalogue.sites(), asOf: nil).geoJSON == before)
  }

  /// All that leaves a catalogue: the list with outlines, and every site's file.
  private static func exports(_ fill: (Catalogue) throws -> Void) throws -> [UInt8] {
    let home = try TemporaryFolder()
    let catalogue = try County.catalogue(in: home)
    try fill(catalogue)
    let sites = try catalogue.sites()
    let listing = SiteListing(sites, asOf: try catalogue.lastAcquisition())
    try listing.write(geoPackage: try OutputFile(home.file("sites.gpkg")))
    return try listing.geoJSON + listing.csv + home.bytes(of: "sites.gpkg")
      + sites.flatMap { try catalogue.siteFile($0.id).json }
      + CellSilenceText.csv(try catalogue.daysUnobserved())
  }
}

extension Array {
  /// Itself cut into pieces.
  fileprivate func pieces(of count: Int) -> [[Element]] {
    stride(from: 0, to: self.count, by: count).map {
      Array(self[$0..<Swift.min($0 + count, self.count)])
    }
  }
}

/// Facts to be told in some order.
private struct CatalogueFacts {
  var observations: [SceneObservation] = []
  var looks: [CandidateLook] = []
}
