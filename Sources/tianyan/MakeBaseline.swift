import ArgumentParser
import Foundation
import GeoFiles
import SceneAnalysis
import Scenes
import Sites
import Spectral

/// Scenes of many dates in, a baseline out.
struct MakeBaseline: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "baseline",
    abstract: "Learn what a place usually looks like in a season.",
    discussion: """
      For every pixel and every index: the median of the clear dates, a robust scale (1.4826 times the \
      median distance from it, at least 0.01), how many dates there were, and the day of the last. \
      Pixels under cloud, possible cloud, cirrus, shadow of clouds and snow are left out. The result \
      depends on the set of scenes, not on their order: after a new scene, run it again on all.

      In rules z(NDVI) is then how many scales NDVI lies above its median, unknown where fewer than \
      4 dates are known: tianyan scan --baseline.
      """)

  @Argument(help: "Layers of tianyan prepare, or other scenes with masks, in any order.")
  var scenes: [String]

  @Option(help: "A region.yaml, its folder, or a boundary (GeoJSON): only what lies inside counts.")
  var region: String?

  @Option(name: [.short, .long], help: "Write the baseline to this file.")
  var output: String

  @Option(
    help: "An index or a band, or several separated by commas. (default: NDVI,MNDWI,NDBI,NDTI)")
  var index: [String] = []

  @Option(help: "Only scenes within this many days of the day of the year, in every year.")
  var season = BaselineRequest.Season.usualDays

  @Option(
    help: """
      The date that the baseline is for: the middle of the season, and only scenes before it count. \
      (default: the latest scene's, and all count)
      """)
  var date: String?

  @OptionGroup var formulas: CatalogueOptions
  @OptionGroup var reading: ReadingOptions

  @Flag(name: .shortAndLong, help: "Say what was decided and why.")
  var verbose: Int

  @Flag(name: .shortAndLong, help: "Print no summary and no progress.")
  var quiet = false

  /// What the built-in rules read most: green, water, buildings, mud.
  private static let usualNames = ["NDVI", "MNDWI", "NDBI", "NDTI"]

  func validate() throws {
    guard !scenes.isEmpty else { throw ValidationError("Name a scene.") }
    guard season >= 0, season.isFinite else {
      throw ValidationError("--season takes a number of days, 0 or more.")
    }
    if let date, AcquisitionTime(date) == nil {
      throw ValidationError("--date takes a date, as in 2025-04-12.")
    }
  }

  func run() async throws {
    let log = Verbosity(level: verbose).logger()
    let place = try PromisedOutputs(output)
    try RasterOutput.check(output, option: "-o")
    GDALRuntime.start()
    let settings = try formulas.settings()
    let region = try region.map { try Region(reading: try InputPath($0)) }
    let request = BaselineRequest(
      scenes: try scenes.map { try reading.scene($0) }, names: names, region: region,
      season: .init(days: season, date: date.flatMap { AcquisitionTime($0) }),
      settings: .init(resampling: reading.resampling, formulas: settings))
    try place.refuse(
      overwriting: request.scenes.flatMap(\.files) + (region?.files ?? [])
        + [try formulas.file].compactMap { $0 })
    let plan = try BaselinePlan(request)
    plan.reasons.forEach { log.info("\($0)") }
    plan.warnings.forEach { log.warning("\($0)") }
    let file = try BaselineFile(for: plan, at: output)
    let line = ProgressLine(quiet: quiet)
    defer { line.finish() }
    let summary = try await BaselineMaking.run(plan, into: file, threads: reading.threads) {
      line.show($0)
    }
    try file.publish(threads: reading.threads)
    line.finish()
    if !quiet { try StandardOutput.write(text(summary, plan)) }
  }

  private var names: [String] {
    let named = index.flatMap { $0.split(separator: ",") }.map {
      $0.trimmingCharacters(in: .whitespaces)
    }.filter { !$0.isEmpty }
    var seen: Set<String> = []
    return (named.isEmpty ? Self.usualNames : named).filter { seen.insert($0).inserted }
  }

  private func text(_ summary: BaselineMaking.Summary, _ plan: BaselinePlan) -> [UInt8] {
    let shares = zip(plan.request.names, summary.usable).map { name, usable in
      "\(name) "
        + String(format: "%.1f %%", 100 * Double(usable) / Double(max(1, summary.considered)))
    }
    let lines = [
      "scenes  \(plan.scenes.count) of \(plan.request.scenes.count)",
      "grid    \(plan.grid)",
      "usable  \(shares.joined(separator: ", ")) of \(summary.considered) pixels have "
        + "\(BaselineTerms.usualMinimumCount) dates or more",
    ]
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }
}
