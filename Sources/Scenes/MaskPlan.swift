import GeoFiles
import PixelKernels
import RasterGrid

/// How one source of reasons reaches the analysis grid.
public enum MaskPlan: Hashable, Sendable {
  /// A band of codes, and rims around what they say; always by nearest neighbour, since classes have
  /// no mean.
  case band(BandPlan, MaskCoding, [RimPlan])
  /// The pixels inside areas, or those outside them.
  case spans(RowSpans, MaskReasons, areOutside: Bool)
  /// The pixel of the map in which the middle of the pixel lies.
  case map(ReasonMap)

  /// The plan to see `source` on `grid`.
  public init(_ source: MaskSource, on grid: Grid) throws {
    switch source.content {
    case .band(let band, let coding):
      // A file that declares one of its codes to be no data, 0 for "clear", means its pictures: every
      // code says what it says.
      var codes = band
      codes.calibration.nodata = nil
      let pixel = source.rims.isEmpty ? nil : try GroundPixel(inTheMiddleOf: grid)
      self = .band(
        BandPlan(codes, on: grid, resampling: .nearest), coding,
        pixel.map { pixel in source.rims.map { RimPlan($0, on: pixel) } } ?? [])
    case .areas(let areas):
      let transform = try CoordinateTransform(from: areas.crs, to: grid.crs)
      let rings = try areas.rings.map { try transform.transform($0) }
      self = .spans(
        RowSpans(inside: rings, of: grid), areas.reasons, areOutside: areas.areOutside)
    case .map(let map):
      precondition(map.grid.crs == grid.crs, "a reason map is made for the analysis grid")
      self = .map(map)
    }
  }

  /// How its band is read; nil where it is none.
  public var band: BandPlan? {
    if case .band(let plan, _, _) = self { return plan }
    return nil
  }
}
