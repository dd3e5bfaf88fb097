import PixelKernels
import SeededRandomness
import Testing

@Suite("The statistics of a stack")
struct StackStatisticsTests {
  /// Median and scale in Double, by sorting what is known.
  private func twin(_ numbers: [Float], floor: Double) -> (
    median: Double, scale: Double, count: Int
  ) {
    let known = numbers.filter(\.isFinite).map(Double.init).sorted()
    func middle(_ sorted: [Double]) -> Double {
      sorted.isEmpty ? .nan : (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
    }
    let median = middle(known)
    let distances = known.map { abs($0 - median) }.sorted()
    return (median, max(floor, 1.4826 * middle(distances)), known.count)
  }

  /// Numbers of one pixel of a stack.
  private func column(_ stack: [Float], _ pixel: Int, of pixels: Int) -> [Float] {
    stride(from: pixel, to: stack.count, by: pixels).map { stack[$0] }
  }

  private func stack(dates: Int, pixels: Int, seed: UInt64) -> [Float] {
    var random = SplitMix(state: seed)
    return (0..<(dates * pixels)).map { _ in
      switch Int.random(in: 0..<8, using: &random) {
      case 0: .nan
      case 1: .infinity
      case 2: 0.25  // ties
      default: Float.random(in: -1...1, using: &random)
      }
    }
  }

  @Test(
    "are those of a twin in Double", arguments: [1, 2, 3, 4, 7, 8, 9, 24, 33], [1, 15, 16, 35])
  func likeTwin(dates: Int, pixels: Int) {
    let stack = stack(dates: dates, pixels: pixels, seed: UInt64(dates * 100 + pixels))
    var median = [Float](repeating: 7, count: pixels)
    var (scale, count, alone) = (median, median, median)
    let statistics = StackStatistics(dates: dates)
    var medians = median.mutableSpan
    var scales = scale.mutableSpan
    var counts = count.mutableSpan
    statistics.measure(stack.span, median: &medians, scale: &scales, count: &counts)
    var onlyMedians = alone.mutableSpan
    statistics.medians(of: stack.span, into: &onlyMedians)
    for pixel in 0..<pixels {
      let expected = twin(column(stack, pixel, of: pixels), floor: 0.01)
      #expect(Int(count[pixel]) == expected.count)
      #expect(median[pixel].bitPattern == alone[pixel].bitPattern)
      if expected.count == 0 {
        #expect(median[pixel].isNaN && scale[pixel].isNaN)
      } else {
        #expect(abs(Double(median[pixel]) - expected.median) < 1e-6)
        #expect(abs(Double(scale[pixel]) - expected.scale) < 1e-6)
      }
    }
  }

  @Test("are the same bits in any order of the dates")
  func order() {
    let (dates, pixels) = (19, 40)
    let stack = stack(dates: dates, pixels: pixels, seed: 5)
    var random = SplitMix(state: 6)
    let order = (0..<dates).shuffled(using: &random)
    let other = order.flatMap { stack[($0 * pixels)..<(($0 + 1) * pixels)] }
    #expect(bits(stack, dates, pixels) == bits(other, dates, pixels))
  }

  private func bits(_ stack: [Float], _ dates: Int, _ pixels: Int) -> [UInt32] {
    var median = [Float](repeating: 0, count: pixels)
    var (scale, count) = (median, median)
    var medians = median.mutableSpan
    var scales = scale.mutableSpan
    var counts = count.mutableSpan
    StackStatistics(dates: dates).measure(
      stack.span, median: &medians, scale: &scales, count: &counts)
    return (median + scale + count).map(\.bitPattern)
  }

  @Test("refuse a stack of another size")
  func size() async {
    await #expect(processExitsWith: .failure) {
      var median: [Float] = [0, 0]
      var medians = median.mutableSpan
      StackStatistics(dates: 3).medians(of: [Float](repeating: 0, count: 5).span, into: &medians)
    }
  }
}
