/// Why a pixel cannot be judged, or only with doubt. Reasons annotate, they never delete: white roofs
/// pass every spectral cloud test and muddy water is labelled snow, and those are our sites.
///
/// The bits stand in files (`LayerFormat`): a new reason takes a new bit, none changes its own.
public struct MaskReasons: OptionSet, Hashable, Sendable {
  /// The bits.
  public let rawValue: UInt16
  /// Reasons from their bits.
  public init(rawValue: UInt16) { self.rawValue = rawValue }

  /// Nothing was measured.
  public static let nodata = MaskReasons(rawValue: 1 << 0)
  /// The detector was at its limit.
  public static let saturated = MaskReasons(rawValue: 1 << 1)
  /// Certain cloud.
  public static let cloud = MaskReasons(rawValue: 1 << 2)
  /// Possible cloud, or the rim of one.
  public static let possibleCloud = MaskReasons(rawValue: 1 << 3)
  /// In the shadow of a cloud.
  public static let cloudShadow = MaskReasons(rawValue: 1 << 4)
  /// Thin high cloud.
  public static let cirrus = MaskReasons(rawValue: 1 << 5)
  /// Snow or ice, or what is taken for it.
  public static let snow = MaskReasons(rawValue: 1 << 6)
  /// In the shadow of terrain, or simply dark.
  public static let terrainShadow = MaskReasons(rawValue: 1 << 7)
  /// At the edge of what the sensor saw.
  public static let edge = MaskReasons(rawValue: 1 << 8)

  /// Explained by a shift between the dates; said of whole regions, not of pixels.
  public static let registration = MaskReasons(rawValue: 1 << 15)

  /// Only these make a pixel *not observed*; all others leave it in, with doubt.
  public static let blocking: MaskReasons = [.nodata, .cloud]

  /// What keeps a look out of a stack of dates, where another date can stand in: everything that may show something
  /// else than the ground. Shadow of terrain and the edge stay in.
  public static let unclear: MaskReasons = [
    .nodata, .saturated, .cloud, .possibleCloud, .cloudShadow, .cirrus, .snow,
  ]

  /// Every reason with the name it has in outputs, in that order.
  public static let names: [(MaskReasons, String)] = [
    (.nodata, "nodata"), (.saturated, "saturated"), (.cloud, "cloud"),
    (.possibleCloud, "possible-cloud"), (.cloudShadow, "cloud-shadow"), (.cirrus, "cirrus"),
    (.snow, "snow"), (.terrainShadow, "terrain-shadow"), (.edge, "edge"),
    (.registration, "registration"),
  ]

  /// The names of the reasons that hold.
  public var names: [String] { Self.names.filter { contains($0.0) }.map(\.1) }
}
