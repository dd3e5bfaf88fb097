/// What a provider says of a product besides its bands, and what was decided about it and why.
public struct ProductFacts: Hashable, Sendable {
  /// The families of products.
  public enum Family: String, Sendable, CaseIterable {
    /// Rasters described by a `scene.yaml` or by their own band names.
    case plain
    case sentinel2 = "sentinel-2"
    case landsat
    case gaofen
    /// An analysis-ready layer, made by `tianyan prepare`.
    case layer
  }

  /// Which family it belongs to.
  public var family: Family
  /// The provider's full name of it, which tells re-processed ones apart; nil where it has none.
  public var name: String?
  /// The processing baseline, such as `05.09`.
  public var baseline: String?
  /// The tile (`T34UCF`) or the path and row (`218074`).
  public var tile: String?
  /// Where the sun stood over the middle of the scene.
  public var sun: SkyDirection?
  /// Where the satellite stood.
  public var view: SkyDirection?
  /// The provider's own estimate of the clouded share, in percent.
  public var cloudPercent: Double?
  /// What such a product should hold and this one does not, a phrase each.
  public var missing: [String] = []
  /// What was decided about it and why, a sentence each.
  public var notes: [String] = []

  /// Facts of which only the family is known.
  public init(family: Family = .plain) { self.family = family }
}

/// A direction in the sky, as seen from the ground.
public struct SkyDirection: Hashable, Sendable {
  /// Degrees from north, clockwise, 0 to 360.
  public var azimuth: Double
  /// Degrees above the horizon, -90 to 90.
  public var elevation: Double

  /// A direction from its angles in degrees.
  public init(azimuth: Double, elevation: Double) {
    self.azimuth = azimuth
    self.elevation = elevation
  }
}
