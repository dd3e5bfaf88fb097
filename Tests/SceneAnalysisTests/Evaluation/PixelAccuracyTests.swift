import RasterGrid
import SceneBuilding
import Testing
import GeoFiles

@testable import SceneAnalysis

@Suite("Pixel accuracy")
struct PixelAccuracyTests {
  /// Counts of the four kinds with some pixels that nobody labelled.
  private func accuracy(_ tp: Int, _ fp: Int, _ fn: Int, _ tn: Int) -> PixelAccuracy {
    let states: [(LabelMap.State, Bool, Int)] = [
      (.changed, true, tp), (.unchanged, true, fp), (.changed, false, fn), (.unchanged, false, tn),
      (.unlabelled, true, 3), (.unlabelled, false, 2),
    ]
    let pixels = states.flatMap { state, called, count in
      Array(repeating: (state, called), count: count)
    }
    let label = LabelMap(width: pixels.count, height: 1, states: pixels.map(\.0))
    return PixelAccuracy(of: pixels.map(\.1), against: label)
  }

  @Test("gives the kappa of a worked example, and leaves out what is not labelled")
  func worked() {
    // 20 and 15 of 50 agree: observed 0.7, by chance 0.5, kappa 0.4.
    let found = accuracy(20, 5, 10, 15)
    #expect(found.count == 50)
    #expect(found.overallAccuracy == 0.7)
    #expect(abs(found.kappa - 0.4) < 1e-12)
    #expect(found.precision == 0.8)
    #expect(abs(found.recall - 2.0 / 3) < 1e-12)
    #expect(abs(found.f1 - 2 * 0.8 * (2.0 / 3) / (0.8 + 2.0 / 3)) < 1e-12)
  }

  @Test("is 1 for the label itself and -1 in kappa for its opposite")
  func extremes() {
    let same = accuracy(4, 0, 0, 4)
    #expect([same.overallAccuracy, same.kappa, same.f1] == [1, 1, 1])
    #expect(accuracy(0, 4, 4, 0).kappa == -1)
  }

  @Test("is 0, not NaN, where there is nothing to divide by")
  func nothing() {
    #expect([accuracy(0, 0, 0, 9).kappa, accuracy(0, 0, 0, 9).f1] == [0, 0])
    #expect(accuracy(0, 0, 5, 4).precision == 0)
    #expect(accuracy(0, 0, 0, 0).overallAccuracy == 0)
  }

  @Test(
    "of a fixed mask on Beihai is what accuracy.py gives", .enabled(if: SharedData.isThere))
  func beihai() throws {
    let label = try LabelMap(
      reading: InputPath(SharedData.file("data/oscd/beihai/label.tif")))
    let changed = label.states.enumerated().map { i, state in
      let (row, column) = i.quotientAndRemainder(dividingBy: label.width)
      return (row * 5 + column * 3) % 29 == 0 || (state == .changed && row % 2 == 0)
    }
    // accuracy.py pixels label.tif: {"n": 696344, "tp": 8884, "fp": 23416, "fn": 8434, ...}
    let found = PixelAccuracy(of: changed, against: label)
    #expect(found.truePositives == 8884)
    #expect(found.falsePositives == 23416)
    #expect(found.falseNegatives == 8434)
    #expect(found.trueNegatives == 655_610)
    let figures = [found.overallAccuracy, found.kappa, found.precision, found.recall, found.f1]
    for (figure, wanted) in zip(figures, [0.9543, 0.3366, 0.275, 0.513, 0.3581]) {
      #expect(abs(figure - wanted) <= 0.00005)
    }
  }
}
