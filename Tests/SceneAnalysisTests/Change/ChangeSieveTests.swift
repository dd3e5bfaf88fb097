import RasterGrid
import Testing

@testable import SceneAnalysis

@Suite("A sieve of changes")
struct ChangeSieveTests {
  private let labels: [UInt8] = [
    1, 0, 0, 0, 1,
    0, 1, 0, 255, 1,
    0, 0, 0, 0, 0,
    1, 1, 0, 0, 1,
  ]

  @Test("finds regions that touch at corners too")
  func regions() {
    let found = ChangeSieve.regions(of: labels, width: 5, corner: (column: 10, row: 20))
    #expect(found.map { $0.reduce(0) { $0 + $1.count } } == [2, 2, 2, 1])
    #expect(
      found[0] == [PixelRun(row: 20, columns: 10..<11), PixelRun(row: 21, columns: 11..<12)])
    #expect(ChangeSieve.regions(of: [], width: 0).isEmpty)
  }

  @Test("keeps regions of the least size, and what is unknown")
  func sieve() {
    var sieved = labels
    #expect(ChangeSieve.sieve(&sieved, width: 5, least: 2) == 1)
    var expected = labels
    expected[19] = 0
    #expect(sieved == expected)
    #expect(ChangeSieve.sieve(&sieved, width: 5, least: 3) == 3)
    #expect(sieved.allSatisfy { $0 == 0 || $0 == 255 } && sieved[8] == 255)
  }
}
