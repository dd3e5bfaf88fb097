import ArgumentParser
import Foundation
import GeoFiles
import Logging
import SceneAnalysis
import Scenes
import Sites

/// Two scenes in, ranked candidates out.
struct Scan: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Find candidate sites between two scenes, or between a scene and a baseline.",
    discussion: """
      A scene is a product of Sentinel-2, Landsat or Gaofen as it was downloaded, a layer that \
      tianyan prepare made, a folder with scene.yaml, or one GeoTIFF whose bands are described by \
      role (blue, green, red, nir, swir16 ...) or by ESA's or USGS's names.

      Before they are compared, clouds are sought where a product brings no mask, the shift between \
      the dates is measured and taken out, and gains and offsets are compared; -v says what was found.

      With --baseline one scene is enough: rules of after.* and z(X) judge it against what \
      tianyan baseline made; the others are left out.

      With -o the candidates go to that file and the ranked table to standard output; without, \
      the candidates themselves go there, as a table on a terminal and as GeoJSON in a pipe.
      """)

  @Argument(help: "The earlier scene; with --baseline it may be left out.")
  var before: String

  @Argument(help: "The later scene.")
  var after: String?

  @Option(help: "A baseline of tianyan baseline, for z(X) in rules.")
  var baseline: String?

  @Option(help: "A region.yaml, its folder, or a boundary (GeoJSON): only what lies inside counts.")
  var region: String?

  @Option(help: "A rule file. (default: the region's, else the built-in rules)")
  var rules: String?

  @Option(help: "Only these kinds, separated by commas.")
  var kinds: String?

  @OptionGroup var output: CandidateOutput
  @OptionGroup var reading: ReadingOptions
  @OptionGroup var formulas: CatalogueOptions

  @Option(help: "Simplify outlines by at most this many metres; they stay valid.")
  var simplify: Double?

  @Flag(
    help: """
      The rules on the pixels as they are: no masks, no registration, no normalisation, no scores \
      lowered for doubt.
      """)
  var plain = false

  @Flag(
    name: .shortAndLong, help: "Say what was decided and why; -vv also shows the rules compiled.")
  var verbose: Int

  func validate() throws {
    if after == nil, baseline == nil {
      throw ValidationError("Name the later scene too, or a --baseline.")
    }
    if let simplify, !(simplify > 0 && simplify.isFinite) {
      throw ValidationError("--simplify takes a number of metres above 0.")
    }
  }

  func run() async throws {
    let log = Verbosity(level: verbose).logger()
    try output.check()
    GDALRuntime.start()
    let request = try request()
    try output.check(
      against: request.before.files + request.after.files + (request.region?.files ?? [])
        + [
          request.baseline?.file, try rules.map { try InputPath($0) }, try formulas.file,
          request.options.heights,
        ]
        .compactMap { $0 })
    let plan = try AnalysisPlan(try await request.prepared(threads: reading.threads))
    plan.reasons.forEach { log.info("\($0)") }
    log.debug("\(plan.listing)")
    plan.skippedRules.forEach { log.warning("\($0.kind) is skipped: \($0.reason)") }
    plan.warnings.forEach { log.warning("\($0)") }

    let line = ProgressLine(quiet: output.quiet)
    let result: ScanResult
    do {
      result = try await PairScan.run(plan, threads: reading.threads) { line.show($0) }
      line.finish()
    } catch {
      line.finish()
      throw error
    }
    result.coverage.forEach { log.info("\($0.sentence)") }
    try output.deliver(result, of: plan)
  }

  private func request() throws -> ScanRequest {
    let settings = try formulas.settings()
    let region = try region.map { try Region(reading: try InputPath($0)) }
    let rules = try ruleSet(region, settings)
    let options = ScanRequest.Options(
      plain: plain, resampling: reading.resampling, simplification: simplify,
      heights: try reading.heights())
    let known = try baseline.map { try Baseline(opening: try InputPath($0)) }
    if let known, after == nil {
      return ScanRequest(
        baseline: known, after: try reading.scene(before), region: region, rules: rules,
        options: options, formulas: settings)
    }
    var request = ScanRequest(
      before: try reading.scene(before), after: try reading.scene(after ?? before),
      region: region, rules: rules, options: options, formulas: settings)
    request.baseline = known
    return request
  }

  private func ruleSet(_ region: Region?, _ settings: FormulaSettings) throws -> RuleSet {
    let named = try rules.map { try InputPath($0) } ?? region?.rules
    let set =
      try named.map { try RuleSet(reading: $0, formulas: settings) }
      ?? RuleSet.builtIn(settings)
    guard let kinds else { return set }
    let names = kinds.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
    guard !names.isEmpty else {
      throw Refusal(.usage, "names no kind", subject: "--kinds")
    }
    return try set.only(names)
  }
}

extension ScanResult.Coverage {
  /// For the log: `water-lost: 98.2 % of 160000 pixels could be judged`.
  fileprivate var sentence: String {
    "\(kind): \((share * 1000).rounded() / 10) % of \(considered) pixels could be judged"
  }
}
