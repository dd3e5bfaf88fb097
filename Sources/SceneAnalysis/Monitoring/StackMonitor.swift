import GeoFiles
import RasterGrid
import Scenes
import Sites

/// What the monitoring of a stack found, and how much it could see.
public struct MonitorResult: Sendable {
  /// The candidates, ranked, each with its history.
  public var candidates: [Candidate]
  /// Pixels that at least one date shows.
  public var observed: Int
  /// Pixels inside the region.
  public var considered: Int
}

/// A stack of dates in, candidates with their histories out.
public enum StackMonitor {
  /// Carries out a plan with `threads` workers, which never change the answer.
  public static func run(
    _ plan: MonitorPlan, threads: Int, progress: @escaping @Sendable (Double) -> Void = { _ in }
  ) async throws -> MonitorResult {
    let windows = plan.windows
    let findings = try await forEachPiece(
      of: WorkDivision(
        count: windows.count, workers: threads,
        progress: { progress(Double($0) / Double(windows.count)) }),
      start: { MonitorWorker(plan) },
      generate: { worker, tile in try worker.findings(in: windows[tile]) })
    let observed = findings.reduce(0) { $0 + $1.observed.reduce(0, +) }
    guard observed > 0 else {
      throw Refusal(
        .nothingToJudge, "no pixel could be judged: all are masked or without data",
        subject: "\(plan.scenes.count) scenes")
    }
    let maker = try MonitorCandidates(plan)
    return MonitorResult(
      candidates: Candidate.ranked(
        try RegionAssembly.regions(of: findings).compactMap { try maker.candidate(of: $0) }),
      observed: observed, considered: findings.reduce(0) { $0 + $1.considered })
  }
}

/// Makes candidates of the regions of a stack.
private final class MonitorCandidates {
  private let plan: MonitorPlan
  private let outlines: RegionOutline
  private let pixelArea: Double
  private let times: [Double: String]

  init(_ plan: MonitorPlan) throws {
    let area = try GroundArea.largestPixel(of: plan.grid)
    self.plan = plan
    pixelArea = area
    times = plan.timeTexts
    outlines = try RegionOutline(on: plan.grid)
  }

  /// The candidate of a region; nil where it is too small.
  func candidate(of region: RegionPart) throws -> Candidate? {
    let watch = plan.request.watch
    let pixels = region.measures.pixels
    guard Double(pixels) * pixelArea >= watch.minimumArea else { return nil }
    let place = try outlines.place(of: region.runs)
    guard place.area >= watch.minimumArea else { return nil }
    let history = self.history(of: region)
    guard
      let told = CandidateHistory(history, until: plan.end, text: { times[$0] ?? "" })
    else { return nil }
    let layers = plan.stack.layers
    let last = layers.last { $0.time.seconds == history.lastSeen } ?? layers[layers.count - 1]
    let before =
      plan.request.baseline.map { SceneReference(id: $0.id) }
      ?? SceneReference(id: layers[0].scene.id, time: layers[0].time.text)
    let scenes = ScenePair(
      before: before, after: SceneReference(id: last.scene.id, time: last.time.text))
    let seen = region.measures.looks.reduce(0) { $0 + $1.observed }
    let name = plan.request.region?.name
    var candidate = Candidate(
      id: CandidateID.make(
        region: name, kind: watch.label.kind, before: scenes.before.id, after: scenes.after.id,
        geometry: place.geometry),
      rule: watch.label, score: score(of: history, region), place: place, scenes: scenes,
      evidence: CandidateEvidence(
        pixels: pixels, clearFraction: Double(seen) / Double(pixels * layers.count),
        maskReasons: [], change: nil, indices: []),
      provenance: CandidateProvenance(region: name, software: Software.signature))
    candidate.history = told
    return candidate
  }

  /// The history of the region as a whole; where its pixels never were anomalous together, that of any of them.
  private func history(of region: RegionPart) -> AnomalyHistory {
    let watch = plan.request.watch
    let least = Int((watch.minimumArea / pixelArea).rounded(.up))
    func history(_ finding: (LookCount) -> Look.Finding) -> AnomalyHistory {
      AnomalyHistory(
        of: zip(plan.stack.layers, region.measures.looks).map { layer, count in
          Look(time: layer.time.seconds, finding: finding(count))
        }, duration: watch.label.duration, rule: watch.confirmation)
    }
    let whole = history {
      $0.finding(of: region.measures.pixels, watch.label.duration, least: least)
    }
    guard whole.current == nil else { return whole }
    return history { $0.anomalous > 0 ? .anomalous : $0.observed > 0 ? .clear : .unobserved }
  }

  /// How surely it was seen: looks against those that confirm, times the share of the region's observed pixels that
  /// were anomalous while the anomaly lasted.
  private func score(of history: AnomalyHistory, _ region: RegionPart) -> Double {
    let spans = history.duration == .lasting ? history.episodes.suffix(1) : history.episodes[...]
    var count = LookCount()
    for (layer, look) in zip(plan.stack.layers, region.measures.looks)
    where spans.contains(where: { ($0.first...$0.last).contains(layer.time.seconds) }) {
      count.observed += look.observed
      count.anomalous += look.anomalous
    }
    let share = Double(count.anomalous) / Double(max(1, count.observed))
    let needed = Double(plan.request.watch.confirmation.confirmed)
    return share * min(1, Double(history.confirmations) / needed)
  }
}
