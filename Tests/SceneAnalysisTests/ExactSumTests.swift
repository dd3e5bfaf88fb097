import SeededRandomness
import Testing

@testable import SceneAnalysis

@Suite("Exact sum")
struct ExactSumTests {
  private let values: [Float] = {
    var random = SplitMix(state: 7)
    return (0..<500).map { _ in
      // Large and small together: where floating-point sums differ by their order.
      Float.random(in: -1...1, using: &random) * (Bool.random(using: &random) ? 10_000 : 0.01)
    }
  }()

  private func sum(_ values: some Sequence<Float>) -> ExactSum {
    values.reduce(into: ExactSum()) { $0.add($1) }
  }

  @Test("does not depend on the order, where a sum of floats does")
  func order() {
    #expect(sum(values) == sum(values.reversed()))
    #expect(sum(values) == sum(values.sorted()))
    #expect(values.reduce(0, +) != values.sorted().reduce(0, +), "the values prove nothing")
  }

  @Test("does not depend on how the parts were cut")
  func parts() {
    for cut in [0, 1, 123, 500] {
      var whole = sum(values.suffix(from: cut))
      whole.add(sum(values.prefix(cut)))
      #expect(whole == sum(values), "cut at \(cut)")
    }
  }

  @Test("gives the mean to half a step of 2^-20")
  func mean() throws {
    let expected = values.reduce(0.0) { $0 + Double($1) } / Double(values.count)
    #expect(abs(try #require(sum(values).mean) - expected) <= 0.5 / 1_048_576)
  }

  @Test("leaves unknown values out of sum and count")
  func unknown() {
    #expect(sum([1, .nan, 2]).count == 2)
    #expect(sum([1, .nan, 2]).mean == 1.5)
  }

  @Test("has no mean of nothing")
  func nothing() {
    #expect(ExactSum().mean == nil)
    #expect(sum([.nan]).mean == nil)
  }

  @Test("counts what is beyond its range as the end of it, infinity too")
  func bounded() {
    #expect(sum([.infinity]).mean == 1e12)
    #expect(sum([-1e30]).mean == -1e12)
  }
}
