import Testing

@testable import PixelKernels

@Suite("A selection network")
struct SelectionNetworkTests {
  /// Knuth's 0-1 principle: what sorts every list of zeros and ones sorts every list. A lane a list.
  @Test("sorts the smaller half of all lists of zeros and ones", arguments: 1...13)
  func zerosAndOnes(count: Int) {
    let network = SelectionNetwork(count: count)
    #expect(network.sorted == count / 2 + 1)
    for first in stride(from: 0, to: 1 << count, by: PixelLanes.scalarCount) {
      var lists = (0..<count).map { place in
        var lanes = PixelLanes.zero
        for lane in 0..<PixelLanes.scalarCount {
          lanes[lane] = Float(((first + lane) >> place) & 1)
        }
        return lanes
      }
      var span = lists.mutableSpan
      network.run(&span)
      for lane in 0..<PixelLanes.scalarCount {
        let ones = (first + lane).nonzeroBitCount - ((first + lane) >> count).nonzeroBitCount
        let expected = (0..<network.sorted).map { $0 < count - ones ? 0 : 1 as Float }
        #expect((0..<network.sorted).map { lists[$0][lane] } == expected)
      }
    }
  }

  @Test("compares no more than Batcher's 127 pairs for 24 numbers, and fewer for half of them")
  func size() {
    #expect(SelectionNetwork(count: 24).pairs.count < 127)
    #expect(SelectionNetwork(count: 1).pairs.isEmpty)
  }
}
