import Testing

@testable import Delivery

@Suite("Scale bar")
struct ScaleBarTests {
  @Test(
    "has a round length in metres or kilometres",
    arguments: [
      (10, 220, 2000, 200, "2 km"), (10, 99, 500, 50, "500 m"), (30, 100, 2000, 67, "2 km"),
      (0.05, 224, 10, 200, "10 m"), (0.001, 250, 0.2, 200, "0.2 m"),
      (1000, 230, 200_000, 200, "200 km"),
      (10, 100, 1000, 100, "1 km"),
    ] as [(Double, Int, Double, Int, String)])
  func lengths(size: Double, widest: Int, metres: Double, pixels: Int, label: String) {
    let bar = ScaleBar(metresPerPixel: size, widest: widest)
    #expect(bar.metres == metres && bar.pixels == pixels && bar.label == label)
  }

  @Test("takes more than two fifths of its room and tells the truth within half a pixel")
  func laws() {
    for size in stride(from: 0.13, through: 60, by: 0.91) {
      for widest in [40, 107, 224, 1000] {
        let bar = ScaleBar(metresPerPixel: size, widest: widest)
        #expect(bar.pixels <= widest && bar.pixels * 5 >= widest * 2 - 5)
        #expect(abs(Double(bar.pixels) * size - bar.metres) <= size * 0.500001)
      }
    }
  }

  @Test("refuses pixels without a size and a bar without room")
  func refusals() async {
    await #expect(processExitsWith: .failure) { _ = ScaleBar(metresPerPixel: 0, widest: 9) }
    await #expect(processExitsWith: .failure) { _ = ScaleBar(metresPerPixel: .infinity, widest: 9) }
    await #expect(processExitsWith: .failure) { _ = ScaleBar(metresPerPixel: 1, widest: 0) }
  }
}
