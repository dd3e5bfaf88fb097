import GeoFiles
import RasterGrid
import Sites

/// What a scan found, and how much it could see.
public struct ScanResult: Sendable {
  /// How much of the region one rule could judge.
  public struct Coverage: Hashable, Sendable {
    /// The rule's kind.
    public var kind: String
    /// Pixels that could be judged.
    public var observed: Int
    /// Pixels that lie inside the region.
    public var considered: Int

    /// The observed share, 0 to 1.
    public var share: Double { considered == 0 ? 0 : Double(observed) / Double(considered) }
  }

  /// The candidates, ranked.
  public var candidates: [Candidate]
  /// What each rule could judge: silence about the rest is not compliance.
  public var coverage: [Coverage]
}

/// Two scenes in, candidates out.
public enum PairScan {
  /// Carries out a plan with `threads` workers, which never change the answer.
  public static func run(
    _ plan: AnalysisPlan, threads: Int, progress: @escaping @Sendable (Double) -> Void = { _ in }
  ) async throws -> ScanResult {
    let windows = plan.windows
    let findings = try await forEachPiece(
      of: WorkDivision(
        count: windows.count, workers: threads,
        progress: { progress(Double($0) / Double(windows.count)) }),
      start: { TileWorker(plan) },
      generate: { worker, tile in try worker.findings(in: windows[tile]) })
    let coverage = coverage(plan, findings)
    guard coverage.contains(where: { $0.observed > 0 }) else {
      throw Refusal(
        .nothingToJudge, "no pixel could be judged: all are masked or without data",
        subject: "\(plan.request.before.path) and \(plan.request.after.path)",
        advice: "try other dates, or --plain to ignore masks")
    }
    let regions = RegionAssembly.regions(of: findings)
    let batch = 64  // regions that a worker takes at a time
    let candidates = try await forEachPiece(
      of: WorkDivision(count: (regions.count + batch - 1) / batch, workers: threads),
      start: { try CandidateMaker(plan) },
      generate: { maker, piece in
        try regions[(piece * batch)..<min((piece + 1) * batch, regions.count)].compactMap {
          try maker.candidate(of: $0)
        }
      })
    return ScanResult(
      candidates: Candidate.ranked(candidates.flatMap { $0 }), coverage: coverage)
  }

  private static func coverage(_ plan: AnalysisPlan, _ findings: [TileFindings])
    -> [ScanResult.Coverage]
  {
    let considered = findings.reduce(0) { $0 + $1.considered }
    return plan.kinds.enumerated().map { rule, kind in
      ScanResult.Coverage(
        kind: kind, observed: findings.reduce(0) { $0 + $1.observed[rule] },
        considered: considered)
    }
  }
}
