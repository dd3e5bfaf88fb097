import RasterGrid
import Testing

@testable import SceneAnalysis

@Suite("Reliability")
struct ReliabilityTests {
  /// The first row changed, the second did not, nobody labelled the third.
  private let label = LabelMap(drawn: ["##########", "..........", "          "])

  private func reliability(_ scores: [(Double, row: Int)]) -> Reliability? {
    let proposals = scores.map {
      SiteProposal(score: $0.0, columns: 0..<3, rows: $0.row..<$0.row + 1)
    }
    return Reliability(of: SiteAccuracy(of: proposals, against: label).judgements)
  }

  @Test("sorts proposals into tenths, a boundary into the upper one and 1 into the last")
  func tenths() throws {
    let found = try #require(
      reliability([(0, 1), (0.1, 1), (0.3, 0), (0.35, 1), (0.7, 0), (0.9, 0), (1, 0), (0.95, 1)]))
    #expect(found.tenths.map(\.count) == [1, 1, 0, 2, 0, 0, 0, 1, 0, 3])
    #expect(found.tenths.map(\.hits) == [0, 0, 0, 1, 0, 0, 0, 1, 0, 2])
    #expect(found.tenths[2].meanScore == nil)
    #expect(found.tenths[2].hitShare == nil)
    #expect(found.tenths[3].hitShare == 0.5)
    #expect(abs((found.tenths[9].meanScore ?? 0) - 0.95) < 1e-12)
    #expect(found.unlabelled == 0)
  }

  @Test("leaves out what lies on no labelled pixel")
  func unlabelled() throws {
    let found = try #require(reliability([(0.5, 2), (0.5, 0)]))
    #expect(found.tenths.map(\.count).reduce(0, +) == 1)
    #expect(found.tenths[5].hitShare == 1)
    #expect(found.unlabelled == 1)
  }

  @Test("is nothing for a score that is no probability")
  func range() {
    #expect(reliability([(1.01, 0)]) == nil)
    #expect(reliability([(-0.01, 0)]) == nil)
  }
}
