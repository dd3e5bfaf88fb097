import ArgumentParser
import Foundation
import GeoFiles
import SceneAnalysis
import Scenes
import Sites
import Spectral

/// Products of one overpass in, an analysis-ready layer out.
struct Prepare: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make an analysis-ready layer of one overpass.",
    discussion: """
      Neighbouring tiles, and those of both UTM zones, come onto the region's grid as one scene; \
      where they overlap the better pixel wins. The layer is a Cloud Optimized GeoTIFF of calibrated \
      reflectances with the reasons of the masks in its last band. scan and index take it like any \
      product: it decodes once what they read many times.
      """)

  @Argument(help: "The products: folders, archives or rasters, in any order.")
  var products: [String]

  @Option(help: "A region.yaml, its folder, or a boundary (GeoJSON): what to cut out.")
  var region: String

  @Option(name: [.short, .long], help: "Write the layer to this file.")
  var output: String

  @Option(help: "Only these bands, separated by commas. (default: all that every product has)")
  var bands: String?

  @OptionGroup var reading: ReadingOptions

  @Flag(help: "Print the summary as JSON.")
  var json = false

  @Flag(name: .shortAndLong, help: "Say what was decided and why.")
  var verbose: Int

  @Flag(name: .shortAndLong, help: "Print no summary and no progress.")
  var quiet = false

  func validate() throws {
    guard !products.isEmpty else { throw ValidationError("Name a product.") }
    _ = try roles()
  }

  func run() async throws {
    let log = Verbosity(level: verbose).logger()
    let place = try PromisedOutputs(output)
    GDALRuntime.start()
    let region = try Region(reading: try InputPath(region))
    let request = LayerRequest(
      scenes: try products.map { try reading.scene($0) }, region: region, roles: try roles(),
      resampling: reading.resampling)
    try place.refuse(overwriting: request.scenes.flatMap(\.files) + region.files)
    try RasterOutput.check(
      output, option: "-o", picture: "tianyan index --png draws pictures of it")
    let plan = try LayerPlan(request)
    plan.reasons.forEach { log.info("\($0)") }
    plan.warnings.forEach { log.warning("\($0)") }
    let file = try LayerFile(for: plan, at: output)
    let line = ProgressLine(quiet: quiet)
    defer { line.finish() }
    let summary = try await LayerMaking.run(plan, into: file, threads: reading.threads) {
      line.show($0)
    }
    guard summary.measured > 0 else {
      throw Refusal(
        .nothingToJudge, "hold no data inside the region \(region.name)",
        subject: products.joined(separator: " and "))
    }
    if summary.clipped > 0 {
      log.warning("\(summary.clipped) values lay beyond what a layer can store and were clipped")
    }
    try file.publish(threads: reading.threads)
    line.finish()
    if !quiet { try StandardOutput.write(json ? jsonText(summary, plan) : text(summary, plan)) }
  }

  private func roles() throws -> [BandRole]? {
    try bands.map { try BandRole.list($0) }
  }

  private func text(_ summary: LayerMaking.Summary, _ plan: LayerPlan) -> [UInt8] {
    func share(_ count: Int) -> String {
      String(format: "%.1f %%", 100 * Double(count) / Double(max(1, summary.considered)))
    }
    let lines = [
      "scene     \(plan.origin.scene)",
      "bands     " + plan.roles.map(\.rawValue).joined(separator: " "),
      "grid      \(plan.grid)",
      "measured  \(share(summary.measured)) of \(summary.considered) pixels in the region",
      "clear     \(share(summary.clear))",
    ]
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }

  private func jsonText(_ summary: LayerMaking.Summary, _ plan: LayerPlan) -> [UInt8] {
    JSONValue.object([
      ("scene", .string(plan.origin.scene)),
      ("sources", .array(plan.origin.sources.map { .string($0) })),
      ("bands", .array(plan.roles.map { .string($0.rawValue) })),
      ("crs", .string("\(plan.grid.crs)")),
      ("width", .int(plan.grid.width)), ("height", .int(plan.grid.height)),
      ("considered_pixels", .int(summary.considered)),
      ("measured_pixels", .int(summary.measured)),
      ("clear_pixels", .int(summary.clear)),
      ("clipped_values", .int(summary.clipped)),
    ]).bytes + [UInt8(ascii: "\n")]
  }
}
