import Testing

@testable import PixelKernels

@Suite("Histogram")
struct HistogramTests {
  @Test("counts both ends, and neither the unknown nor what lies beyond")
  func counting() {
    var histogram = Histogram(range: 0...4, bins: 4)
    let values: [Float] = [0, 0.99, 1, 2.5, 4, 4.01, -0.1, .nan, .infinity]
    histogram.add(values.span)
    #expect(histogram.counts == [2, 1, 1, 1])
    #expect(histogram.total == 5)
    #expect(histogram.binWidth == 1)
    #expect(histogram.upperEdge(of: 2) == 3)
  }

  @Test("adds up with another one of the same bins")
  func merging() {
    var first = Histogram(range: 0...2, bins: 2)
    first.add(([0.5] as [Float]).span)
    var second = first
    second.add(([1.5] as [Float]).span)
    first.merge(second)
    #expect(first.counts == [2, 1])
  }
}
