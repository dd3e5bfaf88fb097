import PixelKernels
import RasterGrid
import Scenes
import Spectral

/// Turns tiles into findings: reads, decides every pixel, joins suspicious ones and measures them.
///
/// One belongs to each worker; it owns the open files and all buffers, which are reused from tile to
/// tile. Truths are looked through while their block is in the cache and never stored.
final class TileWorker {
  private let plan: AnalysisPlan
  let reader: TileReader
  private let classifier: ProgramRunner
  let gauge: EvidenceGauge

  /// What one rule makes of a tile.
  struct Verdict {
    /// The suspicious pixels, in reading order; runs of one row are apart.
    var runs: [PixelRun] = []
    /// How many pixels it could judge.
    var observed = 0

    mutating func append(_ run: PixelRun) {
      // A run may have been cut by the end of a block.
      if let last = runs.last, last.row == run.row,
        last.columns.upperBound == run.columns.lowerBound
      {
        let joined = last.columns.lowerBound..<run.columns.upperBound
        runs[runs.count - 1] = PixelRun(row: run.row, columns: joined)
      } else {
        runs.append(run)
      }
    }
  }

  init(_ plan: AnalysisPlan) {
    self.plan = plan
    reader = TileReader(plan.reading)
    classifier = ProgramRunner(plan.compiled.program)
    gauge = EvidenceGauge(
      plan.compiled, reader, residual: plan.request.preparation.registration?.residual)
  }

  /// What lies in `window`.
  func findings(in window: PixelWindow) throws -> TileFindings {
    reader.move(to: window)
    let lines = lines(of: window)
    var findings = TileFindings(window: window, observed: [])
    findings.considered = lines.reduce(0) { $0 + $1.columns.count }
    for (rule, verdict) in try decide(lines, of: window).enumerated() {
      findings.observed.append(verdict.observed)
      try sort(verdict.runs, rule, into: &findings)
    }
    return findings
  }

  /// The pixels of the tile that lie inside the region, in reading order.
  func lines(of window: PixelWindow) -> [PixelRun] {
    window.rows.flatMap { row in
      (plan.spans?.ranges(row: row, columns: window.columns) ?? [window.columns]).map {
        PixelRun(row: row, columns: $0)
      }
    }
  }

  /// Decides the pixels of `lines`, which are in reading order, by every rule, block by block.
  func decide(_ lines: [PixelRun], of window: PixelWindow) throws -> [Verdict] {
    let inputs = try reader.loaded(by: classifier.program)
    let masks = try classifier.program.inputs.map { try blockingMask($0.date) }
    var verdicts = [Verdict](repeating: Verdict(), count: plan.compiled.conditions.count)
    var next = 0
    for start in stride(from: 0, to: window.area, by: classifier.blockLength) {
      let block = start..<min(start + classifier.blockLength, window.area)
      var parts: [(line: Int, pixels: Range<Int>)] = []
      while next < lines.count {
        let pixels = window.positions(of: lines[next])
        guard pixels.lowerBound < block.upperBound else { break }
        parts.append((next, pixels.clamped(to: block)))
        guard pixels.upperBound <= block.upperBound else { break }
        next += 1
      }
      guard !parts.isEmpty else { continue }
      classifier.run(count: block.count) { input, register in
        let isMissing = inputs[input].samples.load(
          block, inputs[input].calibration, into: &register)
        let isMasked = (input < masks.count ? masks[input] : nil).map {
          Unknown.spread(
            from: UnsafeBufferPointer(rebasing: $0[block]).span,
            bits: MaskReasons.blocking.rawValue, to: &register)
        }
        return isMissing || isMasked == true
      }
      for (rule, condition) in plan.compiled.conditions.enumerated() {
        classifier.withTruths(condition) { truths in
          for (line, pixels) in parts {
            let (row, from) = (lines[line].row, window.positions(of: lines[line]).lowerBound)
            let first = lines[line].columns.lowerBound + pixels.lowerBound - from
            let part = truths.extracting(pixels.lowerBound - start..<pixels.upperBound - start)
            verdicts[rule].observed += Truth.countKnown(in: part)
            Truth.forEachRun(in: part) { found in
              verdicts[rule].append(
                PixelRun(
                  row: row, columns: first + found.lowerBound..<first + found.upperBound))
            }
          }
        }
      }
    }
    return verdicts
  }

  /// The mask reasons of a date's pixels, where any certainly hides one; nil where none does.
  private func blockingMask(_ date: SceneDate) throws -> UnsafeBufferPointer<UInt16>? {
    guard let reasons = try reader.reasons(date)?.samples(as: UInt16.self),
      reasons.contains(where: { $0 & MaskReasons.blocking.rawValue != 0 })
    else { return nil }
    return reasons
  }

  /// Joins runs, drops what is complete and too small, and measures the rest.
  private func sort(_ runs: [PixelRun], _ rule: Int, into findings: inout TileFindings) throws {
    var sets = RunLabels.join(runs)
    for group in RunLabels.groups(of: &sets) {
      let members = group.map { runs[$0] }
      let isOpen = members.contains { findings.window.hasOnEdge($0) }
      let pixels = members.reduce(0) { $0 + $1.count }
      guard isOpen || plan.mayKeep(pixels: pixels, by: rule) else { continue }
      let part = RegionPart(
        rule: rule, runs: members, measures: try gauge.measure(members, rule))
      if isOpen { findings.open.append(part) } else { findings.whole.append(part) }
    }
  }
}

extension PixelWindow {
  /// Whether a run inside the window touches one of its edges.
  func hasOnEdge(_ run: PixelRun) -> Bool {
    run.row == row || run.row == row + height - 1
      || run.columns.lowerBound == column || run.columns.upperBound == column + width
  }
}

extension AnalysisPlan {
  /// Whether a region of so many pixels may reach its rule's minimum; sure to be true where it does.
  func mayKeep(pixels: Int, by rule: Int) -> Bool {
    switch compiled.rules[rule].minimum {
    case .pixels(let least): pixels >= least
    case .area(let least): Double(pixels) * largestPixelArea >= least
    }
  }
}
