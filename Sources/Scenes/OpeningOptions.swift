import GeoFiles

/// What the user says about products that do not say it themselves.
public struct OpeningOptions: Sendable {
  /// An elevation model, for images that are seen through a sensor model.
  public var dem: InputPath?
  /// How high the ground is on average, in metres above the ellipsoid, where there is no `dem`.
  public var meanHeight: Double?
  /// A table of calibration rows beside the built-in one, for Gaofen.
  public var calibration: InputPath?

  /// How far possible cloud reaches around a product's clouds, in metres; 0 leaves that out.
  public var cloudMargin = MaskRim.usualCloudMargin

  /// Whether files that a STAC Item names may lie on the network.
  public var allowRemote = false

  /// Whether the scene is only to be described, not read: an image or a calibration that is missing is
  /// then told in its facts instead of refused.
  public var isForDescription = false

  /// Heights that a ground on Earth may have, in metres: below the shore of the Dead Sea to above
  /// Mount Everest.
  public static let heights = -500.0...9_000.0

  /// Options from their parts.
  public init(
    dem: InputPath? = nil, meanHeight: Double? = nil, calibration: InputPath? = nil
  ) {
    self.dem = dem
    self.meanHeight = meanHeight
    self.calibration = calibration
  }
}
