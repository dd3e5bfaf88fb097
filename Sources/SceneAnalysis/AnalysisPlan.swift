import RasterGrid
import Scenes

/// Everything a scan has decided before a pixel moves: where, what to read, by which rules, and why.
public struct AnalysisPlan: Sendable {
  /// What was asked.
  public var request: ScanRequest
  /// The grid, the bands and the masks.
  public var reading: ReadPlan
  /// The windows to work through, in order; only pixels inside `spans` count.
  public var windows: [PixelWindow]
  /// The pixels inside the region; nil means all.
  public var spans: RowSpans?
  /// Why it was decided so, one sentence each, for `-v`.
  public var reasons: [String]
  /// Things that the user should know although nothing failed.
  public var warnings: [String]
  /// The rules that cannot be applied to these scenes, and why.
  public var skippedRules: [(kind: String, reason: String)] {
    compiled.skipped.map { ($0.kind, $0.reason) }
  }
  /// The kinds that are looked for.
  public var kinds: [String] { compiled.rules.map(\.kind) }

  var compiled: CompiledRules
  /// The largest ground area of a pixel of the grid, in square metres: what makes it safe to drop a
  /// small component before it is traced.
  var largestPixelArea: Double

  /// How many pixels are considered.
  public var pixelCount: Int { spans?.count ?? windows.reduce(0) { $0 + $1.area } }
}
