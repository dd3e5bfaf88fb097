import GeoFiles
import RasterGrid
import Spectral

/// How the samples of one band reach the analysis grid: decided before any pixel moves.
public struct BandPlan: Hashable, Sendable {
  /// Where the samples are.
  public var source: BandSource
  /// How they lie on the analysis grid.
  public var alignment: GridAlignment
  /// How samples between samples are made, where the band is coarser or warped.
  public var resampling: Resampling

  /// The plan to see `source` on `grid`.
  public init(_ source: BandSource, on grid: Grid, resampling: Resampling) {
    self.source = source
    self.resampling = resampling
    if let model = source.sensorModel {
      self.alignment = .warp(because: "seen through its RPC (\(model.file.shown))")
      return
    }
    let alignment = GridAlignment(of: source.grid, on: grid)
    if case .coarser = alignment, resampling != .nearest, source.calibration.nodata != nil,
      !source.fileStatesNodata
    {
      // GDAL's plain reading heeds only the nodata that the file states; the warper can be told.
      self.alignment = .warp(because: "nodata is stated beside the file, not in it")
    } else {
      self.alignment = alignment
    }
  }

  /// The type in which samples arrive: their own, unless they are interpolated.
  public var sampleType: SampleType {
    if case .shifted = alignment { return source.sampleType }
    return resampling == .nearest && !isWarped ? source.sampleType : .float32
  }

  /// Whether the warper is needed.
  public var isWarped: Bool {
    if case .warp = alignment { return true }
    return false
  }

  /// The part of the analysis grid that the band can be read on; nil where a warp decides pixel by
  /// pixel.
  public var coverage: PixelWindow? {
    switch alignment {
    case .shifted(let column, let row):
      source.grid.window.offset(columns: -column, rows: -row)
    case .coarser(let factor, let column, let row):
      PixelWindow(
        column: -column, row: -row,
        width: source.grid.width * factor, height: source.grid.height * factor)
    case .warp:
      nil
    }
  }

  /// The pixels of the analysis grid that one block of the file covers, for choosing tiles.
  public var fineBlock: TileShape {
    let blockSides = 256  // what the warper reads does not follow blocks
    return switch alignment {
    case .shifted: TileShape(width: source.blockWidth, height: source.blockHeight)
    case .coarser(let factor, _, _):
      TileShape(width: source.blockWidth * factor, height: source.blockHeight * factor)
    case .warp: TileShape(width: blockSides, height: blockSides)
    }
  }
}

/// Everything that has to be read for an analysis, and where.
public struct ReadPlan: Sendable {
  /// The grid all bands come onto.
  public var grid: Grid
  /// The bands, by date and role.
  public var bands: [BandReference: BandPlan]
  /// The sources of reasons, by date; a date without any is not in it.
  public var masks: [SceneDate: [MaskPlan]]
  /// The layers of a baseline.
  public var statistics: [BaselineStatistic: BandPlan] = [:]

  /// A plan from its parts.
  public init(
    grid: Grid, bands: [BandReference: BandPlan], masks: [SceneDate: [MaskPlan]]
  ) {
    self.grid = grid
    self.bands = bands
    self.masks = masks
  }
}

extension ReadPlan {
  /// The plan to see `bands` and, unless `isPlain`, all masks of `scenes` on `grid`. Bands that a
  /// scene does not have are left out.
  public init(
    _ bands: some Sequence<BandReference>, of scenes: [SceneDate: Scene], on grid: Grid,
    resampling: Resampling, isPlain: Bool
  ) throws {
    self.init(grid: grid, bands: [:], masks: [:])
    for reference in bands {
      guard let source = scenes[reference.date]?.bands[reference.role] else { continue }
      self.bands[reference] = BandPlan(source, on: grid, resampling: resampling)
    }
    guard !isPlain else { return }
    for (date, scene) in scenes where !scene.masks.isEmpty {
      masks[date] = try scene.masks.map { try MaskPlan($0, on: grid) }
    }
  }

  /// Every band that is read, of measurements, of a baseline and of masks.
  public var allBands: [BandPlan] {
    Array(bands.values) + Array(statistics.values) + masks.values.flatMap { $0.compactMap(\.band) }
  }
}
