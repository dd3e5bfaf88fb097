import GeoFiles
import RasterGrid
import Spectral

/// Reads tiles as a `ReadPlan` says. It belongs to one worker, which opened its files; no other
/// thread ever sees them.
///
/// Bands are decoded when they are first asked for, so what a tile does not need is never read.
public final class TileReader {
  private let plan: ReadPlan
  private var files: [InputPath: OpenRaster] = [:]
  private var warps: [BandPlan: OpenWarp] = [:]
  private var planes: [BandReference: SamplePlane] = [:]
  private var masks: [SceneDate: SamplePlane] = [:]
  private var statistics: [BaselineStatistic: SamplePlane] = [:]
  private var present: Set<BandReference> = []
  private var presentStatistics: Set<BaselineStatistic> = []
  private var presentMasks: Set<SceneDate> = []
  private let raw = SamplePlane()
  private var tables: [MaskCoding: [UInt16]] = [:]

  /// The tile that is being read.
  public private(set) var window = PixelWindow(column: 0, row: 0, width: 0, height: 0)

  /// A reader for the files of `plan`; files open when they are first needed.
  public init(_ plan: ReadPlan) { self.plan = plan }

  /// Turns to another tile of the analysis grid.
  public func move(to window: PixelWindow) {
    self.window = window
    present.removeAll(keepingCapacity: true)
    presentStatistics.removeAll(keepingCapacity: true)
    presentMasks.removeAll(keepingCapacity: true)
  }

  /// Lets the memory of the tile go; files stay open.
  public func release() {
    planes.removeAll(keepingCapacity: true)
    statistics.removeAll(keepingCapacity: true)
    masks.removeAll(keepingCapacity: true)
    move(to: PixelWindow(column: 0, row: 0, width: 0, height: 0))
  }

  /// The samples of a band on this tile, raw, and what they mean.
  public func band(_ reference: BandReference) throws -> (
    samples: SamplePlane, calibration: Calibration
  ) {
    guard let band = plan.bands[reference] else {
      preconditionFailure("\(reference) is not in the plan")
    }
    let plane = planes[reference] ?? SamplePlane()
    planes[reference] = plane
    if present.insert(reference).inserted { try read(band, fill: .nan, into: plane) }
    return (plane, band.arrivingCalibration)
  }

  /// The samples of a layer of the baseline on this tile, raw, and what they mean.
  public func statistic(_ statistic: BaselineStatistic) throws -> (
    samples: SamplePlane, calibration: Calibration
  ) {
    guard let band = plan.statistics[statistic] else {
      preconditionFailure("\(statistic) is not in the plan")
    }
    let plane = statistics[statistic] ?? SamplePlane()
    statistics[statistic] = plane
    if presentStatistics.insert(statistic).inserted { try read(band, fill: .nan, into: plane) }
    return (plane, band.arrivingCalibration)
  }

  /// The bits of `MaskReasons` on this tile, as `uint16` samples; nil where the date has no mask.
  public func reasons(_ date: SceneDate) throws -> SamplePlane? {
    guard let sources = plan.masks[date] else { return nil }
    let plane = masks[date] ?? SamplePlane()
    masks[date] = plane
    if presentMasks.insert(date).inserted { try read(sources, into: plane) }
    return plane
  }

  private func read(_ sources: [MaskPlan], into plane: SamplePlane) throws {
    plane.resize(type: .uint16, width: window.width, height: window.height)
    plane.withMutableBytes { bytes in bytes.bindMemory(to: UInt16.self).update(repeating: 0) }
    for source in sources {
      if case .band(let band, let coding, let rims) = source {
        try add(band, coding, rims, to: plane)
        continue
      }
      plane.withMutableBytes { bytes in
        let reasons = bytes.bindMemory(to: UInt16.self)
        switch source {
        case .band: break
        case .spans(let spans, let added, let areOutside):
          ReasonBits.add(spans, added, areOutside: areOutside, in: window, to: reasons)
        case .map(let map):
          ReasonBits.add(map, in: window, of: plan.grid, to: reasons)
        }
      }
    }
  }

