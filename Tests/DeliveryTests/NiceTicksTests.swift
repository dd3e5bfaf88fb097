import Testing

@testable import Delivery

@Suite("Nice ticks")
struct NiceTicksTests {
  @Test("are decimals to the last bit")
  func exact() {
    let ticks = NiceTicks(in: 0...1, atMost: 11)
    #expect(ticks.values == [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1])
    #expect(ticks.labels.first == "0" && ticks.labels[3] == "0.3" && ticks.labels.last == "1.0")
  }

  @Test("lie inside a range whose ends are not round")
  func inside() {
    let ticks = NiceTicks(in: -0.37...0.81, atMost: 7)
    #expect(ticks.values == [-0.2, 0, 0.2, 0.4, 0.6, 0.8])
    #expect(ticks.labels == ["−0.2", "0", "0.2", "0.4", "0.6", "0.8"])
    // Between two multiples of 0.05.
    #expect(NiceTicks(in: 0.0501...0.0903, atMost: 2).values == [0.06, 0.08])
  }

  @Test(
    "serve negative, tiny and huge ranges",
    arguments: [
      (-300, -100, [-300, -250, -200, -150, -100]),
      (1e-9, 3e-9, [1e-9, 1.5e-9, 2e-9, 2.5e-9, 3e-9]),
      (-4e12, 4e12, [-4e12, -2e12, 0, 2e12, 4e12]),
      (999_990, 1_000_010, [999_990, 999_995, 1e6, 1_000_005, 1_000_010]),
    ] as [(Double, Double, [Double])])
  func ranges(low: Double, high: Double, expected: [Double]) {
    #expect(NiceTicks(in: low...high, atMost: 6).values == expected)
  }

  @Test("of a range without width are its one value")
  func degenerate() {
    let ticks = NiceTicks(in: -0.37 ... -0.37, atMost: 5)
    #expect(ticks.values == [-0.37] && ticks.labels == ["−0.37"])
    #expect(NiceTicks(in: 5...(5.0.nextUp), atMost: 5).values == [5])
    #expect(NiceTicks(in: 0...1e-300, atMost: 5).values == [0])
  }

  @Test("are never too many, evenly apart and inside, and none could be added")
  func laws() {
    for most in 2...9 {
      for low in [-1e6, -317.2, -1, -0.013, 0, 1e-7, 0.0501, 0.9, 12_345.6] {
        for width in [1e-3, 0.02, 0.0402, 0.7, 1, 3.3, 99.9, 5e7] {
          let range = low...(low + width)
          let values = NiceTicks(in: range, atMost: most).values
          #expect(!values.isEmpty && values.count <= most)
          // A tick on the edge may miss it by the rounding of doubles.
          let slack = width * 1e-6
          #expect(values.allSatisfy { $0 >= low - slack && $0 <= low + width + slack })
          guard values.count > 1 else { continue }
          let step = values[1] - values[0]
          #expect(zip(values, values.dropFirst()).allSatisfy { abs($1 - $0 - step) < step * 1e-6 })
          #expect(
            values[0] - step < low + slack
              && values[values.count - 1] + step > range.upperBound - slack)
        }
      }
    }
  }

  @Test("refuse an axis without ends")
  func refusals() async {
    await #expect(processExitsWith: .failure) { _ = NiceTicks(in: 0 ... .infinity, atMost: 5) }
    await #expect(processExitsWith: .failure) { _ = NiceTicks(in: 0...1, atMost: 1) }
  }
}
