import Testing

@testable import PixelKernels

@Suite("Chi-square")
struct ChiSquareTests {
  /// Values of SciPy's `chi2.sf`.
  @Test(
    "gives the chances of a table",
    arguments: [
      (1.0, 1, 0.31731050786291115), (3.84, 1, 0.05004352124870519), (5, 2, 0.0820849986238988),
      (7.5, 3, 0.0575584519726364), (15.0863, 5, 0.009999886359602467), (2, 6, 0.9196986029286058),
      (20, 7, 0.005569683072945574), (100, 12, 5.567756260698086e-16),
    ])
  func table(value: Double, degrees: Int, chance: Double) {
    #expect(abs(ChiSquare.chance(ofExceeding: value, degrees: degrees) - chance) < 1e-12)
  }

  @Test("gives 1 for no change, and 0 for any where there is no freedom")
  func ends() {
    #expect(ChiSquare.chance(ofExceeding: 0, degrees: 4) == 1)
    #expect(ChiSquare.chance(ofExceeding: 0, degrees: 0) == 1)
    #expect(ChiSquare.chance(ofExceeding: 0.1, degrees: 0) == 0)
    #expect(ChiSquare.chance(ofExceeding: 1e6, degrees: 5) == 0)
  }
}
