import PixelKernels
import Testing

@testable import SceneAnalysis

@Suite("Registration")
struct RegistrationTests {
  /// Blocks that lie round a shift by up to a twentieth of a pixel.
  private func blocks(_ columns: Double, _ rows: Double, count: Int = 12) -> [Displacement?] {
    (0..<count).map { i -> Displacement? in
      let across = 0.05 * Double(i % 3 - 1)
      let down = 0.025 * Double(i % 5 - 2)
      return Displacement(columns: columns + across, rows: rows + down, peakRatio: 8)
    }
  }

  @Test("leaves a shift below 0.3 pixel alone, and reckons with it at edges")
  func small() {
    let found = Registration(of: blocks(0.2, -0.15), in: .green)
    #expect(found.decision == .leftAlone)
    #expect(found.move == nil)
    #expect(abs(found.columns - 0.2) < 0.03)
    #expect(found.residual >= found.length)
    #expect(found.scoreShare == 1)
  }

  @Test("moves AFTER back by a shift between 0.3 and 3 pixels")
  func medium() throws {
    let found = Registration(of: blocks(0.8, -1.5), in: .green)
    #expect(found.decision == .moved)
    let move = try #require(found.move)
    #expect(abs(move.columns + 0.8) < 0.03)
    #expect(abs(move.rows - 1.5) < 0.03)
    #expect(found.isResampling)
    #expect(found.scoreShare == 1)
  }

  @Test("moves by whole pixels where that is as good as the measurement")
  func whole() throws {
    let found = Registration(of: blocks(1.95, -1.04), in: .green)
    let move = try #require(found.move)
    #expect(move == (-2, 1))
    #expect(!found.isResampling)
  }

  @Test("believes no shift beyond 3 pixels: nothing moves, scores drop, the user is warned")
  func far() {
    let found = Registration(of: blocks(3.5, 1), in: .green)
    #expect(found.decision == .tooFar)
    #expect(found.move == nil)
    #expect(found.scoreShare < 1)
    #expect(found.warning != nil)
    #expect(found.residual >= 3.5)
  }

  @Test("is not drawn by blocks that disagree, nor by those without a clear peak")
  func outliers() {
    let wrong = (0..<5).map { i -> Displacement? in
      Displacement(columns: 40 - Double(i) * 13, rows: 9, peakRatio: 5)
    }
    let vague = [Displacement?](
      repeating: Displacement(columns: 0, rows: 0, peakRatio: 1.3), count: 20)
    let silent: [Displacement?] = [nil, nil]
    let all = blocks(0.8, 0.4) + wrong + vague + silent
    let found = Registration(of: all, in: .red)
    #expect(abs(found.columns - 0.8) < 0.05)
    #expect(abs(found.rows - 0.4) < 0.05)
    #expect(found.blocksUsed == 12)
    #expect(found.blocksTotal == 39)
    #expect(found.spread < 0.15)
  }

  @Test("says that it knows nothing where too few blocks agree, or none is there")
  func unmeasured() {
    let scattered = (0..<12).map { i -> Displacement? in
      Displacement(columns: Double(i * 5 % 17), rows: Double(i * 7 % 13), peakRatio: 3)
    }
    let few = blocks(0.1, 0.1, count: 3)
    let cases: [[Displacement?]] = [[], [nil, nil], few, scattered]
    for blocks in cases {
      let found = Registration(of: blocks, in: .green)
      #expect(found.decision == .unmeasured, "\(found)")
      #expect(found.scoreShare < 1)
      #expect(found.warning != nil)
    }
  }
}
