import GeoFiles
import PixelKernels
import RasterGrid
import Scenes
import Spectral

/// Carries out index plans: a tile in, numbers out.
public enum IndexMap {
  /// What a layer's values are like.
  public struct Summary: Sendable {
    /// The layer's name.
    public var name: String
    /// The smallest and largest value; nil where nothing was observed.
    public var range: ClosedRange<Float>?
    /// The mean; nil where nothing was observed.
    public var mean: Double?
    /// How many pixels have a value.
    public var observed: Int
    /// How many pixels lie inside the region.
    public var considered: Int
  }

  /// Where the values of a tile go: layer by layer, NaN where unknown, masked or outside.
  public typealias Sink =
    @Sendable (_ values: [Float], _ layer: Int, _ window: PixelWindow) throws -> Void

  /// Computes all layers with `threads` workers, which never change the answer. The inputs are read
  /// once for all of them.
  public static func run(
    _ plan: IndexPlan, threads: Int, progress: @escaping @Sendable (Double) -> Void = { _ in },
    into sink: @escaping Sink
  ) async throws -> [Summary] {
    let windows = plan.windows
    let parts = try await forEachPiece(
      of: WorkDivision(
        count: windows.count, workers: threads,
        progress: { progress(Double($0) / Double(windows.count)) }),
      start: { IndexWorker(plan) },
      generate: { worker, tile in try worker.values(in: windows[tile], into: sink) })
    return plan.request.layers.enumerated().map { layer, described in
      let tally = parts.reduce(into: IndexTally()) { $0.add($1[layer]) }
      return Summary(
        name: described.name, range: tally.range, mean: tally.sum.mean, observed: tally.sum.count,
        considered: plan.spans?.count ?? plan.reading.grid.window.area)
    }
  }
}

/// What is counted of a layer.
struct IndexTally: Sendable {
  var range: ClosedRange<Float>?
  var sum = ExactSum()

  mutating func add(_ value: Float) {
    guard !value.isNaN else { return }
    sum.add(value)
    range = range.map { min($0.lowerBound, value)...max($0.upperBound, value) } ?? value...value
  }

  mutating func add(_ other: IndexTally) {
    sum.add(other.sum)
    guard let theirs = other.range else { return }
    range =
      range.map {
        min($0.lowerBound, theirs.lowerBound)...max($0.upperBound, theirs.upperBound)
      } ?? theirs
  }
}

/// Computes tiles; one belongs to each worker.
final class IndexWorker {
  private let plan: IndexPlan
  private let reader: TileReader
  private let runner: ProgramRunner
  private var values: [[Float]]
  /// The layers that are numbers, in order; the rest are conditions.
  private let layersOfNumbers: [Int]

  init(_ plan: IndexPlan) {
    self.plan = plan
    reader = TileReader(plan.reading)
    runner = ProgramRunner(plan.program)
    values = Array(repeating: [], count: plan.outputs.count)
    layersOfNumbers = plan.outputs.indices.filter {
      if case .number = plan.outputs[$0] { true } else { false }
    }
  }

  func values(in window: PixelWindow, into sink: IndexMap.Sink) throws -> [IndexTally] {
    for layer in values.indices {
      values[layer] = [Float](repeating: .nan, count: window.area)
    }
    var tallies = [IndexTally](repeating: IndexTally(), count: values.count)
    if let inside = plan.spans.map({ $0.shrunk(window) }) ?? window {
      try compute(inside, of: window)
    }
    for layer in values.indices {
      for value in values[layer] { tallies[layer].add(value) }
      try sink(values[layer], layer, window)
    }
    return tallies
  }

  /// Fills the part of the tile that lies inside the region.
  private func compute(_ inside: PixelWindow, of window: PixelWindow) throws {
    reader.move(to: inside)
    let inputs = try plan.program.inputs.map { try reader.band($0) }
    let reasons = try reader.reasons(.only)?.samples(as: UInt16.self)
    let blocking = MaskReasons.blocking.rawValue
    for row in inside.rows {
      let ranges = plan.spans?.ranges(row: row, columns: inside.columns) ?? [inside.columns]
      for run in ranges.map({ PixelRun(row: row, columns: $0) }) {
        var positions = inside.positions(of: run)
        var target = window.positions(of: run).lowerBound
        while !positions.isEmpty {
          let block = positions.prefix(runner.blockLength)
          runner.run(count: block.count) { input, register in
            inputs[input].samples.load(block, inputs[input].calibration, into: &register)
          } place: { number, fill in
            values[layersOfNumbers[number]].withUnsafeMutableBufferPointer { layer in
              let place = layer[target..<target + block.count]
              var numbers = UnsafeMutableBufferPointer(rebasing: place).mutableSpan
              fill(&numbers)
            }
          }
          storeConditions(block.count, at: target)
          if let reasons {
            for (i, pixel) in block.enumerated() where reasons[pixel] & blocking != 0 {
              for layer in values.indices { values[layer][target + i] = .nan }
            }
          }
          positions = positions.dropFirst(block.count)
          target += block.count
        }
      }
    }
  }

  /// Conditions as numbers: 1 where one holds and 0 where it does not.
  private func storeConditions(_ count: Int, at target: Int) {
    for (layer, output) in plan.outputs.enumerated() {
      guard case .condition(let condition) = output else { continue }
      runner.withTruths(condition) { truths in
        for i in 0..<count {
          let truth = truths[unchecked: i]
          values[layer][target + i] =
            truth == Truth.isTrue ? 1 : truth == Truth.isFalse ? 0 : .nan
        }
      }
    }
  }
}
