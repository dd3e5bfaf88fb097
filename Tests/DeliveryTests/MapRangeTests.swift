import Testing

@testable import Delivery

@Suite("Map range")
struct MapRangeTests {
  // numpy.quantile([1, 2, 4, 8, 16], q) for these q.
  @Test("has the quantiles of numpy", arguments: [(0.02, 1.08), (0.5, 4), (0.9, 12.8), (1, 16)])
  func quantile(part: Double, expected: Double) {
    #expect(abs(MapRange.quantile(part, of: [1, 2, 4, 8, 16]) - expected) < 1e-12)
  }

  @Test("leaves out odd pixels and rounds outward")
  func robust() {
    var values = (0...1000).map { Float($0) / 1000 }
    values[0] = -90
    values[1000] = 70
    values += [.nan, .infinity, -.infinity]
    // The 2nd and 98th percentiles are 0.02 and 0.98; steps of 0.05 go about twenty times into it.
    #expect(MapRange(of: values, isDiverging: false).bounds == 0...1)
  }

  @Test("does not depend on the order of the values")
  func order() {
    let values = (0..<300).map { Float($0 * 7919 % 300) / 37 - 2 }
    let range = MapRange(of: values, isDiverging: false)
    #expect(range == MapRange(of: values.sorted(), isDiverging: false))
    #expect(range == MapRange(of: values + [.nan], isDiverging: false))
  }

  @Test("is as far from zero on both sides where zero has a meaning")
  func diverging() {
    let values = (0...100).map { Float($0) / 100 * 0.9 - 0.7 }
    // The percentiles are -0.682 and 0.182.
    #expect(MapRange(of: values, isDiverging: true).bounds == -0.7...0.7)
  }

  @Test("grows and moves with the values", arguments: [1, 10, 1000] as [Float])
  func scaling(factor: Float) {
    let values = (0...100).map { Float($0) }
    let range = MapRange(of: values.map { $0 * factor }, isDiverging: false).bounds
    #expect(range == 0...(100 * Double(factor)))
  }

  @Test("lies around a constant, on either side of zero", arguments: [0.37, -0.37, 1500, 2e-5, 0])
  func constant(value: Float) {
    let values = [Float](repeating: value, count: 40)
    for isDiverging in [false, true] {
      let range = MapRange(of: values, isDiverging: isDiverging).bounds
      #expect(range.contains(Double(value)))
      #expect(range.lowerBound < range.upperBound)
      #expect(range.upperBound - range.lowerBound <= max(2, 3 * Double(abs(value))))
    }
  }

  @Test("holds the few values that differ from all others")
  func nearlyConstant() {
    let values = [Float](repeating: 0, count: 1000) + [0.8]
    let range = MapRange(of: values, isDiverging: false).bounds
    #expect(range.lowerBound == 0 && range.upperBound >= 0.8 && range.upperBound <= 1)
  }

  @Test("of nothing observed is the usual one")
  func nothing() {
    #expect(MapRange(of: [.nan], isDiverging: false).bounds == 0...1)
    #expect(MapRange(of: [], isDiverging: true).bounds == -1...1)
  }
}
