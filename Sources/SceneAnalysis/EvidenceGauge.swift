import PixelKernels
import RasterGrid
import Scenes
import Spectral

/// Measures suspicious pixels: score, change and indices. It runs on them alone, packed together, so
/// that its cost is what is suspicious and not what is there.
final class EvidenceGauge {
  private let rules: CompiledRules
  private let reader: TileReader
  private let runner: ProgramRunner
  /// The bands of the tile that is measured, of which there are many regions.
  private var inputs: [(samples: SamplePlane, calibration: Calibration)] = []
  private var inputsWindow: PixelWindow?
  private let slivers: SliverGauge?

  /// A gauge for what `reader` reads; `residual` is the shift between the dates that may remain, in
  /// pixels, and nil where it was not asked for.
  init(_ rules: CompiledRules, _ reader: TileReader, residual: Double?) {
    self.rules = rules
    self.reader = reader
    slivers = residual.map { SliverGauge(rules, reader, residual: $0) }
    runner = ProgramRunner(rules.evidence.program)
  }

  /// What `rule` finds on `runs` of the reader's tile.
  func measure(_ runs: [PixelRun], _ rule: Int) throws -> Measures {
    if inputsWindow != reader.window {
      inputs = try reader.loaded(by: runner.program)
      inputsWindow = reader.window
    }
    var measures = Measures(indexCount: rules.evidence.indices.count)
    var block: [Range<Int>] = []
    var filled = 0
    for run in runs {
      var rest = reader.window.positions(of: run)
      while !rest.isEmpty {
        let taken = rest.prefix(runner.blockLength - filled)
        block.append(taken)
        filled += taken.count
        rest = rest.dropFirst(taken.count)
        if filled == runner.blockLength {
          try measure(block, filled, rule, into: &measures)
          block.removeAll(keepingCapacity: true)
          filled = 0
        }
      }
    }
    if filled > 0 { try measure(block, filled, rule, into: &measures) }
    return measures
  }

  private func measure(
    _ block: [Range<Int>], _ count: Int, _ rule: Int, into measures: inout Measures
  ) throws {
    runner.run(count: count) { input, register in
      var hasUnknown = false
      var place = 0
      for range in block {
        let band = inputs[input]
        register.withUnsafeMutableBufferPointer { register in
          let slice = register[place..<place + range.count]
          var part = UnsafeMutableBufferPointer(rebasing: slice).mutableSpan
          hasUnknown = band.samples.load(range, band.calibration, into: &part) || hasUnknown
        }
        place += range.count
      }
      return hasUnknown
    }
    measures.pixels += count
    let evidence = rules.evidence
    if let score = evidence.scores[rule] { add(score, to: &measures.score) }
    if let change = evidence.change { add(change, to: &measures.change) }
    for (i, index) in evidence.indices.enumerated() {
      if let before = index.before { add(before, to: &measures.indices[i].before) }
      if let after = index.after { add(after, to: &measures.indices[i].after) }
    }
    if let slivers, rules.dates(of: rule).count > 1 {
      measures.explained += try slivers.explained(block)
    }
    try addDoubt(block, to: &measures)
  }

  private func add(_ output: NumberOutput, to sum: inout ExactSum) {
    runner.withNumbers(output) { values in
      for i in 0..<values.count { sum.add(values[i]) }
    }
  }

  private func addDoubt(_ block: [Range<Int>], to measures: inout Measures) throws {
    let before = try reader.reasons(.before)?.samples(as: UInt16.self)
    let after = try reader.reasons(.after)?.samples(as: UInt16.self)
    guard before != nil || after != nil else { return }
    for range in block {
      for i in range {
        let bits = (before?[i] ?? 0) | (after?[i] ?? 0)
        guard bits != 0 else { continue }
        measures.doubtful += 1
        measures.reasons.formUnion(MaskReasons(rawValue: bits))
      }
    }
  }
}

extension PixelWindow {
  /// The positions of a run among the window's pixels, row by row.
  func positions(of run: PixelRun) -> Range<Int> {
    let rowStart = (run.row - row) * width - column
    return rowStart + run.columns.lowerBound..<rowStart + run.columns.upperBound
  }
}

extension TileReader {
  /// What a program loads: its bands, then its layers of a baseline.
  func loaded(by program: Program) throws -> [(samples: SamplePlane, calibration: Calibration)] {
    try program.inputs.map { try band($0) } + program.statistics.map { try statistic($0) }
  }
}

extension SamplePlane {
  /// Loads a range of samples as calibrated values, NaN where unknown; says whether any is.
  func load(
    _ range: Range<Int>, _ calibration: Calibration, into register: inout MutableSpan<Float>
  )
    -> Bool
  {
    let scaling = SampleScaling(
      scale: Float(calibration.scale), offset: Float(calibration.offset),
      nodata: calibration.nodata)
    func part<Sample: BitwiseCopyable>(_ type: Sample.Type) -> UnsafeBufferPointer<Sample> {
      UnsafeBufferPointer(rebasing: samples(as: type)[range])
    }
    let hasUnknown =
      switch type {
      case .uint8: SampleLoad.load(part(UInt8.self).span, scaling, into: &register)
      case .uint16: SampleLoad.load(part(UInt16.self).span, scaling, into: &register)
      case .int16: SampleLoad.load(part(Int16.self).span, scaling, into: &register)
      case .float32: SampleLoad.load(part(Float.self).span, scaling, into: &register)
      }
    guard let planck = calibration.planck else { return hasUnknown }
    return SampleLoad.temperatures(k1: Float(planck.k1), k2: Float(planck.k2), in: &register)
  }
}
