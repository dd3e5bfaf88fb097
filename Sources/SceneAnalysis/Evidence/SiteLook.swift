/// What one scene tells of one site: a point of its time line.
public struct SiteLook: Hashable, Sendable {
  /// The scene.
  public var scene: String
  /// When it was taken, RFC 3339 in UTC or a bare date; nil where that is not known.
  public var time: String?
  /// How many pixels the site has on the grid.
  public var pixels: Int
  /// How many of them were observed, in doubt or not.
  public var observed: Int
  /// How many of them nothing speaks against.
  public var clear: Int
  /// The mean of the index over those that were observed; nil where none was, or the scene lacks a band.
  public var mean: Double?
  /// The names of what speaks against the others.
  public var reasons: [String]

  /// Whether less than half of the site was observed: its mean says nothing.
  public var isMasked: Bool { 2 * observed < pixels || mean == nil }

  /// A look from its parts.
  public init(
    scene: String, time: String?, pixels: Int, observed: Int, clear: Int, mean: Double?,
    reasons: [String]
  ) {
    self.scene = scene
    self.time = time
    self.pixels = pixels
    self.observed = observed
    self.clear = clear
    self.mean = mean
    self.reasons = reasons
  }
}
