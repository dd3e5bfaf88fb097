import Testing

@testable import PixelKernels

@Suite("Levels of change")
struct ChangeLevelTests {
  private func levels(_ squares: [Float]) -> [UInt16] {
    var levels = [UInt16](repeating: 7, count: squares.count)
    var span = levels.mutableSpan
    ChangeLevel.encode(squares.span, into: &span)
    return levels
  }

  @Test("hold every size from 3e-5 to 1.3e5 to 0.025 %, in ascending order")
  func precision() {
    let sizes = stride(from: -10.0, to: 11.7, by: 0.003).map { Float(pow2($0)) }
    let found = levels(sizes.map { $0 * $0 })
    for (size, level) in zip(sizes, found) where size > 3.1e-5 {
      let kept = ChangeLevel.size(of: Int(level))
      #expect(abs(kept - Double(size)) <= 2.6e-4 * Double(size))
    }
    #expect(found == found.sorted())
  }

  private func pow2(_ exponent: Double) -> Double {
    var value = 1.0
    for _ in 0..<Int(abs(exponent)) { value *= 2 }
    return (exponent < 0 ? 1 / value : value) * (1 + (exponent - exponent.rounded(.towardZero)) / 4)
  }

  @Test("tell nothing from unknown, and keep what is too large")
  func ends() {
    let found = levels([0, .nan, .infinity, 1e30, 1e-20])
    #expect(found == [1, 0, 65535, 65535, 1])
    #expect(ChangeLevel.size(of: 1) == 0)
  }

  @Test("give quantiles of the known pixels")
  func quantiles() throws {
    var counts = LevelCounts()
    let squares = (1...100).map { Float($0 * $0) } + [.nan, .nan]
    let known = levels(squares)
    counts.add(known.span)
    #expect(counts.total == 100)
    #expect(abs(try #require(counts.quantile(0.5)) - 50) < 0.02)
    #expect(abs(try #require(counts.quantile(1)) - 100) < 0.03)
    #expect(abs(try #require(counts.quantile(0)) - 1) < 0.001)
    #expect(LevelCounts().quantile(0.5) == nil)
  }

  @Test("give a histogram whose last bin holds all that a share cuts off")
  func histogram() throws {
    var counts = LevelCounts()
    let squares = levels((1...100).map { Float($0 * $0) })
    counts.add(squares.span)
    let histogram = try #require(counts.histogram(bins: 9, upTo: 0.9))
    #expect(histogram.total == 100)
    #expect(abs(histogram.range.upperBound - 90) < 0.03)
    #expect(histogram.counts[8] >= 20)
    var flat = LevelCounts()
    let alike = levels([4, 4, 4])
    flat.add(alike.span)
    #expect(flat.histogram(bins: 9) == nil)
  }
}
