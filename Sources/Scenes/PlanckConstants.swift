/// The two constants that turn a thermal band's radiance into the temperature of a black body:
/// `T = k2 / ln(k1 / L + 1)` in kelvin (USGS, Landsat 8 Data Users Handbook, LSDS-1574, section 5).
public struct PlanckConstants: Hashable, Sendable {
  /// In the unit of the radiance, W/(m2 sr um).
  public var k1: Double
  /// In kelvin.
  public var k2: Double

  /// Constants from their numbers; both are positive.
  public init(k1: Double, k2: Double) {
    precondition(k1 > 0 && k2 > 0, "the constants of Planck's law are positive")
    self.k1 = k1
    self.k2 = k2
  }
}
