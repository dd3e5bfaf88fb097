import Foundation
import Testing

@testable import PixelKernels

@Suite("A change meter")
struct ChangeMeterTests {
  /// What a meter makes of a pair.
  private func measured(_ measure: ChangeMeasure, _ pair: PairFixture)
    -> (squares: [Float], sums: [Float])
  {
    let meter = ChangeMeter(measure)
    let variables = pair.before + pair.after
    let count = pair.before[0].count
    meter.measure(count: count) { variable, register in
      for i in 0..<count { register[i] = variables[variable][i] }
    }
    return (Array(meter.squares[..<count]), Array(meter.sums[..<count]))
  }

  @Test("agrees with the measure in double precision", arguments: [1, 7, 8, 9, 1000, 1024])
  func doublePrecision(count: Int) {
    let pair = PairFixture(count: max(count, 50), bands: 3)
    var moments = PairMoments(bands: 3)
    moments.add(pair.block)
    let measure = ChangeMeasure.mahalanobis(moments)
    for (ours, theirs) in zip(measured(measure, pair).squares, measure.squares(of: pair.block)) {
      #expect(abs(ours - theirs) <= 1e-4 * max(1, theirs))
    }
  }

  @Test("takes the length of the differences, and their sum, by Pythagoras")
  func differences() {
    var pair = PairFixture(count: 2, bands: 2)
    pair.before = [[1, 0], [1, 0]]
    pair.after = [[4, -1], [5, 0]]
    let found = measured(.differences(bands: 2), pair)
    #expect(found.squares == [25, 1])
    #expect(found.sums == [7, -1])
  }

  @Test("knows nothing of a pixel that any band misses, also one without a say")
  func unknown() {
    var pair = PairFixture(count: 60, bands: 2)
    pair.before[1] = [Float](repeating: 0.5, count: 60)
    var moments = PairMoments(bands: 2)
    moments.add(pair.block)
    let measure = ChangeMeasure.standardisedVector(moments)
    #expect(measure.degrees == 1)
    pair.before[1][3] = .nan
    pair.after[0][5] = .nan
    let squares = measured(measure, pair).squares
    #expect(squares.indices.filter { squares[$0].isNaN } == [3, 5])
  }

  @Test("has a spectral angle beside it that light does not change")
  func angle() {
    var angles = [Float](repeating: 0, count: 4)
    SpectralAngle.degrees(
      [[1, 1, 0, .nan], [0, 1, 0, 1]], [[0, 3, 1, 1], [2, 3, 1, 1]], into: &angles)
    #expect(abs(angles[0] - 90) < 1e-4)
    #expect(abs(angles[1]) < 1e-4)
    #expect(angles[2].isNaN && angles[3].isNaN)
  }
}
