import GeoFiles
import PixelKernels
import RasterGrid

/// What a change map says, and how it came about.
public struct ChangeResult: Sendable {
  /// The fit.
  public var fit: ChangeFit
  /// The threshold; nil where no pixel was to be labelled.
  public var threshold: ThresholdDecision?
  /// Sweeps over the labels.
  public var sweeps = 0
  /// Regions that were too small.
  public var dropped = 0
  /// Pixels inside the region.
  public var considered = 0
  /// Those of them that were observed.
  public var observed = 0
  /// Those of them that are called changed.
  public var changed = 0
  /// The label of each pixel of the map, row by row, as in `ChangeLabel`; empty where none was wanted.
  public var labels: [UInt8] = []
  /// The sizes of change as levels; nil where nothing is to be labelled.
  var field: ChangeField?
  /// How many pixels have each level.
  var counts = LevelCounts()
}

/// Carries out change plans.
public enum ChangeMap {
  /// Where the layers of a tile go, NaN where unknown; the window counts from the map's corner.
  public typealias Sink =
    @Sendable (_ values: [Float], _ layer: Int, _ window: PixelWindow) throws -> Void

  /// Measures with `threads` workers, which never change the answer; `isToBeLabelled` keeps what labels
  /// are made from.
  public static func run(
    _ plan: ChangePlan, isToBeLabelled: Bool, threads: Int,
    progress: @escaping @Sendable (Double) -> Void = { _ in },
    into sink: Sink?
  ) async throws -> ChangeResult {
    let fit = try await ChangeFit(plan, threads: threads)
    let windows = plan.windows
    let corner = plan.area
    let tiles = try await forEachPiece(
      of: WorkDivision(
        count: windows.count, workers: threads,
        progress: { progress(Double($0) / Double(windows.count)) }),
      start: { ChangeWorker(plan, fit) },
      generate: { worker, number in
        var tile = try worker.measure(windows[number])
        if let sink {
          let window = windows[number].offset(columns: -corner.column, rows: -corner.row)
          for (layer, values) in worker.layers.enumerated() { try sink(values, layer, window) }
        }
        if !isToBeLabelled { tile.levels = [] }
        return tile
      })
    var result = ChangeResult(fit: fit)
    for tile in tiles {
      result.considered += tile.considered
      result.counts.merge(tile.counts)
    }
    result.observed = result.counts.total
    if isToBeLabelled {
      result.field = ChangeField(tiles, windows: windows, area: plan.area)
    }
    guard result.observed > 0 else {
      throw Refusal(
        .nothingToJudge, "no pixel could be judged: all are masked or without data",
        subject: "\(plan.request.scan.before.path) and \(plan.request.scan.after.path)",
        advice: "try other dates, or --plain to ignore masks")
    }
    return result
  }

  /// Finds the threshold of a map. Refuses where none has a basis.
  public static func decide(_ result: inout ChangeResult, of plan: ChangePlan) throws {
    result.threshold = try ThresholdDecision(
      plan.request.labelling, result.counts,
      subject: "\(plan.request.scan.before.path) and \(plan.request.scan.after.path)")
  }

  /// Tells the changed pixels of a map, whose threshold is decided, from the others.
  public static func label(_ result: inout ChangeResult, of plan: ChangePlan, threads: Int)
    async throws
  {
    guard let threshold = result.threshold, let field = result.field else {
      preconditionFailure("a threshold is decided for a map that is to be labelled")
    }
    let labelling = plan.request.labelling
    var smoothed = try await SmoothedLabels(
      field.labels(above: threshold.size), of: field, by: labelling,
      threads: threads)
    result.dropped = ChangeSieve.sieve(
      &smoothed.labels, width: plan.area.width, least: plan.leastPixels)
    result.sweeps = smoothed.sweeps
    result.changed = smoothed.labels.count { $0 == ChangeLabel.changed }
    result.labels = smoothed.labels
  }
}

extension ChangePlan {
  /// The smallest region that is kept, in pixels.
  var leastPixels: Int {
    switch request.labelling.minimum {
    case .pixels(let least): least
    case .area(let least): max(1, Int((least / analysis.largestPixelArea).rounded(.up)))
    }
  }
}
