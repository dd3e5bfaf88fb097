import PixelKernels
import Testing

@Suite("Morphology")
struct MorphologyTests {
  /// Every pixel within the ellipse of a mark, by looking at all pairs.
  private func twin(_ plane: [UInt8], _ width: Int, _ disc: Morphology.Disc) -> [UInt8] {
    plane.indices.map { i in
      plane.indices.contains { j in
        guard plane[j] != 0 else { return false }
        let x = Double(i % width - j % width)
        let y = Double(i / width - j / width)
        guard disc.rows > 0 || y == 0, disc.columns > 0 || x == 0 else { return false }
        let a = x == 0 ? 0 : x / disc.columns
        let b = y == 0 ? 0 : y / disc.rows
        return a * a + b * b <= 1 + 1e-12
      } ? 1 : 0
    }
  }

  @Test(
    "dilate by an ellipse marks what is within it of a mark",
    arguments: [(0.0, 0.0), (1, 1), (1.5, 1.5), (3.2, 3.2), (4, 2), (2.5, 5), (40, 40)])
  func dilates(columns: Double, rows: Double) {
    let width = 23
    let plane = (0..<width * 17).map { UInt8($0 * 7919 % 101 < 3 ? 7 : 0) }
    let disc = Morphology.Disc(columns: columns, rows: rows)
    #expect(Morphology.dilate(plane, width: width, by: disc) == twin(plane, width, disc))
  }

  @Test("opening keeps what a disc of marks covers", arguments: [(1.0, 1.0), (2.3, 1.5), (3, 3)])
  func opens(columns: Double, rows: Double) {
    let width = 23
    let plane = (0..<width * 17).map { UInt8($0 * 7919 % 101 < 90 || $0 % 23 < 9 ? 7 : 0) }
    let disc = Morphology.Disc(columns: columns, rows: rows)
    let outside = twin(plane.map { $0 == 0 ? 1 : 0 }, width, disc)
    let expected = twin(outside.map { $0 == 0 ? 1 : 0 }, width, disc)
    let found = Morphology.open(plane, width: width, by: disc)
    #expect(found == expected)
    #expect(zip(found, plane).allSatisfy { $0 == 0 || $1 != 0 }, "nothing is added")
    #expect(found.contains(1) && found != plane.map { $0 == 0 ? 0 : 1 })
  }

  @Test("an empty plane stays empty")
  func empty() {
    let plane = [UInt8](repeating: 0, count: 12)
    let grown = Morphology.dilate(plane, width: 4, by: .init(columns: 9, rows: 9))
    #expect(grown == plane)
  }
}
