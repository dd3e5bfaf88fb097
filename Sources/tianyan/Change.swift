import ArgumentParser
import Delivery
import Foundation
import GeoFiles
import SceneAnalysis
import Scenes
import Sites
import Spectral

/// Two scenes in, a change map out.
struct Change: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Map the change between two scenes.",
    discussion: """
      -o writes how much each pixel changed, --mask which pixels are called changed: 0 not changed, \
      1 changed, 255 not observed; --sites their regions, scored by size and by how far they pass the threshold. \
      No rule is asked: it tells what changed most, not what it is.

      Methods: irmad, mad, isfa and mahalanobis, and cva unless --no-standardise, do not depend on the \
      gain and offset of a band, so they take uncalibrated counts too; difference (of --index or \
      --expr) and sam (spectral angle) want reflectance. Unless --bands says otherwise they compare \
      every band of the ground that both scenes have.

      Of larger scenes a systematic grid of half a million pixels is fitted. The threshold lies on \
      the size of the change; one without a basis, as where nothing stands out, is refused and \
      --fallback tried in turn. Labels are then smoothed by a Potts model; --beta 0 leaves it out.
      """)

  /// The methods, as they are called here.
  enum Method: String, ExpressibleByArgument, CaseIterable {
    case irmad, mad, isfa, mahalanobis, cva, difference, sam
    case builtUp = "built-up"
  }

  @Argument(help: "The earlier scene.")
  var before: String

  @Argument(help: "The later scene.")
  var after: String

  @Option(help: "How change is measured.")
  var method: Method = .irmad

  @Option(help: "The bands to compare, separated by commas. (default: all in common)")
  var bands: String?

  @Option(help: "With --method difference: the index.")
  var index: String?

  @Option(
    name: .customLong("expr"),
    help: "With --method difference: a number over both dates, such as change.NDVI.")
  var expression: String?

  @Option(help: "With --method built-up: another ranking than the built-in one.")
  var ranking: String?

  @Flag(
    inversion: .prefixedNo,
    help: "With --method cva: bands in units of their own deviation.")
  var standardise = true

  @Option(name: [.short, .long], help: "Write the size of the change to this file (COG).")
  var output: String?

  @Option(help: "Write the changed pixels to this file (COG).")
  var mask: String?

  @Option(help: "Write the changed regions to this file as candidates (GeoJSON).")
  var sites: String?

  @OptionGroup var labelling: LabellingOptions

  @Option(help: "A region.yaml, its folder, or a boundary (GeoJSON): only what lies inside counts.")
  var region: String?

  @OptionGroup var reading: ReadingOptions
  @OptionGroup var formulas: CatalogueOptions

  @Flag(help: "The pixels as they are: no masks, no registration, no normalisation.")
  var plain = false

  @Flag(help: "Print the report as JSON on standard output.")
  var json = false

  @Flag(name: .shortAndLong, help: "Say what was decided and why.")
  var verbose: Int

  @Flag(name: .shortAndLong, help: "Print no report and no progress.")
  var quiet = false

  func validate() throws {
    guard method == .difference || (index == nil && expression == nil) else {
      throw ValidationError("--index and --expr belong to --method difference.")
    }
    guard method != .difference || (index == nil) != (expression == nil) else {
      throw ValidationError("--method difference wants --index or --expr.")
    }
    guard method != .difference || bands == nil else {
      throw ValidationError("--method difference reads what its index names; --bands has no say.")
    }
    guard method == .builtUp || ranking == nil else {
      throw ValidationError("--ranking belongs to --method built-up.")
    }
    guard method != .builtUp || bands == nil else {
      throw ValidationError("--method built-up reads the bands of its ranking; --bands has no say.")
    }
    guard standardise || method == .cva else {
      throw ValidationError("--no-standardise belongs to --method cva.")
    }
  }

  func run() async throws {
    let log = Verbosity(level: verbose).logger()
    let places = try PromisedOutputs(output, mask, sites)
    for (path, option) in [(output, "-o"), (mask, "--mask")] {
      if let path { try RasterOutput.check(path, option: option) }
    }
    GDALRuntime.start()
    let request = try request()
    let inputs =
      request.scan.before.files + request.scan.after.files + (request.scan.region?.files ?? [])
      + [try formulas.file, request.scan.options.heights, try ranking.map { try InputPath($0) }]
      .compactMap { $0 }
    try places.refuse(overwriting: inputs)
    let plan = try ChangePlan(try await request.prepared(threads: reading.threads))
    plan.reasons.forEach { log.info("\($0)") }
    plan.warnings.forEach { log.warning("\($0)") }
    let file = try output.map { try ChangeFile(for: plan, at: $0) }
    let line = ProgressLine(quiet: quiet)
    defer { line.finish() }
    var sink: ChangeMap.Sink?
    if let file {
      sink = { values, layer, window in try file.write(values, layer: layer, window: window) }
    }
    var result = try await ChangeMap.run(
      plan, isToBeLabelled: mask != nil || sites != nil, threads: reading.threads,
      progress: { line.show($0) }, into: sink)
    try await label(&result, of: plan)
    if let mask {
      try ChangeFile.write(result, of: plan, to: mask, threads: reading.threads)
      _ = try StyleFile.write(RasterStyle.qml(of: ChangeFile.classes), beside: mask)
    }
    if let sites { try await write(result, of: plan, to: sites) }
    try file?.publish(result, of: plan, threads: reading.threads)
    line.finish()
    let summary = ChangeSummary(result, of: plan)
    if !quiet { StandardErrorLog.writeMessage(summary.table) }
    if json { try StandardOutput.write(summary.json.bytes + [UInt8(ascii: "\n")]) }
  }

  private func write(_ result: ChangeResult, of plan: ChangePlan, to path: String) async throws {
    let candidates = try await ChangeSites.candidates(of: result, plan, threads: reading.threads)
    try OutputFile(path).write(
      GeoJSON.featureCollection(
        name: "candidates", candidates: candidates,
        members: [("tianyan", ChangeSummary(result, of: plan).json)]))
  }

  /// Labels the pixels where something needs labels; where nothing does, a pair in which nothing stands
  /// out is no failure.
  private func label(_ result: inout ChangeResult, of plan: ChangePlan) async throws {
    do {
      try ChangeMap.decide(&result, of: plan)
      guard mask != nil || sites != nil else { return }
      try await ChangeMap.label(&result, of: plan, threads: reading.threads)
    } catch let refusal as Refusal
      where refusal.reason == .nothingToJudge && mask == nil && sites == nil
    {
      Verbosity(level: 0).logger().warning("\(refusal.what)")
    }
  }

  private func request() throws -> ChangeRequest {
    let settings = try formulas.settings()
    let pair = ChangeRequest.Pair(
      before: try reading.scene(before), after: try reading.scene(after),
      region: try region.map { try Region(reading: try InputPath($0)) },
      options: ScanRequest.Options(
        plain: plain, resampling: reading.resampling, heights: try reading.heights()),
      formulas: settings)
    let method = try method(settings)
    return try ChangeRequest(
      pair, method: method, roles: try bands.map { try BandRole.list($0) },
      labelling: try labelling.labelling(for: method))
  }

  private func method(_ settings: FormulaSettings) throws -> ChangeMethod {
    switch method {
    case .irmad: return .reweightedAlteration
    case .mad: return .alteration
    case .isfa: return .reweightedSlowFeatures
    case .mahalanobis: return .mahalanobis
    case .cva: return .vector(isStandardised: standardise)
    case .sam: return .spectralAngle
    case .builtUp:
      return .builtUp(
        try ranking.map { try BuiltUpModel(reading: try InputPath($0)) } ?? BuiltUpModel.builtIn())
    case .difference:
      let source = try index.map { "change." + (try settings.catalogue.index(named: $0).name) }
      do {
        return .difference(try Expression(parsing: source ?? expression ?? ""))
      } catch {
        throw Refusal(.usage, "\(error)", subject: index == nil ? "--expr" : "--index")
      }
    }
  }
}

