import GeoFiles
import RasterGrid

/// One of the places that reasons come from why pixels cannot be judged, or only with doubt.
public struct MaskSource: Hashable, Sendable {
  /// What holds the reasons.
  public enum Content: Hashable, Sendable {
    /// A band whose values are codes.
    case band(BandSource, MaskCoding)
    /// Areas drawn on the map.
    case areas(MaskAreas)
    /// Reasons that were worked out on pixels.
    case map(ReasonMap)
  }

  /// What it is called in outputs, such as `sentinel-2-scl`.
  public var name: String
  /// What holds the reasons.
  public var content: Content
  /// Doubt around what a band of codes says.
  public var rims: [MaskRim] = []

  /// A source from its parts.
  public init(name: String, content: Content) {
    self.name = name
    self.content = content
  }

  /// A band of codes, named after its coding.
  public init(_ source: BandSource, _ coding: MaskCoding) {
    self.init(name: coding.rawValue, content: .band(source, coding))
  }

  /// The band of codes; nil where it is none.
  public var band: BandSource? {
    if case .band(let source, _) = content { return source }
    return nil
  }

  /// What the codes of its band mean; nil where it has none.
  public var coding: MaskCoding? {
    if case .band(_, let coding) = content { return coding }
    return nil
  }
}

/// Areas on the map that are masked for one reason, as the outlines in Sentinel-2's older products.
public struct MaskAreas: Hashable, Sendable {
  /// Closed rings of map coordinates; inside is where an odd number surrounds.
  public var rings: [[MapPoint]]
  /// What the coordinates mean.
  public var crs: CoordinateSystem
  /// The reasons that hold there.
  public var reasons: MaskReasons
  /// Whether the reasons hold outside the rings, as with the footprint of a detector.
  public var areOutside: Bool

  /// Areas from their parts.
  public init(
    rings: [[MapPoint]], crs: CoordinateSystem, reasons: MaskReasons, areOutside: Bool = false
  ) {
    self.rings = rings
    self.crs = crs
    self.reasons = reasons
    self.areOutside = areOutside
  }
}

/// Reasons worked out for the pixels of a grid and held in memory; the grid may be coarser than the
/// analysis grid, in the same coordinate system, with rows and columns along its axes.
public struct ReasonMap: Hashable, Sendable {
  /// Where the pixels are.
  public var grid: Grid
  /// The bits of `MaskReasons`, row by row from the upper left; `grid.width * grid.height` of them.
  public var bits: [UInt16]

  /// A map from its parts.
  public init(grid: Grid, bits: [UInt16]) {
    precondition(bits.count == grid.window.area, "a reason for every pixel")
    precondition(grid.affine.isAxisAligned, "rows and columns along the axes")
    self.grid = grid
    self.bits = bits
  }
}
