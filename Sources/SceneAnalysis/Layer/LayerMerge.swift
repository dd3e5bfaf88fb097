import GeoFiles
import RasterGrid
import Scenes

/// Merges what products contribute, pixel by pixel the best of them; one belongs to each worker.
final class LayerMerge {
  private let plan: LayerPlan
  private let file: LayerFile
  /// What one product has on the window.
  private var share: [[UInt16]]
  /// The best so far.
  private var best: [[UInt16]]
  private var ranks: [PixelRank] = []

  /// About so many pixels of all bands are held at a time.
  private static let pixels = 1 << 18

  /// Windows as wide as the grid, which are read and written in one go.
  static func windows(of plan: LayerPlan) -> [PixelWindow] {
    let width = max(1, plan.grid.width)
    return plan.grid.tiles(TileShape(width: width, height: max(1, pixels / width)))
  }

  init(_ plan: LayerPlan, _ file: LayerFile) {
    self.plan = plan
    self.file = file
    share = Array(repeating: [], count: file.reasonsBand)
    best = share
  }

  /// Merges a window and says what it is like.
  func merge(_ window: PixelWindow) throws -> LayerMaking.Summary {
    for band in best.indices {
      best[band] = [UInt16](repeating: band == reasons ? nodata : 0, count: window.area)
    }
    ranks = [PixelRank](repeating: .worst, count: window.area)
    for (number, part) in plan.parts.enumerated() {
      guard let shared = part.window.intersection(window) else { continue }
      try read(shared, of: number)
      for row in shared.rows {
        // Outside the region nothing stands in any share.
        for range in plan.spans.ranges(row: row, columns: shared.columns) {
          take(range, of: row, from: part, shared, in: window)
        }
      }
    }
    for band in best.indices where band == reasons || !file.isShared {
      try file.write(best[band], band: band + 1, window: window)
    }
    return summary(of: window)
  }

  private var reasons: Int { file.reasonsBand - 1 }
  private var nodata: UInt16 { MaskReasons.nodata.rawValue }

  private func read(_ window: PixelWindow, of part: Int) throws {
    for band in share.indices {
      if share[band].count != window.area {
        share[band] = [UInt16](repeating: 0, count: window.area)
      }
      try file.read(part: part, band: band + 1, window: window, into: &share[band])
    }
  }

  /// Takes the pixels of a row that are better than the best so far.
  private func take(
    _ columns: Range<Int>, of row: Int, from part: LayerPart, _ shared: PixelWindow,
    in window: PixelWindow
  ) {
    let from = (row - shared.row) * shared.width - shared.column
    let to = (row - window.row) * window.width - window.column
    let interior = part.interior.ranges(row: row, columns: columns)
    for column in columns {
      let i = from + column
      let missing = share[..<reasons].count { $0[i] == 0 }
      var found = MaskReasons(rawValue: share[reasons][i])
      if missing == reasons { found.insert(.nodata) }
      let dx = Double(column) + 0.5 - part.middle.column
      let dy = Double(row) + 0.5 - part.middle.row
      let rank = PixelRank(
        reasons: found, missingBands: missing,
        isAtEdge: !interior.contains { $0.contains(column) }, isWarped: part.isWarped,
        distance: Float(dx * dx + dy * dy))
      guard rank < ranks[to + column] else { continue }
      ranks[to + column] = rank
      for band in best.indices { best[band][to + column] = share[band][i] }
      best[reasons][to + column] = found.rawValue
    }
  }

  private func summary(of window: PixelWindow) -> LayerMaking.Summary {
    var summary = LayerMaking.Summary()
    for row in window.rows {
      let start = (row - window.row) * window.width - window.column
      for range in plan.spans.ranges(row: row, columns: window.columns) {
        summary.considered += range.count
        for column in range {
          let bits = best[reasons][start + column]
          summary.measured += bits & nodata == 0 ? 1 : 0
          summary.clear += bits == 0 ? 1 : 0
        }
      }
    }
    return summary
  }
}