/// How changed pixels are told from others.
struct LabellingOptions: ParsableArguments {
  @Option(
    help: """
      otsu, kittler-illingworth, rosin, em (two normal classes), a number, or percentile:P, on the \
      size of the change. (default: otsu; of built-up, its ranking's)
      """)
  var threshold: String?

  @Option(
    help: """
      What is tried in turn where that has no basis, separated by commas; or none. (default: \
      kittler-illingworth)
      """)
  var fallback: String?

  @Option(
    help: """
      What a neighbour of the same label is worth; 0 smooths nothing. (default: 1; of built-up, 0)
      """)
  var beta: Double?

  @Option(help: "The fewest pixels, touching also at corners, of a change.")
  var minimumPixels: Int?

  @Option(help: "The same as an area in square metres.")
  var minimumArea: Double?

  func validate() throws {
    guard beta.map({ $0 >= 0 && $0.isFinite }) ?? true else {
      throw ValidationError("--beta is not negative.")
    }
    guard minimumPixels == nil || minimumArea == nil else {
      throw ValidationError("Give --minimum-pixels or --minimum-area, not both.")
    }
    guard (minimumPixels ?? 1) >= 1 else {
      throw ValidationError("--minimum-pixels is at least 1.")
    }
    guard let area = minimumArea else { return }
    guard area > 0, area < Self.largestArea else {
      throw ValidationError("--minimum-area takes square metres above 0.")
    }
  }

  /// More than the ground of any scene.
  private static let largestArea = 1e15

  /// What is asked for.
  func labelling(for method: ChangeMethod) throws -> ChangeLabelling {
    var labelling = ChangeLabelling(for: method)
    if let threshold { labelling.threshold = try Self.method(threshold, of: "--threshold") }
    if let fallback {
      labelling.fallbacks =
        fallback == "none"
        ? []
        : try fallback.split(separator: ",").map { try Self.method(String($0), of: "--fallback") }
    }
    labelling.fallbacks.removeAll { $0 == labelling.threshold }
    if let beta { labelling.beta = beta }
    if let minimumArea { labelling.minimum = .area(minimumArea) }
    if let minimumPixels { labelling.minimum = .pixels(minimumPixels) }
    return labelling
  }

  private static func method(_ text: String, of option: String) throws -> ThresholdMethod {
    guard let method = ThresholdMethod(text.trimmingCharacters(in: .whitespaces)) else {
      throw ValidationError(
        "\(option): \"\(text)\" is no threshold; take otsu, kittler-illingworth, rosin, em, "
          + "a number, or percentile:P with P between 0 and 100.")
    }
    return method
  }
}

extension BandRole {
  /// Roles from a list on the command line.
  static func list(_ text: String) throws -> [BandRole] {
    let names = text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
    guard !names.isEmpty else { throw ValidationError("--bands names no band.") }
    return try names.map { name in
      guard let role = BandRole(name: name) else {
        throw ValidationError(
          "--bands: \"\(name)\" is no role; roles are "
            + BandRole.allCases.map(\.rawValue).joined(separator: ", ") + ".")
      }
      return role
    }
  }
}
