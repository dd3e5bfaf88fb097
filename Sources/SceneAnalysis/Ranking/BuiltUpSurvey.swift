import GeoFiles
import RasterGrid
import Scenes
import Spectral

/// Reads and measures windows of a change plan for the evidence of built-up change; one belongs to each
/// worker.
final class BuiltUpSurvey {
  private let sampler: PairSampler
  private let references: [BandReference]
  private let grid: PixelWindow

  init(_ plan: ChangePlan) {
    sampler = PairSampler(plan.analysis.reading, hiding: .blocking)
    references = plan.request.references
    grid = plan.analysis.reading.grid.window
  }

  /// The planes of a window.
  func planes(_ window: PixelWindow) throws -> (planes: [[Float]], width: Int) {
    (try sampler.values(of: references, in: window), window.width)
  }

  /// What `measure` makes of a window and what lies within reach, cut to the window itself.
  func read(
    _ window: PixelWindow, scales: BuiltUpScales, _ measure: (BuiltUpEvidence) -> [[Float]]
  ) throws -> [[Float]] {
    guard let wide = window.padded(by: BuiltUpEvidence.reach).intersection(grid) else { return [] }
    let read = try planes(wide)
    let found = measure(BuiltUpEvidence(read.planes, width: read.width, scales: scales))
    return found.map { plane in
      window.rows.flatMap { row in
        let start = (row - wide.row) * wide.width + window.column - wide.column
        return plane[start..<start + window.width]
      }
    }
  }

  /// A scene of at most so many pixels is measured whole, of a larger one windows all over it.
  private static let mostPixels = 1 << 20
  private static let across = 8

  /// The units of a pair, the same for any number of workers.
  static func scales(of plan: ChangePlan, threads: Int) async throws -> BuiltUpScales {
    let windows =
      plan.area.area <= mostPixels
      ? [plan.area]
      : SampleWindows(on: plan.area, of: plan.analysis.reading.grid, across: across).windows
    let read = try await forEachPiece(
      of: WorkDivision(count: windows.count, workers: threads),
      start: { BuiltUpSurvey(plan) },
      generate: { survey, i in try survey.planes(windows[i]) })
    guard read.contains(where: { $0.planes[0].contains { !$0.isNaN } }) else {
      throw Refusal(
        .nothingToJudge, "no pixel could be judged: all are masked or without data",
        subject: "\(plan.request.scan.before.path) and \(plan.request.scan.after.path)",
        advice: "try other dates, or --plain to ignore masks")
    }
    return BuiltUpScales(read)
  }
}

/// The planes of evidence of a pair: what a ranking is fitted to.
public enum BuiltUpEvidenceMap {
  /// The evidence of every pixel of a plan's map, row by row, in the order of `BuiltUpModel.Evidence`; NaN
  /// where it was not observed or is open water.
  public static func planes(of plan: ChangePlan, threads: Int) async throws -> [[Float]] {
    let scales = try await BuiltUpSurvey.scales(of: plan, threads: threads)
    return try BuiltUpSurvey(plan).read(plan.area, scales: scales) { found in
      BuiltUpModel.Evidence.allCases.map { evidence in
        zip(found.values(evidence, scales), found.isLand).map { $1 ? $0 : .nan }
      }
    }
  }
}
