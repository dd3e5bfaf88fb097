import GeoFiles
import RasterGrid
import SceneBuilding
import Testing

@testable import SceneAnalysis

@Suite("Site accuracy")
struct SiteAccuracyTests {
  /// Two sites of 10 pixels, the first in one piece by a corner; a place of 4 that is too small.
  private let label = LabelMap(drawn: [
    "#####.....",
    ".....#####",
    "..........",
    "##......  ",
    "##......  ",
    "..........",
    "##########",
  ])

  @Test("counts label sites by touching corners and by size")
  func labelSites() {
    #expect(SiteAccuracy(of: [], against: label).labelSites == 2)
    var criteria = SiteAccuracy.Criteria()
    criteria.minimumPixels = 4
    #expect(SiteAccuracy(of: [], against: label, criteria: criteria).labelSites == 3)
    criteria.minimumPixels = 11
    #expect(SiteAccuracy(of: [], against: label, criteria: criteria).labelSites == 0)
  }

  @Test("takes a fifth of a proposal for a hit and a fifth of a site for a find")
  func shares() {
    // Rows 5 and 6 of 5 columns: half changed. Row 5 alone: none. 1 of 5 pixels in column 0.
    let found = SiteAccuracy(
      of: [
        SiteProposal(score: 0.9, columns: 0..<5, rows: 5..<7),  // hit, 5 of 10: found
        SiteProposal(score: 0.8, columns: 0..<9, rows: 5..<6),  // miss
        SiteProposal(score: 0.7, columns: 9..<10, rows: 2..<7),  // 1 of 3 labelled: hit
        SiteProposal(score: 0.6, columns: 0..<6, rows: 2..<3),  // miss
        SiteProposal(score: 0.5, columns: 0..<1, rows: 0..<1),  // hit, 1 of 10: not found
        SiteProposal(score: 0.4, columns: 1..<2, rows: 0..<3),  // hit, 2 of 10: found
      ], against: label)
    #expect(found.judgements.map(\.isHit) == [true, false, true, false, true, true])
    #expect(found.judgements.map(\.labelled) == [10, 9, 3, 6, 1, 3])
    #expect(found.judgements.map(\.found) == [1, 1, 1, 1, 1, 2])
    #expect([found.hits, found.found, found.proposed] == [4, 2, 6])
    #expect(found.precision(ofFirst: 3) == 2.0 / 3)
    #expect(found.precision(ofFirst: 50) == 4.0 / 6)
    #expect(found.recall == 1)
    // Half the sites at precision 1, the other half at 4 of 6.
    #expect(abs(found.averagePrecision - (0.5 * 1 + 0.5 * 4 / 6)) < 1e-12)
  }

  @Test("covers no pixel twice: two hits on one tenth of a site do not find it")
  func twice() {
    let tenth = SiteProposal(score: 1, columns: 0..<1, rows: 6..<7)
    #expect(SiteAccuracy(of: [tenth, tenth], against: label).found == 0)
    let next = SiteProposal(score: 0, columns: 0..<2, rows: 6..<7)
    #expect(SiteAccuracy(of: [tenth, next], against: label).found == 1)
  }

  @Test("uses the best precision still to come, and ranks by score whatever the order")
  func interpolation() {
    let miss = SiteProposal(score: 0.9, columns: 0..<3, rows: 5..<6)
    let hits = [0.8, 0.7].map {
      SiteProposal(score: $0, columns: 0..<9, rows: $0 > 0.75 ? 6..<7 : 0..<2)
    }
    let found = SiteAccuracy(of: hits + [miss], against: label)
    #expect(found.judgements.map(\.isHit) == [false, true, true])
    // Precisions 0, 1/2, 2/3; at both recalls 2/3 is still to come.
    #expect(abs(found.averagePrecision - 2.0 / 3) < 1e-12)
  }

  @Test("keeps the order given among equal scores")
  func ties() {
    let miss = SiteProposal(score: 0.5, columns: 0..<3, rows: 5..<6)
    let hit = SiteProposal(score: 0.5, columns: 0..<3, rows: 6..<7)
    #expect(SiteAccuracy(of: [hit, miss], against: label).precision(ofFirst: 1) == 1)
    #expect(SiteAccuracy(of: [miss, hit], against: label).precision(ofFirst: 1) == 0)
  }

  @Test("finds no hit where nothing is labelled, and 0 in an empty list")
  func nothing() {
    let blind = SiteProposal(score: 1, columns: 8..<10, rows: 3..<5)
    let found = SiteAccuracy(of: [blind, SiteProposal(score: 0, runs: [])], against: label)
    #expect([found.hits, found.found, found.proposed] == [0, 0, 2])
    let empty = SiteAccuracy(of: [], against: label)
    #expect([empty.precision, empty.recall, empty.averagePrecision] == [0, 0, 0])
  }

  @Test(
    "of two hundred fixed boxes on Beihai is what accuracy.py gives",
    .enabled(if: SharedData.isThere))
  func beihai() throws {
    let label = try LabelMap(
      reading: InputPath(SharedData.file("data/oscd/beihai/label.tif")))
    let grid = try #require(label.grid)
    let changed = label.states.indices.filter { label.states[$0] == .changed }
    let features = (0..<200).map { i in
      let (row, column) =
        i % 2 == 1
        ? changed[i * 80 + i % 3].quotientAndRemainder(dividingBy: label.width)
        : (i * 104_729 % 902, i * 7919 % 772)
      let size = [0.25, 1, 4, 9, 20][i % 5]
      let left = Double(column) + Double(i % 7) * 0.11 - 1
      let top = Double(row) + Double(i % 4) * 0.2 - 1
      let ring = [(0, 0), (0, 1), (0.75, 1), (1, 0), (0, 0)].map { x, y in
        let point = grid.affine.map(column: left + size * x, row: top + size * y)
        return "[\(point.x),\(point.y)]"
      }.joined(separator: ",")
      return #"{"type":"Feature","properties":{"score":\#(Double(i * 37 % 50) / 50)},"#
        + #""geometry":{"type":"Polygon","coordinates":[[\#(ring)]]}}"#
    }
    let home = try TemporaryFolder()
    let path = try home.write(
      #"{"type":"FeatureCollection","features":["# + features.joined(separator: ",") + "]}",
      to: "boxes.geojson")
    let found = SiteAccuracy(
      of: try SiteProposal.read(InputPath(path), onto: grid), against: label)
    // accuracy.py sites: {"label_sites": 110, "proposed": 200, "hits": 86, "found": 19,
    // "precision": 0.43, "recall": 0.1727, "p@10": 0.6, "p@20": 0.65, "p@50": 0.48, "ap": 0.0827}
    #expect([found.labelSites, found.proposed, found.hits, found.found] == [110, 200, 86, 19])
    let figures =
      [found.precision, found.recall] + [10, 20, 50].map { found.precision(ofFirst: $0) }
      + [found.averagePrecision]
    for (figure, wanted) in zip(figures, [0.43, 0.1727, 0.6, 0.65, 0.48, 0.0827]) {
      #expect(abs(figure - wanted) <= 0.00005)
    }
  }
}
