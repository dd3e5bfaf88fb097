import PixelKernels
import RasterGrid
import Scenes
import Sites
import Spectral

/// Turns tiles of a stack into findings: every date decided, every pixel's history told, neighbours joined.
///
/// One belongs to each worker.
final class MonitorWorker {
  private let plan: MonitorPlan
  private let reader: StackReader<ConditionOutput?>
  /// The truths of all dates, date after date.
  private var truths: [UInt8] = []

  /// What goes on and what is over make candidates of their own.
  private enum Class: Int, CaseIterable {
    case live, over
  }

  init(_ plan: MonitorPlan) {
    self.plan = plan
    reader = StackReader(plan.stack)
  }

  /// What lies in `window`.
  func findings(in window: PixelWindow) throws -> TileFindings {
    try read(window)
    var findings = TileFindings(window: window, observed: [0])
    var runs: [[PixelRun]] = Class.allCases.map { _ in [] }
    let anomalous = anomalousLooks(window.area)
    for row in window.rows {
      for columns in plan.stack.spans?.ranges(row: row, columns: window.columns) ?? [window.columns]
      {
        findings.considered += columns.count
        for column in columns {
          let pixel = (row - window.row) * window.width + column - window.column
          if isObserved(pixel, window.area) { findings.observed[0] += 1 }
          guard anomalous[pixel] >= plan.request.watch.leastLooks,
            let found = classify(pixel, window.area)
          else { continue }
          runs[found.rawValue].append(column: column, row: row)
        }
      }
    }
    for found in Class.allCases { sort(runs[found.rawValue], found, into: &findings) }
    return findings
  }

  private func read(_ window: PixelWindow) throws {
    let area = window.area
    truths = [UInt8](repeating: Truth.unknown, count: area * plan.stack.layers.count)
    for (date, layer) in plan.stack.layers.enumerated() {
      guard let condition = layer.outputs else { continue }
      try reader.run(date, in: window) { runner, place in
        runner.withTruths(condition) { decided in
          decided.copy(into: &truths, at: date * area + place.lowerBound)
        }
      }
    }
  }

  /// How many dates are anomalous at each pixel.
  private func anomalousLooks(_ area: Int) -> [Int] {
    var counts = [Int](repeating: 0, count: area)
    for date in plan.stack.layers.indices {
      for pixel in 0..<area { counts[pixel] += Int(truths[date * area + pixel] & Truth.isTrue) }
    }
    return counts
  }

  private func isObserved(_ pixel: Int, _ area: Int) -> Bool {
    stride(from: pixel, to: truths.count, by: area).contains { truths[$0] != Truth.unknown }
  }

  /// What the history of a pixel makes of it; nil where it is no part of a candidate.
  private func classify(_ pixel: Int, _ area: Int) -> Class? {
    let watch = plan.request.watch
    let looks = plan.stack.layers.enumerated().map { date, layer in
      Look(time: layer.time.seconds, finding: finding(truths[date * area + pixel]))
    }
    let history = AnomalyHistory(
      of: looks, duration: watch.label.duration, rule: watch.confirmation)
    guard watch.label.duration == .lasting else { return history.episodes.isEmpty ? nil : .live }
    guard let state = history.state, state.rank >= watch.least.rank else { return nil }
    return state == .finished ? .over : .live
  }

  private func finding(_ truth: UInt8) -> Look.Finding {
    truth == Truth.isTrue ? .anomalous : truth == Truth.isFalse ? .clear : .unobserved
  }

  private func sort(_ runs: [PixelRun], _ found: Class, into findings: inout TileFindings) {
    var sets = RunLabels.join(runs)
    for group in RunLabels.groups(of: &sets) {
      let members = group.map { runs[$0] }
      let part = RegionPart(
        rule: found.rawValue, runs: members, measures: measure(members, findings.window))
      if members.contains(where: { findings.window.hasOnEdge($0) }) {
        findings.open.append(part)
      } else {
        findings.whole.append(part)
      }
    }
  }

  /// What every date shows of some pixels.
  private func measure(_ runs: [PixelRun], _ window: PixelWindow) -> Measures {
    var measures = Measures(indexCount: 0)
    measures.pixels = runs.reduce(0) { $0 + $1.count }
    measures.looks = plan.stack.layers.indices.map { date in
      var count = LookCount()
      for run in runs {
        for pixel in window.positions(of: run) {
          let truth = truths[date * window.area + pixel]
          count.observed += truth == Truth.unknown ? 0 : 1
          count.anomalous += Int(truth & Truth.isTrue)
        }
      }
      return count
    }
    return measures
  }
}

extension AnomalyState {
  /// First, provisional, confirmed, finished.
  fileprivate var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

extension [PixelRun] {
  /// Adds a pixel behind those before it in reading order.
  fileprivate mutating func append(column: Int, row: Int) {
    if let last, last.row == row, last.columns.upperBound == column {
      self[count - 1] = PixelRun(row: row, columns: last.columns.lowerBound..<column + 1)
    } else {
      append(PixelRun(row: row, columns: column..<column + 1))
    }
  }
}
