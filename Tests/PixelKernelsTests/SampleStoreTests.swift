import Testing

@testable import PixelKernels

@Suite("Storing samples")
struct SampleStoreTests {
  /// The sample by the rule for rounding of IEEE 754, in `Double`.
  private func wanted(_ number: Float) -> UInt16 {
    guard !number.isNaN else { return 0 }
    return UInt16(min(max(Double(number).rounded(.toNearestOrEven), 1), 65_535))
  }

  private func isBeyond(_ number: Float) -> Bool {
    !number.isNaN && (number < 0.5 || number > 65_535.5)
  }

  private func compare(_ numbers: [Float]) {
    for count in lengths where count <= numbers.count {
      for start in 0...(numbers.count - count) {
        let block = Array(numbers[start..<start + count])
        var beyond = -1
        let stored = guarded(count, sentinel: UInt16(12_345)) {
          beyond = SampleStore.store(block.span, into: &$0)
        }
        #expect(stored == block.map(wanted), "\(block)")
        #expect(beyond == block.count(where: isBeyond), "\(block)")
      }
    }
  }

  @Test("rounds to the nearest, halves to the even, and clips and counts what lies beyond")
  func edges() {
    compare([
      1, 1.5, 2.5, 3.4999998, 0.5, 0.49999997, 0, -0.0, -1, -2000, 1e-30, 65_534.5, 65_535,
      65_535.4, 65_535.496, 65_535.5, 65_535.51, 65_536, 1e9, .greatestFiniteMagnitude, .infinity,
      -.infinity, .nan, 1999.5, 2000.5, 12_000,
    ])
    compare(awkward)
  }

  @Test("keeps every whole number that can be stored")
  func wholeNumbers() {
    let all = (1...65_535).map { Float($0) }
    var beyond = -1
    let stored = guarded(all.count, sentinel: 0) {
      beyond = SampleStore.store(all.span, into: &$0)
    }
    #expect(stored == (1...65_535).map { UInt16($0) })
    #expect(beyond == 0)
  }
}
