import Foundation
import PixelKernels
import RasterGrid
import Scenes
import Sites

/// The changed regions of a map as candidates.
public enum ChangeSites {
  /// One candidate a connected region, ranked. With S the sum over its pixels of 1 - threshold / size (0
  /// where smoothing took a smaller one in), the score is S / (S + 20), lowered by doubt as in a scan. By
  /// the mean instead of the sum single bright pixels go first: on OSCD an AP of 0.13 against 0.27. That of
  /// built-up change is the chance that it is real, by the sum of what its log-odds exceed the threshold by.
  public static func candidates(of result: ChangeResult, _ plan: ChangePlan, threads: Int)
    async throws -> [Candidate]
  {
    guard let threshold = result.threshold, let field = result.field else { return [] }
    let regions = ChangeSieve.regions(
      of: result.labels, width: plan.area.width, corner: (plan.area.column, plan.area.row))
    let scores = (0..<ChangeLevel.count).map { level -> Float in
      guard level > 0 else { return .nan }
      let size = ChangeLevel.size(of: level)
      guard size > threshold.size else { return 0 }
      if case .builtUp = plan.request.method { return Float(log(size / threshold.size)) }
      return Float(1 - threshold.size / size)
    }
    let pieces = Piece.all(of: regions, on: plan)
    let measured = try await forEachPiece(
      of: WorkDivision(count: pieces.count, workers: threads),
      start: { ChangeGauge(plan) },
      generate: { gauge, number in try gauge.measure(pieces[number], field, scores) })
    var parts = regions.map {
      RegionPart(
        rule: 0, runs: $0,
        measures: Measures(indexCount: plan.analysis.compiled.evidence.indices.count))
    }
    for (region, measures) in measured.flatMap({ $0 }) { parts[region].measures.add(measures) }
    for i in parts.indices {
      guard case .builtUp(let model) = plan.request.method else {
        parts[i].measures.score.scale(halfway: halfway)
        continue
      }
      parts[i].measures.chance = model.chance(ofExcess: parts[i].measures.score.total)
    }
    let whole = parts
    let analysis = plan.analysis
    let batch = 64  // regions that a worker takes at a time
    let candidates = try await forEachPiece(
      of: WorkDivision(count: (whole.count + batch - 1) / batch, workers: threads),
      start: { try CandidateMaker(analysis) },
      generate: { maker, piece in
        try whole[piece * batch..<min((piece + 1) * batch, whole.count)].compactMap {
          try maker.candidate(of: $0)
        }
      })
    return Candidate.ranked(candidates.flatMap { $0 })
  }

  /// A region of so many pixels far beyond the threshold scores a half.
  private static let halfway = 20.0

  /// What of the regions lies in one window.
  fileprivate struct Piece: Sendable {
    var window: PixelWindow
    var parts: [(region: Int, runs: [PixelRun])] = []

    /// The pieces of all windows that hold any, in their order.
    static func all(of regions: [[PixelRun]], on plan: ChangePlan) -> [Piece] {
      let shape = plan.analysis.reading.tileShape()
      func tile(_ column: Int, _ row: Int) -> [Int] { [row / shape.height, column / shape.width] }
      var pieces: [[Int]: Piece] = [:]
      for window in plan.windows {
        pieces[tile(window.column, window.row)] = Piece(window: window)
      }
      for (region, runs) in regions.enumerated() {
        for run in runs {
          var rest = run.columns
          while !rest.isEmpty {
            let end = min(
              rest.upperBound, (rest.lowerBound / shape.width + 1) * shape.width)
            let part = PixelRun(row: run.row, columns: rest.lowerBound..<end)
            pieces[tile(rest.lowerBound, run.row)]?.add(part, of: region)
            rest = end..<rest.upperBound
          }
        }
      }
      return pieces.values.filter { !$0.parts.isEmpty }.sorted {
        ($0.window.row, $0.window.column) < ($1.window.row, $1.window.column)
      }
    }

    private mutating func add(_ run: PixelRun, of region: Int) {
      if parts.last?.region == region {
        parts[parts.count - 1].runs.append(run)
      } else {
        parts.append((region, [run]))
      }
    }
  }
}

extension ExactSum {
  /// Becomes one value from 0 to 1 that grows with the sum of what was added.
  fileprivate mutating func scale(halfway: Double) {
    guard let mean else { return }
    let total = mean * Double(count)
    self = ExactSum()
    add(Float(total / (total + halfway)))
  }
}

/// Measures regions; one belongs to each worker.
private final class ChangeGauge {
  private let plan: ChangePlan
  private let reader: TileReader
  private let gauge: EvidenceGauge

  init(_ plan: ChangePlan) {
    self.plan = plan
    reader = TileReader(plan.analysis.reading)
    gauge = EvidenceGauge(
      plan.analysis.compiled, reader,
      residual: plan.request.scan.preparation.registration?.residual)
  }

  /// What is found on a piece, region by region; `scores` are those of the levels.
  func measure(_ piece: ChangeSites.Piece, _ field: ChangeField, _ scores: [Float]) throws
    -> [(region: Int, measures: Measures)]
  {
    reader.move(to: piece.window)
    return try piece.parts.map { region, runs in
      var measures = try gauge.measure(runs, 0)
      for run in runs {
        let start = (run.row - plan.area.row) * field.width - plan.area.column
        for column in run.columns { measures.score.add(scores[Int(field.levels[start + column])]) }
      }
      return (region, measures)
    }
  }
}
