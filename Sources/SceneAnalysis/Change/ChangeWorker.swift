import Foundation
import PixelKernels
import RasterGrid
import Scenes
import Spectral

/// What a worker makes of a tile.
struct ChangeTile: Sendable {
  /// The level of each pixel, row by row.
  var levels: [UInt16]
  /// How many pixels have each level.
  var counts = LevelCounts()
  /// How many pixels lie inside the region.
  var considered = 0
}

/// Measures the change of tiles; one belongs to each worker.
final class ChangeWorker {
  private let plan: ChangePlan
  private let reader: PairReader
  private let gauge: Gauge
  /// The layers of the map on the last tile, NaN where unknown.
  private(set) var layers: [[Float]]
  private var squares: [Float] = []

  private enum Gauge {
    case meter(ChangeMeter, directionOf: Int?)
    case angle(PixelBlock)
    case number(ProgramRunner, NumberOutput)
    case evidence(BuiltUpSurvey, BuiltUpModel, BuiltUpScales)
  }

  /// Registers of both dates' bands.
  private struct PixelBlock {
    static let length = 4096
    var before, after: [[Float]]
    var angles: [Float] = []
  }

  init(_ plan: ChangePlan, _ fit: ChangeFit) {
    self.plan = plan
    layers = plan.request.method.layers.map { _ in [] }
    switch fit.gauge {
    case .measure(let measure, let bands):
      reader = PairReader(plan)
      gauge = .meter(ChangeMeter(measure), directionOf: bands)
    case .angle:
      reader = PairReader(plan)
      let bands = plan.request.roles.count
      let empty = [[Float]](repeating: [], count: bands)
      gauge = .angle(PixelBlock(before: empty, after: empty))
    case .evidence(let model, let scales):
      reader = PairReader(plan)
      gauge = .evidence(BuiltUpSurvey(plan), model, scales)
    case .number(let program, let output):
      reader = PairReader(plan, program.inputs)
      gauge = .number(ProgramRunner(program), output)
    }
  }

  /// Measures a tile: its levels, and its `layers`.
  func measure(_ window: PixelWindow) throws -> ChangeTile {
    for layer in layers.indices { layers[layer].reset(to: .nan, count: window.area) }
    squares.reset(to: .nan, count: window.area)
    var tile = ChangeTile(levels: [])
    if case .evidence(let survey, let model, let scales) = gauge {
      try measure(window, survey, model, scales, into: &tile)
    } else if let inside = plan.analysis.spans.map({ $0.shrunk(window) }) ?? window {
      // Rows of a tile follow each other without a gap where all of them are looked at.
      if plan.analysis.spans == nil {
        try reader.move(to: window)
        measure(0..<window.area, at: 0)
        tile.considered = window.area
      } else {
        try reader.move(to: inside)
        for row in inside.rows {
          for range in plan.analysis.spans?.ranges(row: row, columns: inside.columns) ?? [] {
            let run = PixelRun(row: row, columns: range)
            measure(inside.positions(of: run), at: window.positions(of: run).lowerBound)
            tile.considered += run.count
          }
        }
      }
    }
    let found = [UInt16](unsafeUninitializedCapacity: window.area) { buffer, count in
      var levels = buffer.mutableSpan
      let squares = squares
      ChangeLevel.encode(squares.span, into: &levels)
      count = window.area
    }
    tile.counts.add(found.span)
    tile.levels = found
    return tile
  }

  /// The odds of a tile's pixels; they look at their neighbours, so the tile is measured whole.
  private func measure(
    _ window: PixelWindow, _ survey: BuiltUpSurvey, _ model: BuiltUpModel, _ scales: BuiltUpScales,
    into tile: inout ChangeTile
  ) throws {
    let found = try survey.read(window, scales: scales) { [$0.logOdds(model, scales)] }
    for row in window.rows {
      for range in plan.analysis.spans?.ranges(row: row, columns: window.columns) ?? [
        window.columns
      ] {
        let run = PixelRun(row: row, columns: range)
        for i in window.positions(of: run) {
          layers[0][i] = exp(found[0][i])
          squares[i] = layers[0][i] * layers[0][i]
        }
        tile.considered += run.count
      }
    }
  }

  /// Measures pixels of the reader's tile into the map from `target` on.
  private func measure(_ pixels: Range<Int>, at target: Int) {
    var (rest, target) = (pixels, target)
    while !rest.isEmpty {
      let block = rest.prefix(blockLength)
      measure(block: block, at: target)
      rest = rest.dropFirst(block.count)
      target += block.count
    }
  }

  private var blockLength: Int {
    switch gauge {
    case .meter, .evidence: ChangeMeter.blockLength
    case .angle: PixelBlock.length
    case .number(let runner, _): runner.blockLength
    }
  }

  private func measure(block: Range<Int>, at target: Int) {
    let reader = reader
    switch gauge {
    case .meter(let meter, let bands):
      meter.measure(count: block.count) { variable, register in
        _ = reader.load(variable, block, into: &register)
      }
      store(meter, block.count, at: target, directionOf: bands)
    case .angle(var registers):
      func values(_ band: Int) -> [Float] {
        [Float](unsafeUninitializedCapacity: block.count) { buffer, count in
          var register = buffer.mutableSpan
          _ = reader.load(band, block, into: &register)
          count = block.count
        }
      }
      let bands = registers.before.count
      for band in 0..<bands {
        registers.before[band] = values(band)
        registers.after[band] = values(bands + band)
      }
      registers.angles.reset(to: .nan, count: block.count)
      SpectralAngle.degrees(registers.before, registers.after, into: &registers.angles)
      store(registers.angles.span, at: target)
    case .number(let runner, let output):
      runner.run(count: block.count) { input, register in
        reader.load(input, block, into: &register)
      }
      runner.withNumbers(output) { store($0, at: target) }
    case .evidence: preconditionFailure("evidence is measured by tiles")
    }
  }

  /// Numbers whose size is the change.
  private func store(_ numbers: Span<Float>, at target: Int) {
    for i in 0..<numbers.count {
      layers[0][target + i] = numbers[i]
      squares[target + i] = numbers[i] * numbers[i]
    }
  }

  private func store(_ meter: ChangeMeter, _ count: Int, at target: Int, directionOf bands: Int?) {
    let found = meter.squares
    squares.withUnsafeMutableBufferPointer { squares in
      layers[0].withUnsafeMutableBufferPointer { sizes in
        for i in 0..<count {
          let square = found[i]
          squares[target + i] = square
          sizes[target + i] = square.squareRoot()
        }
      }
    }
    guard let bands else { return }
    let share = 1 / Double(bands).squareRoot()
    for i in 0..<count {
      let size = layers[0][target + i]
      // Where nothing changed there is no direction.
      let cosine = size > 0 ? Double(meter.sums[i]) * share / Double(size) : .nan
      layers[1][target + i] = SpectralAngle.degrees(ofCosine: cosine)
    }
  }
}

extension [Float] {
  /// Makes it so long and every number the same, in the memory it has.
  fileprivate mutating func reset(to value: Float, count: Int) {
    if self.count == count {
      withUnsafeMutableBufferPointer { $0.update(repeating: value) }
    } else {
      self = [Float](repeating: value, count: count)
    }
  }
}
