import PixelKernels
import RasterGrid
import Scenes
import Spectral

/// Carries out baseline plans: the set of scenes in, median, scale and count out.
public enum BaselineMaking {
  /// What a baseline is like.
  public struct Summary: Hashable, Sendable {
    /// Pixels inside the region.
    public var considered = 0
    /// Those of them that `z()` can judge by, for each name: with at least the usual number of dates.
    public var usable: [Int]

    static func + (a: Summary, b: Summary) -> Summary {
      Summary(considered: a.considered + b.considered, usable: zip(a.usable, b.usable).map(+))
    }
  }

  /// Fills `file` with `threads` workers, which never change a byte of it.
  public static func run(
    _ plan: BaselinePlan, into file: BaselineFile, threads: Int,
    progress: @escaping @Sendable (Double) -> Void = { _ in }
  ) async throws -> Summary {
    let windows = plan.windows
    let parts = try await forEachPiece(
      of: WorkDivision(
        count: windows.count, workers: threads,
        progress: { progress(Double($0) / Double(windows.count)) }),
      start: { BaselineWorker(plan, file) },
      generate: { worker, tile in try worker.make(windows[tile]) })
    let none = Summary(usable: plan.request.names.map { _ in 0 })
    return parts.reduce(none, +)
  }
}

/// Makes tiles of a baseline; one belongs to each worker.
private final class BaselineWorker {
  private let plan: BaselinePlan
  private let file: BaselineFile
  private let reader: StackReader<[NumberOutput?]>
  private let statistics: StackStatistics
  /// For each name the numbers of all dates, date after date.
  private var stacks: [[Float]]
  private var lastClear: [Float] = []

  private static let secondsPerDay = 86_400.0

  init(_ plan: BaselinePlan, _ file: BaselineFile) {
    self.plan = plan
    self.file = file
    reader = StackReader(plan.stack)
    statistics = StackStatistics(
      dates: plan.stack.layers.count, scaleFloor: plan.request.settings.scaleFloor)
    stacks = plan.request.names.map { _ in [] }
  }

  func make(_ window: PixelWindow) throws -> BaselineMaking.Summary {
    try read(window)
    var summary = BaselineMaking.Summary(usable: [])
    let outside = outside(of: window)
    summary.considered = window.area - outside.reduce(0) { $0 + $1.count }
    for name in stacks.indices {
      var median = [Float](repeating: .nan, count: window.area)
      var (scale, count) = (median, median)
      var medians = median.mutableSpan
      var scales = scale.mutableSpan
      var counts = count.mutableSpan
      let stack = stacks[name]
      statistics.measure(stack.span, median: &medians, scale: &scales, count: &counts)
      for range in outside {
        for i in range { (median[i], scale[i], count[i]) = (.nan, .nan, .nan) }
      }
      summary.usable.append(count.count { $0 >= Float(BaselineTerms.usualMinimumCount) })
      try file.write([median, scale, count], of: name, window: window)
    }
    for range in outside { for i in range { lastClear[i] = .nan } }
    try file.write(lastClear: lastClear, window: window)
    return summary
  }

  /// The numbers of every scene; unknown where it does not show the ground.
  private func read(_ window: PixelWindow) throws {
    let area = window.area
    let layers = plan.stack.layers
    for name in stacks.indices {
      stacks[name] = [Float](repeating: .nan, count: area * layers.count)
    }
    lastClear = [Float](repeating: .nan, count: area)
    for (date, layer) in layers.enumerated() {
      let day = Float((layer.time.seconds / Self.secondsPerDay).rounded(.down))
      try reader.run(date, in: window) { runner, place in
        for (name, output) in layer.outputs.enumerated() {
          guard let output else { continue }
          runner.withNumbers(output) { numbers in
            numbers.copy(into: &stacks[name], at: date * area + place.lowerBound)
            numbers.mark(day, in: &lastClear, at: place.lowerBound)
          }
        }
      }
    }
  }

  /// The pixels of a window that lie outside the region.
  private func outside(of window: PixelWindow) -> [Range<Int>] {
    guard let spans = plan.stack.spans else { return [] }
    return window.rows.flatMap { row in
      let start = (row - window.row) * window.width - window.column
      var next = window.column
      var gaps: [Range<Int>] = []
      for range in spans.ranges(row: row, columns: window.columns) {
        gaps.append(start + next..<start + range.lowerBound)
        next = range.upperBound
      }
      gaps.append(start + next..<start + window.columns.upperBound)
      return gaps.filter { !$0.isEmpty }
    }
  }
}

extension Span<Float> {
  /// Writes `value` wherever a number is known.
  fileprivate func mark(_ value: Float, in list: inout [Float], at start: Int) {
    var room = list.mutableSpan
    for i in 0..<count where self[unchecked: i].isFinite { room[start + i] = value }
  }
}
