import PixelKernels
import RasterGrid
import Scenes
import Spectral

/// Reads both dates of a change plan, tile by tile; unknown is what either date's masks hide for
/// certain. It belongs to one worker.
final class PairReader {
  private let references: [BandReference]
  private let reader: TileReader
  private var bands: [(samples: SamplePlane, calibration: Calibration)] = []
  private var masks: [UnsafeBufferPointer<UInt16>] = []

  /// A reader of the bands that a plan compares.
  convenience init(_ plan: ChangePlan) { self.init(plan, plan.request.references) }

  /// A reader of some bands, in that order.
  init(_ plan: ChangePlan, _ references: [BandReference]) {
    self.references = references
    reader = TileReader(plan.analysis.reading)
  }

  /// The tile.
  var window: PixelWindow { reader.window }

  /// Turns to another tile and reads it.
  func move(to window: PixelWindow) throws {
    reader.move(to: window)
    bands = try references.map { try reader.band($0) }
    let blocking = MaskReasons.blocking.rawValue
    masks = try [SceneDate.before, .after].compactMap { date in
      guard let reasons = try reader.reasons(date)?.samples(as: UInt16.self),
        reasons.contains(where: { $0 & blocking != 0 })
      else { return nil }
      return reasons
    }
  }

  /// Fills a register with a band at some pixels of the tile, by their places row by row; says whether
  /// any is unknown.
  func load(_ band: Int, _ pixels: Range<Int>, into register: inout MutableSpan<Float>) -> Bool {
    var isMissing = bands[band].samples.load(pixels, bands[band].calibration, into: &register)
    for mask in masks {
      let part = UnsafeBufferPointer(rebasing: mask[pixels])
      let isHidden = Unknown.spread(
        from: part.span, bits: MaskReasons.blocking.rawValue, to: &register)
      isMissing = isHidden || isMissing
    }
    return isMissing
  }

  /// The values of all bands on a run of the tile.
  func values(of run: PixelRun) throws -> [[Float]] {
    let pixels = window.positions(of: run)
    return references.indices.map { band in
      [Float](unsafeUninitializedCapacity: pixels.count) { buffer, count in
        var register = buffer.mutableSpan
        _ = load(band, pixels, into: &register)
        count = pixels.count
      }
    }
  }
}
