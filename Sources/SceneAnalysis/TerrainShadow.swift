import GeoFiles
import PixelKernels
import RasterGrid
import Scenes

/// Where terrain keeps the sun off, from a model of heights.
public struct TerrainShadow: Sendable {
  /// What counts as turned away from the sun: the rule of DSWx-HLS (NASA PROTEUS 1.0.2).
  public struct Thresholds: Hashable, Sendable {
    /// The slope toward the sun is at most this, in degrees: negative rises toward it.
    public var slope = -5.0
    /// The sun strikes at more than this, in degrees from the upright.
    public var incidence = 40.0
    /// How far beyond the grid hills are looked for that throw their shadow into it, in metres.
    public var reach = 5000.0

    /// The defaults.
    public init() {}
  }

  /// The model: one band of heights in metres.
  public var heights: InputPath
  /// Where the sun stood, above the horizon.
  public var sun: SkyDirection
  /// What counts.
  public var thresholds = Thresholds()

  /// The name of the mask in outputs.
  public static let maskName = "terrain-shadow"

  /// Shadows of a model below a sun.
  public init(heights: InputPath, sun: SkyDirection) {
    self.heights = heights
    self.sun = sun
  }

  /// `terrainShadow` on the pixels of `grid` that are turned away from the sun or that higher ground
  /// hides from it; where no height is known, nothing is said. Refuses what is no model of heights,
  /// and one that knows no height there.
  public func reasonMap(on grid: Grid) throws -> ReasonMap {
    precondition(sun.elevation > 0, "the sun is up")
    let pixel = try GroundPixel(inTheMiddleOf: grid)
    let margin = Int((thresholds.reach / pixel.longerSide).rounded(.up))
    let wide = grid.cropped(to: grid.window.padded(by: margin))
    let hills = HillShadow(
      heights: try read(on: wide), width: wide.width, pixel: pixel, sunAzimuth: sun.azimuth,
      sunElevation: sun.elevation)
    let inside = grid.window.offset(columns: margin, rows: margin)
    guard
      inside.rows.contains(where: { row in
        inside.columns.contains { !hills.heights[row * wide.width + $0].isNaN }
      })
    else {
      throw Refusal(
        .badInput, "knows no height where the scenes are", subject: heights.shown,
        advice: "the scenes cover \(try GroundArea.place(of: grid))")
    }
    let cast = hills.cast()
    let away = hills.turnedAway(slope: thresholds.slope, incidence: thresholds.incidence)
    var bits: [UInt16] = []
    bits.reserveCapacity(grid.window.area)
    for row in inside.rows {
      for column in inside.columns {
        let place = row * wide.width + column
        bits.append(cast[place] | away[place] == 0 ? 0 : MaskReasons.terrainShadow.rawValue)
      }
    }
    return ReasonMap(grid: grid, bits: bits)
  }

  private func read(on grid: Grid) throws -> [Float] {
    do {
      let file = try RasterFile(opening: heights)
      let info = try file.info()
      guard let source = info.grid, let band = info.bands.first else {
        throw Refusal(.badInput, "has no georeferencing", subject: heights.shown)
      }
      let target = WarpedBand.Target(
        grid: grid, resampling: .bilinear, nodata: band.nodata, type: .float32)
      let warped = try WarpedBand(file, band: 1, from: source, to: target)
      let plane = SamplePlane()
      try warped.read(window: grid.window, fill: .nan, into: plane)
      return Array(plane.samples(as: Float.self))
    } catch let error as GDALError {
      throw Refusal(
        .badInput,
        "is no model of heights that can be read: \(error.messages.joined(separator: "; "))",
        subject: heights.shown)
    }
  }
}
