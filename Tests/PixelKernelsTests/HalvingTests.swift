import SeededRandomness
import Testing

@testable import PixelKernels

@Suite("Halving rows")
struct HalvingTests {
  /// The mean of a block of four, in `Double` and one by one.
  private func mean(_ rows: [[Double?]], at place: Int) -> Double? {
    let columns = [2 * place, min(2 * place + 1, rows[0].count - 1)]
    let known = rows.flatMap { row in columns.compactMap { row[$0] } }
    return known.isEmpty ? nil : known.reduce(0, +) / Double(known.count)
  }

  @Test("makes the mean of what is known of four pixels, at every length")
  func floats() {
    var generator = SplitMix(state: 5)
    for count in lengths where count > 0 {
      let rows = (0..<2).map { _ in
        (0..<count).map { _ in
          Bool.random(using: &generator) ? Float.random(in: -2...2, using: &generator) : .nan
        }
      }
      let (upper, lower) = (rows[0], rows[1])
      let halved = guarded((count + 1) / 2, sentinel: Float(12_345)) {
        Halving.mean(upper.span, lower.span, into: &$0)
      }
      #expect(halved != nil)
      let known = rows.map { $0.map { $0.isNaN ? nil : Double($0) } }
      for (i, value) in (halved ?? []).enumerated() {
        guard let wanted = mean(known, at: i) else {
          #expect(value.isNaN)
          continue
        }
        #expect(abs(Double(value) - wanted) < 1e-6)
      }
    }
  }

  @Test("rounds the mean of samples, and leaves nodata out of it")
  func samples() {
    let upper: [Int16] = [1, 2, -9, -9, -1, -2, 32_767, 32_767, 7]
    let lower: [Int16] = [3, 4, -9, 5, -1, -2, 32_767, 32_767, 8]
    var halved = [Int16](repeating: 0, count: 5)
    var span = halved.mutableSpan
    Halving.mean(upper.span, lower.span, nodata: -9, into: &span)
    // 2.5 up to 3; one known; -1.5 up to -1; no overflow; the last column twice.
    #expect(halved == [3, 5, -1, 32_767, 8])
    span = halved.mutableSpan
    Halving.mean(upper.span, upper.span, nodata: nil, into: &span)
    #expect(halved == [2, -9, -1, 32_767, 7])
  }

  @Test("keeps nodata where nothing is known")
  func nothingKnown() {
    var halved: [UInt16] = [1]
    var span = halved.mutableSpan
    let row: [UInt16] = [0, 0]
    Halving.mean(row.span, row.span, nodata: 0, into: &span)
    #expect(halved == [0])
  }

  @Test("takes the first of two classes")
  func classes() {
    var halved = [UInt8](repeating: 0, count: 3)
    var span = halved.mutableSpan
    let row: [UInt8] = [3, 9, 4, 9, 5]
    Halving.nearest(row.span, into: &span)
    #expect(halved == [3, 4, 5])
  }
}
