import Testing

@testable import Delivery

@Suite("Nice step")
struct NiceStepTests {
  @Test(
    "is the next round length up, and the next down",
    arguments: [
      (1, 1, 1), (1.1, 2, 1), (2, 2, 2), (3, 5, 2), (5, 5, 5), (7, 10, 5), (0.1, 0.1, 0.1),
      (0.3, 0.5, 0.2), (0.00021, 0.0005, 0.0002), (1234, 2000, 1000), (999, 1000, 500),
      (1e-12, 1e-12, 1e-12), (6e20, 1e21, 5e20),
    ])
  func neighbours(length: Double, up: Double, down: Double) {
    #expect(NiceStep(atLeast: length).value == up)
    #expect(NiceStep(atMost: length).value == down)
  }

  @Test("encloses any length within a factor of 2.5")
  func laws() {
    for exponent in stride(from: -280.0, through: 280, by: 7) {
      for mantissa in stride(from: 1.003, to: 10, by: 0.37) {
        var length = mantissa
        // Tens are multiplied one by one, so that the test has no power function to share.
        for _ in 0..<Int(abs(exponent)) { length = exponent < 0 ? length / 10 : length * 10 }
        let (up, down) = (NiceStep(atLeast: length).value, NiceStep(atMost: length).value)
        #expect(down <= length * 1.000001 && length <= up * 1.000001)
        #expect(up / down < 2.500001)
        #expect([1, 2, 5].contains(NiceStep(atLeast: length).digit))
      }
    }
  }

  @Test(
    "writes its multiples with its own decimals",
    arguments: [
      (0.1, 3, "0.3"), (0.5, -1, "−0.5"), (0.5, 2, "1.0"), (0.05, 1, "0.05"), (1, 0, "0"),
      (0.2, 0, "0"), (20, -6, "−120"), (500, 3, "1500"), (200_000, 4, "800000"),
      (500_000, 4, "2e6"), (1e-7, 2, "2e−7"), (5e-7, -25, "−1.25e−5"), (1e9, 12, "1.2e10"),
    ] as [(Double, Double, String)])
  func text(step: Double, multiple: Double, text: String) {
    #expect(NiceStep(atLeast: step).text(multiple: multiple) == text)
  }

  @Test("refuses a length of nothing")
  func nothing() async {
    await #expect(processExitsWith: .failure) { _ = NiceStep(atLeast: 0) }
    await #expect(processExitsWith: .failure) { _ = NiceStep(atMost: -1) }
  }
}
