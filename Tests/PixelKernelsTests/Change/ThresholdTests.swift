import Foundation
import Testing

@testable import PixelKernels

@Suite("Thresholds")
struct ThresholdTests {
  /// A histogram whose bins hold what a density says of their middles.
  private func histogram(
    _ range: ClosedRange<Double>, bins: Int = 400, count: Double = 1e6,
    _ density: (Double) -> Double
  ) -> Histogram {
    var histogram = Histogram(range: range, bins: bins)
    let width = histogram.binWidth
    for bin in 0..<bins {
      let middle = histogram.upperEdge(of: bin) - width / 2
      let number = Int((count * width * density(middle)).rounded())
      histogram.add([Float](repeating: Float(middle), count: number).span)
    }
    return histogram
  }

  private func normal(_ x: Double, mean: Double, deviation: Double) -> Double {
    let z = (x - mean) / deviation
    return exp(-z * z / 2) / (deviation * (2 * Double.pi).squareRoot())
  }

  @Test("lie in the middle between two classes that are alike")
  func alike() throws {
    let histogram = histogram(-5...15, count: 1e5) {
      0.5 * normal($0, mean: 0, deviation: 1) + 0.5 * normal($0, mean: 10, deviation: 1)
    }
    // Nothing lies between the classes, so that Otsu's threshold may be anywhere in the gap.
    #expect(abs(try Threshold.kittlerIllingworth(histogram) - 5) < 1.5)
    #expect(abs(try Threshold.otsu(histogram) - 5) < 1.5)
  }

  @Test("of least error lie where two unlike classes are equally likely, which Otsu's misses")
  func unlike() throws {
    let histogram = histogram(-5...25, count: 1e5) {
      0.9 * normal($0, mean: 0, deviation: 1) + 0.1 * normal($0, mean: 10, deviation: 3)
    }
    // 0.9 N(x; 0, 1) = 0.1 N(x; 10, 3), by bisection.
    var (low, high) = (0.0, 10.0)
    for _ in 0..<60 {
      let x = (low + high) / 2
      let isLower =
        0.9 * normal(x, mean: 0, deviation: 1) > 0.1 * normal(x, mean: 10, deviation: 3)
      if isLower { low = x } else { high = x }
    }
    #expect(abs(try Threshold.kittlerIllingworth(histogram) - low) < 0.3)
    #expect(try Threshold.otsu(histogram) > low + 1)
  }

  @Test("of Otsu are those of the definition, tried one by one")
  func definition() throws {
    let counts = [5, 9, 4, 1, 0, 2, 6, 8, 3]
    var histogram = Histogram(range: 0...9, bins: 9)
    for (bin, count) in counts.enumerated() {
      histogram.add([Float](repeating: Float(bin) + 0.5, count: 1000 * count).span)
    }
    let within = (0..<8).map { last in
      [0...last, (last + 1)...8].reduce(0.0) { sum, bins in
        let count = bins.reduce(0.0) { $0 + Double(counts[$1]) }
        let mean = bins.reduce(0.0) { $0 + Double(counts[$1] * $1) } / count
        return sum
          + bins.reduce(0.0) {
            $0 + Double(counts[$1]) * (Double($1) - mean) * (Double($1) - mean)
          }
      }
    }
    let best = try #require(within.indices.min { within[$0] < within[$1] })
    #expect(try Threshold.otsu(histogram) == Double(best + 1))
  }

  @Test("do not exist where there is one class or none")
  func oneClass() {
    let one = histogram(-6...6, count: 1e5) { normal($0, mean: 0, deviation: 1) }
    let flat = histogram(0...1, count: 1e5) { _ in 1 }
    for histogram in [one, flat] {
      #expect(throws: NoThreshold.oneClass) { try Threshold.otsu(histogram) }
      #expect(throws: NoThreshold.oneClass) { try Threshold.kittlerIllingworth(histogram) }
    }
  }

  @Test("do not exist in an empty histogram, nor in one or two bins")
  func tooFewBins() {
    var histogram = Histogram(range: 0...9, bins: 9)
    for value: Float in [1.5, 7.5] {
      #expect(throws: NoThreshold.tooFewBins) { try Threshold.otsu(histogram) }
      #expect(throws: NoThreshold.tooFewBins) { try Threshold.kittlerIllingworth(histogram) }
      histogram.add([Float](repeating: value, count: 100).span)
    }
    #expect(throws: NoThreshold.tooFewBins) { try Threshold.otsu(histogram) }
  }

  @Test("of fitted classes lie where the two are equally likely")
  func mixture() throws {
    let histogram = histogram(-5...25, count: 1e5) {
      0.8 * normal($0, mean: 0, deviation: 1) + 0.2 * normal($0, mean: 5, deviation: 2)
    }
    // 0.8 N(x; 0, 1) = 0.2 N(x; 5, 2), by bisection.
    var (low, high) = (0.0, 5.0)
    for _ in 0..<60 {
      let x = (low + high) / 2
      let isLower =
        0.8 * normal(x, mean: 0, deviation: 1) > 0.2 * normal(x, mean: 5, deviation: 2)
      if isLower { low = x } else { high = x }
    }
    #expect(abs(try Threshold.mixture(histogram) - low) < 0.08)
    let one = self.histogram(-6...6, count: 1e5) { normal($0, mean: 0, deviation: 1) }
    #expect(throws: NoThreshold.oneClass) { try Threshold.mixture(one) }
    let flat = self.histogram(0...1, count: 1e5) { _ in 1 }
    #expect(throws: NoThreshold.oneClass) { try Threshold.mixture(flat) }
  }

  @Test("of a corner are the bin that lies deepest below the chord, by hand")
  func rosin() throws {
    var histogram = Histogram(range: 0...6, bins: 6)
    for (bin, count) in [2, 100, 30, 12, 8, 5].enumerated() {
      histogram.add([Float](repeating: Float(bin) + 0.5, count: count).span)
    }
    // The chord runs 100, 76.25, 52.5, 28.75, 5: the depths are 0, 46.25, 40.5, 20.75, 0.
    #expect(try Threshold.rosin(histogram) == 3)
    // An exponential fall from a to b over n bins has its corner where its slope is the chord's.
    let fall = self.histogram(0...10, bins: 1000, count: 1e7) { exp(-$0) }
    #expect(abs(try Threshold.rosin(fall) - log(10 / (1 - exp(-10)))) < 0.03)
  }

  @Test("of a corner do not exist in a flat histogram, nor where the peak is at the upper end")
  func noTail() {
    let flat = histogram(0...1, count: 1e5) { _ in 1 }
    let rising = histogram(0...1, count: 1e5) { 2 * $0 }
    let straight = histogram(0...1, count: 1e5) { 2 - 2 * $0 }
    for histogram in [flat, rising, straight] {
      #expect(throws: NoThreshold.noTail) { try Threshold.rosin(histogram) }
    }
    #expect(throws: NoThreshold.tooFewBins) {
      try Threshold.rosin(Histogram(range: 0...1, bins: 9))
    }
  }
}
