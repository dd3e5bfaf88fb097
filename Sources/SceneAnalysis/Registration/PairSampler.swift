import PixelKernels
import RasterGrid
import Scenes
import Spectral

/// Reads values of both dates of a pair in some windows, unknown where either date is in doubt. It
/// belongs to one worker.
final class PairSampler {
  private let reading: ReadPlan
  private let reader: TileReader

  /// Reasons for which the ground itself is not seen; snow and dark slopes are ground.
  static let unseen: MaskReasons = [.nodata, .saturated, .cloud, .cloudShadow, .edge]

  private let hiding: MaskReasons

  /// A sampler for which pixels with one of the reasons `hiding` are unknown.
  init(_ reading: ReadPlan, hiding: MaskReasons) {
    self.reading = reading
    self.hiding = hiding
    reader = TileReader(reading)
  }

  /// The values of bands in `window`, in the order of `references`, row by row; a pixel that is hidden
  /// or missing in any of them is NaN in all.
  func values(of references: [BandReference], in window: PixelWindow) throws -> [[Float]] {
    reader.move(to: window)
    var bands = try references.map { reference in
      let band = try reader.band(reference)
      return [Float](unsafeUninitializedCapacity: window.area) { buffer, count in
        var values = buffer.mutableSpan
        _ = band.samples.load(0..<window.area, band.calibration, into: &values)
        count = window.area
      }
    }
    let masks = try [SceneDate.before, .after].compactMap {
      try reader.reasons($0)?.samples(as: UInt16.self)
    }
    for i in 0..<window.area {
      let isHidden = masks.contains { $0[i] & hiding.rawValue != 0 }
      guard isHidden || bands.contains(where: { $0[i].isNaN }) else { continue }
      for band in bands.indices { bands[band][i] = .nan }
    }
    return bands
  }
}
