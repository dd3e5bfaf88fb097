import Foundation
import SeededRandomness
import Testing

@testable import Sites

@Suite("Decimals")
struct DecimalTextTests {
  private func trimmed(_ value: Double, places: Int) -> String {
    var bytes: [UInt8] = []
    bytes.appendDecimal(value, places: places, trimmed: true)
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test(
    "are rounded, and trimmed to one at least",
    arguments: [
      (0, 7, "0.0"), (-0.0, 7, "0.0"), (-0.00000004, 7, "0.0"), (-0.00000006, 7, "-0.0000001"),
      (120.03, 7, "120.03"), (28.8871025036, 7, "28.8871025"), (9.9999, 2, "10.0"),
      (-9.9999, 2, "-10.0"), (0.05, 4, "0.05"), (100, 1, "100.0"), (0.5, 0, "1"), (-0.4, 0, "0"),
      (1234567.891, 1, "1234567.9"), (99.95, 3, "99.95"), (1e15, 0, "1000000000000000"),
      (1e300, 4, "1e+300"), (-0x1p60, 0, "-1.152921504606847e+18"),
    ] as [(Double, Int, String)])
  func trimming(value: Double, places: Int, text: String) {
    #expect(trimmed(value, places: places) == text)
  }

  @Test("agree with printf but for halves", arguments: 0..<20 as Range<UInt64>)
  func likePrintf(seed: UInt64) {
    var random = SplitMix(state: seed)
    for _ in 0..<50 {
      let value = Double.random(in: -200...200, using: &random)
      for places in [0, 1, 4, 7] where abs(value) >= 0.5 {
        #expect(
          String(decimal: value, places: places) == String(format: "%.\(places)f", value))
      }
    }
  }

  @Test("stay as many as asked for in a table")
  func padded() {
    #expect(String(decimal: 0.5, places: 2) == "0.50")
    #expect(String(decimal: 12, places: 5) == "12.00000")
    #expect(String(decimal: 0.004, places: 2) == "0.00")
  }

  @Test("refuse what is no number")
  func notANumber() async {
    await #expect(processExitsWith: .failure) { _ = String(decimal: .nan, places: 2) }
  }
}
