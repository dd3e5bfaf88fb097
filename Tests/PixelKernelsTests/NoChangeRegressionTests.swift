import Foundation
import Testing

@testable import PixelKernels

@Suite("No-change regression")
struct NoChangeRegressionTests {
  /// Numbers between 0 and 1, the same for the same seed.
  private struct Noise {
    var state: UInt64
    mutating func uniform() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 40) / Double(1 << 24)
    }
    /// About normal, of deviation 1 (Irwin-Hall).
    mutating func normal() -> Double { (0..<12).reduce(-6.0) { sum, _ in sum + uniform() } }
  }

  /// Three bands of both dates: `before = gain * after + offset` with noise, but for a share of pixels
  /// that became something else.
  private func pair(count: Int, changed: Double) -> (before: [[Double]], after: [[Double]]) {
    var noise = Noise(state: 42)
    var before: [[Double]] = [[], [], []]
    var after = before
    for _ in 0..<count {
      let ground = noise.uniform()
      let isChanged = noise.uniform() < changed
      for band in 0..<3 {
        let value = 0.05 + ground * Self.widths[band] + 0.01 * noise.normal()
        before[band].append(value + 0.003 * noise.normal())
        let later = (value - Self.offsets[band]) / Self.gains[band] + 0.003 * noise.normal()
        after[band].append(isChanged ? later * 0.5 + 0.3 * noise.uniform() + 0.1 : later)
      }
    }
    return (before, after)
  }

  private static let widths = [0.2, 0.25, 0.4]
  private static let gains = [1.1, 0.9, 1.3]
  private static let offsets = [0.01, -0.02, 0.03]

  @Test("finds gains within 1 % though a share of the pixels changed", arguments: [0, 0.2, 0.35])
  func recovers(changed: Double) throws {
    let pair = pair(count: 20_000, changed: changed)
    let fit = try #require(NoChangeRegression(before: pair.before, after: pair.after))
    for band in 0..<3 {
      #expect(abs(fit.lines[band].gain / Self.gains[band] - 1) < 0.01, "\(fit.lines[band])")
      #expect(abs(fit.lines[band].offset - Self.offsets[band]) < 0.003, "\(fit.lines[band])")
      #expect(fit.lines[band].correlation > 0.98)
    }
    #expect(Double(fit.unchanged.count) < 20_000 * (1 - changed) * 1.05)
    #expect(Double(fit.unchanged.count) > 20_000 * (1 - changed) * 0.7)
  }

  @Test("does not depend on the units of the later date")
  func units() throws {
    let pair = pair(count: 6000, changed: 0.1)
    let counts = pair.after.map { $0.map { $0 * 10_000 + 1000 } }
    let fit = try #require(NoChangeRegression(before: pair.before, after: pair.after))
    let other = try #require(NoChangeRegression(before: pair.before, after: counts))
    for (a, b) in zip(fit.lines, other.lines) { #expect(abs(b.gain * 10_000 / a.gain - 1) < 1e-9) }
  }

  @Test("finds unit gain and all pixels unchanged where both dates are the same")
  func same() throws {
    let before = pair(count: 6000, changed: 0.1).before
    let fit = try #require(NoChangeRegression(before: before, after: before))
    for line in fit.lines {
      #expect(abs(line.gain - 1) < 1e-9)
      #expect(abs(line.offset) < 1e-9)
      #expect(abs(line.correlation - 1) < 1e-9)
    }
    #expect(fit.unchanged.count == 6000)
  }

  @Test("says nothing of a flat band, nor of dates that have nothing in common")
  func nothing() {
    let pair = pair(count: 3000, changed: 0)
    let flat = [[Double](repeating: 0.2, count: 3000)]
    #expect(NoChangeRegression(before: flat, after: [pair.after[0]]) == nil)
    let reversed = pair.after.map { $0.map { 1 - $0 } }
    let against = NoChangeRegression(before: pair.before, after: reversed)
    #expect(against == nil || against?.lines.contains { $0.correlation < 0.5 } == true)
  }

  @Test(
    "takes chances from chi-square as tables have them",
    arguments: [(3.841, 1, 0.05), (5.991, 2, 0.05), (12.592, 6, 0.05), (5.348, 6, 0.5)])
  func chances(value: Double, degrees: Int, chance: Double) {
    #expect(abs(ChiSquare.chance(ofExceeding: value, degrees: degrees) - chance) < 0.01)
  }

  @Test("measures lengths in units of a covariance")
  func cholesky() throws {
    // [[4, 2], [2, 3]] has the inverse [[3, -2], [-2, 4]] / 8; of (1, 2) that makes (3 - 8 + 16) / 8.
    let factor = try #require(CholeskyFactor([[4, 0], [2, 3]]))
    #expect(abs(factor.squaredLengths(of: [[1], [2]])[0] - 11.0 / 8) < 1e-7)
    #expect(CholeskyFactor([[1, 0], [2, 1]]) == nil)
  }
}
