import ArgumentParser
import Foundation
import GeoFiles
import SceneAnalysis
import Scenes
import Sites
import Spectral

/// A stack of dates in, candidates with their histories out.
struct Monitor: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Find what a stack of dates confirms.",
    discussion: """
      A pixel is anomalous on a date where --when holds, clear where it does not, and not observed under \
      cloud, possible cloud, cirrus, shadow of clouds or snow. A lasting anomaly is first, provisional, \
      confirmed and, once clear looks follow, finished; what was not observed confirms and ends \
      nothing. With --transient each stretch of anomalous looks is an event: one is enough, none \
      expires, and recurrences are counted. The order in which scenes are named does not matter.

      Presets are the peers' rules in looks: dist 3 of 5, radd 2 in a row within 90 days, glad 2 of 4, \
      ccdc 6 in a row; --confirm changes the number.
      """)

  @Argument(help: "Layers of tianyan prepare, or other scenes with masks, in any order.")
  var scenes: [String]

  @Option(help: "What is anomalous on a date, as in 'NDVI < 0.6' or 'z(NDVI) < -3'.")
  var when: String

  @Option(help: "A baseline of tianyan baseline, for z(X) in --when.")
  var baseline: String?

  @Option(help: "A region.yaml, its folder, or a boundary (GeoJSON): only what lies inside counts.")
  var region: String?

  @Option(help: "What the candidates are called: a slug.")
  var kind = "anomaly"

  @Flag(help: "The kind passes and may come again: a discharge, a bloom, a fire.")
  var transient = false

  @Option(help: "How often an anomaly has to be seen.")
  var preset: ConfirmationRule.Preset = .dist

  @Option(help: "Anomalous looks that confirm. (default: the preset's)")
  var confirm: Int?

  @Option(help: "The least state of the pixels of a candidate.")
  var least: AnomalyState = .confirmed

  @Option(help: "The smallest candidate in square metres.")
  var minimumArea = MonitorRequest.Watch.usualMinimumArea

  @Option(help: "Only scenes within this many days of the day of the year. (default: all)")
  var season: Double?

  @Option(help: "The middle of the season. (default: the latest scene's date)")
  var date: String?

  @OptionGroup var output: CandidateOutput
  @OptionGroup var formulas: CatalogueOptions
  @OptionGroup var reading: ReadingOptions

  @Flag(name: .shortAndLong, help: "Say what was decided and why.")
  var verbose: Int

  func validate() throws {
    guard !scenes.isEmpty else { throw ValidationError("Name a scene.") }
    guard output.picture == nil else { throw ValidationError("monitor draws no picture.") }
    guard confirm ?? 1 >= 1 else { throw ValidationError("--confirm takes a number from 1 on.") }
    guard minimumArea >= 0, minimumArea.isFinite else {
      throw ValidationError("--minimum-area takes square metres, 0 or more.")
    }
    if let season, !(season >= 0 && season.isFinite) {
      throw ValidationError("--season takes a number of days, 0 or more.")
    }
    if let date, AcquisitionTime(date) == nil {
      throw ValidationError("--date takes a date, as in 2025-04-12.")
    }
    guard date == nil || season != nil else { throw ValidationError("--date needs --season.") }
    guard kind.wholeMatch(of: /[a-z][a-z0-9-]{0,39}/) != nil else {
      throw ValidationError("--kind takes lower-case letters, digits and hyphens.")
    }
  }

  func run() async throws {
    let log = Verbosity(level: verbose).logger()
    try output.check()
    GDALRuntime.start()
    let request = try request()
    try output.check(
      against: request.scenes.flatMap(\.files) + (request.region?.files ?? [])
        + [request.baseline?.file, try formulas.file].compactMap { $0 })
    let plan = try MonitorPlan(request)
    plan.reasons.forEach { log.info("\($0)") }
    plan.warnings.forEach { log.warning("\($0)") }
    let line = ProgressLine(quiet: output.quiet)
    defer { line.finish() }
    let result = try await StackMonitor.run(plan, threads: reading.threads) { line.show($0) }
    line.finish()
    try output.deliver(result.candidates, trace: plan.trace(of: result))
  }

  private func request() throws -> MonitorRequest {
    let settings = try formulas.settings()
    let condition: Spectral.Expression
    do {
      condition = try Spectral.Expression(parsing: when)
    } catch {
      throw Refusal(.usage, "\(error)", subject: "--when")
    }
    let rule = confirm.map { preset.rule.confirming(after: $0) } ?? preset.rule
    var request = MonitorRequest(
      scenes: try scenes.map { try reading.scene($0) },
      watch: .init(
        for: condition,
        label: CandidateRule(
          kind: kind, title: BilingualTitle(en: kind, zh: kind), severity: Self.middleSeverity,
          duration: transient ? .transient : .lasting,
          version: "\(preset.rawValue) \(rule.confirmed) of \(rule.outOf): \(condition.source)"),
        confirmation: rule, least: least, minimumArea: minimumArea),
      region: try region.map { try Region(reading: try InputPath($0)) })
    request.season = season.map {
      .init(days: $0, date: date.flatMap { AcquisitionTime($0) })
    }
    request.baseline = try baseline.map { try Baseline(opening: try InputPath($0)) }
    request.resampling = reading.resampling
    request.formulas = settings
    return request
  }

  /// The middle of the bureau's scale from 1 to 5.
  private static let middleSeverity = 3
}

extension ConfirmationRule.Preset: ExpressibleByArgument {}
extension AnomalyState: ExpressibleByArgument {}
