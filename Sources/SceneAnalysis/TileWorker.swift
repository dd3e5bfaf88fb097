import PixelKernels
import RasterGrid
import Scenes
import Spectral

/// Turns tiles into findings: reads, decides every pixel, joins suspicious ones and measures them.
///
/// One belongs to each worker; it owns the open files and all buffers, which are reused from tile to
/// tile.
final class TileWorker {
  private let plan: AnalysisPlan
  private let reader: TileReader
  private let classifier: ProgramRunner
  private let gauge: EvidenceGauge
  /// One truth a pixel, rule after rule.
  private var truths: [UInt8] = []

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
    try decide(window)
    try hideMasked(window)
    var findings = TileFindings(window: window, observed: [])
    findings.considered = ranges(of: window).reduce(0) { $0 + $1.columns.count }
    for rule in plan.compiled.rules.indices {
      let (runs, observed) = collect(rule, window)
      findings.observed.append(observed)
      try sort(runs, rule, into: &findings)
    }
    return findings
  }

  /// Decides every pixel of the tile by every rule.
  private func decide(_ window: PixelWindow) throws {
    let inputs = try classifier.program.inputs.map { try reader.band($0) }
    let rules = plan.compiled.conditions
    let needed = rules.count * window.area
    if truths.count < needed { truths = [UInt8](repeating: 0, count: needed) }
    for start in stride(from: 0, to: window.area, by: classifier.blockLength) {
      let pixels = start..<min(start + classifier.blockLength, window.area)
      classifier.run(count: pixels.count) { input, register in
        inputs[input].samples.load(pixels, inputs[input].calibration, into: &register)
      }
      for (rule, condition) in rules.enumerated() {
        let offset = rule * window.area + start
        classifier.withTruths(condition) { decided in
          truths.withUnsafeMutableBufferPointer { truths in
            let place = UnsafeMutableBufferPointer(rebasing: truths[offset..<offset + pixels.count])
            decided.withUnsafeBufferPointer { _ = place.update(from: $0) }
          }
        }
      }
    }
  }

  /// Makes unknown what a mask certainly hides on a date that the rule reads.
  private func hideMasked(_ window: PixelWindow) throws {
    let blocking = MaskReasons.blocking.rawValue
    for date in [SceneDate.before, .after] {
      guard let reasons = try reader.reasons(date)?.samples(as: UInt16.self),
        reasons.contains(where: { $0 & blocking != 0 })
      else { continue }
      for rule in plan.compiled.rules.indices where plan.compiled.dates(of: rule).contains(date) {
        let offset = rule * window.area
        for (i, bits) in reasons.enumerated() where bits & blocking != 0 {
          truths[offset + i] = Truth.unknown
        }
      }
    }
  }

  /// The pixels of the tile that lie inside the region, as runs.
  private func ranges(of window: PixelWindow) -> [PixelRun] {
    window.rows.flatMap { row in
      (plan.spans?.ranges(row: row, columns: window.columns) ?? [window.columns]).map {
        PixelRun(row: row, columns: $0)
      }
    }
  }

  /// The runs that a rule suspects inside the region, and how many pixels it could judge there.
  private func collect(_ rule: Int, _ window: PixelWindow) -> (runs: [PixelRun], observed: Int) {
    var runs: [PixelRun] = []
    var observed = 0
    let truths = truths
    for range in ranges(of: window) {
      let offset =
        rule * window.area + (range.row - window.row) * window.width - window.column
      let span = truths.span.extracting(
        offset + range.columns.lowerBound..<offset + range.columns.upperBound)
      observed += Truth.countKnown(in: span)
      Truth.forEachRun(in: span) { found in
        let first = range.columns.lowerBound
        runs.append(
          PixelRun(row: range.row, columns: first + found.lowerBound..<first + found.upperBound))
      }
    }
    return (runs, observed)
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