  /// Adds what a band of codes says, read far enough beyond the tile for the rims that reach into it.
  private func add(
    _ band: BandPlan, _ coding: MaskCoding, _ rims: [RimPlan], to plane: SamplePlane
  ) throws {
    let tile = window
    let covered = band.coverage.flatMap { $0.intersection(plan.grid.window) } ?? plan.grid.window
    let wide = covered.intersection(tile.padded(by: rims.map(\.halo).max() ?? 0)) ?? tile
    // A mask that ends inside the tile has no rims beyond it.
    window = wide.intersection(tile) == tile ? wide : tile
    defer { window = tile }
    try read(band, fill: Double(coding.nodata), into: raw)
    let found = ReasonBits.reasons(
      codes: raw, table: table(of: coding), nodata: coding.nodata, rims: rims)
    plane.withMutableBytes { bytes in
      ReasonBits.add(found, of: window, in: tile, to: bytes.bindMemory(to: UInt16.self))
    }
  }

  private func table(of coding: MaskCoding) -> [UInt16] {
    if let table = tables[coding] { return table }
    let table = (0...UInt16.max).map { coding.reasons($0).rawValue }
    tables[coding] = table
    return table
  }

  private func read(_ band: BandPlan, fill: Double, into plane: SamplePlane) throws {
    do {
      switch band.alignment {
      case .shifted(let column, let row):
        try file(band.source.file).file.read(
          band: band.source.band, window: window.offset(columns: column, rows: row),
          as: band.sampleType, into: plane)
      case .coarser(let factor, let column, let row):
        try file(band.source.file).file.read(
          band: band.source.band, fineWindow: window.offset(columns: column, rows: row),
          factor: factor, resampling: band.resampling, as: band.sampleType, into: plane)
        try restoreNodata(of: band, factor: factor, column: column, row: row, in: plane)
      case .warp:
        try warp(band).band.read(window: window, fill: fill, into: plane)
      }
    } catch let error as GDALError {
      throw ReadFailure.refusal(error, of: band.source.file)
    }
  }

  /// Takes back what interpolation has filled in: a fine pixel in a cell without data is unknown.
  private func restoreNodata(
    of band: BandPlan, factor: Int, column: Int, row: Int, in plane: SamplePlane
  ) throws {
    guard band.resampling != .nearest, let nodata = band.source.calibration.nodata else { return }
    try file(band.source.file).file.read(
      band: band.source.band, fineWindow: window.offset(columns: column, rows: row),
      factor: factor, resampling: .nearest, as: .float32, into: raw)
    let cells = raw.samples(as: Float.self)
    let missing = Float(nodata)
    plane.withMutableBytes { bytes in
      let values = bytes.bindMemory(to: Float.self)
      for i in values.indices where cells[i] == missing || cells[i].isNaN { values[i] = missing }
    }
  }

  private func file(_ path: InputPath) throws -> OpenRaster {
    if let open = files[path] { return open }
    let open = OpenRaster(file: try RasterFile(opening: path))
    files[path] = open
    return open
  }

  private func warp(_ band: BandPlan) throws -> OpenWarp {
    if let open = warps[band] { return open }
    let target = WarpedBand.Target(
      grid: plan.grid, resampling: band.resampling, nodata: band.source.calibration.nodata,
      type: .float32)
    let open = OpenWarp(
      band: try WarpedBand(
        RasterFile(opening: band.source.file), band: band.source.band, from: band.source.grid,
        through: band.source.sensorModel, to: target))
    warps[band] = open
    return open
  }
}

extension BandPlan {
  /// The calibration of samples as they arrive: a warp has already put NaN where there is no data.
  var arrivingCalibration: Calibration {
    guard isWarped else { return source.calibration }
    var calibration = source.calibration
    calibration.nodata = nil
    return calibration
  }
}

/// A file that several bands share; a box, because what cannot be copied cannot stand in a dictionary.
private final class OpenRaster {
  let file: RasterFile
  init(file: consuming RasterFile) { self.file = file }
}

/// The same for a warp.
private final class OpenWarp {
  let band: WarpedBand
  init(band: consuming WarpedBand) { self.band = band }
}

/// What a failed read means for the user.
enum ReadFailure {
  /// A file that opens but breaks off is bad input; a device that fails is an I/O error. GDAL reports
  /// both alike, so the file is read once more, plainly, to tell them apart.
  static func refusal(_ error: GDALError, of path: InputPath) -> Refusal {
    let text = error.messages.joined(separator: "; ")
    do {
      let file = try FileBytes(opening: path)
      let piece = 1 << 22
      for offset in stride(from: 0, to: file.count, by: piece) {
        _ = try file.read(from: offset, count: piece)
      }
    } catch {
      return Refusal(.ioError, "cannot be read: \(text)", subject: path.shown)
    }
    return Refusal(
      .badInput, "is damaged or cut off: \(text)", subject: path.shown,
      advice: "fetch it again and compare its size with the provider's")
  }
}
