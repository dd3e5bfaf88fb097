import GeoFiles
import RasterGrid
import Scenes
import Spectral

extension AnalysisPlan {
  /// Decides how a request is carried out, or refuses it with the reason.
  public init(_ request: ScanRequest) throws {
    let compiled = try Self.compile(request)
    let common = try CommonGrid(request)
    var reasons = [
      request.before.isPlaceholder
        ? "BEFORE is a baseline alone" : "BEFORE is \(request.before.summary)",
      "AFTER is \(request.after.summary)",
      "rules: \(request.rules.source)\(request.options.plain ? ", plain" : "")",
    ]
    if let baseline = request.baseline { reasons.append(try Self.reason(for: baseline, request)) }
    reasons += request.preparation.reasons + common.reasons
    var reading = try Self.reading(request, compiled, on: common.grid)
    let covered = try Self.covered(by: reading, common, request)
    // From here on everything counts from the corner of what both scenes cover.
    let grid = common.grid.cropped(to: covered)
    let subject = "\(request.before.path) and \(request.after.path)"
    try WorkLimit.check(grid, subject: subject)
    reading = try Self.reading(request, compiled, on: grid)
    for (reference, band) in reading.bands.sorted(by: { $0.key < $1.key }) {
      if let reason = band.reason { reasons.append("\(reference): \(reason)") }
    }
    let spans = try request.region.map { try Self.spans(of: $0, on: grid) }
    let shape = reading.tileShape()
    let tiles = grid.tiles(shape)
    let windows = spans.map { spans in tiles.compactMap(spans.shrunk) } ?? tiles
    let read = windows.reduce(0) { $0 + $1.area }
    try WorkLimit.check(reading: read, of: grid, subject: subject)
    reasons.append(
      "\(windows.count) windows of up to \(shape.width) x \(shape.height) pixels, "
        + "\(read) of the \(grid.window.area) pixels that both scenes cover")
    self.init(
      request: request, reading: reading, windows: windows, spans: spans, reasons: reasons,
      warnings: Self.warnings(request), compiled: compiled,
      largestPixelArea: try GroundArea.largestPixel(of: grid))
  }

  private static func compile(_ request: ScanRequest) throws -> CompiledRules {
    var constants = try request.scenes.mapValues { try request.formulas.constants(of: $0) }
    constants[.before] = constants[.before] ?? constants[.after]
    let compiled: CompiledRules
    do {
      compiled = try CompiledRules(
        request.rules.rules, for: request.scenes,
        CompiledRules.Language(
          catalogue: request.formulas.catalogue, constants: constants,
          baseline: request.baseline.map { BaselineTerms(names: $0.names) }))
    } catch {
      throw Refusal(.badInput, "\(error)", subject: request.rules.source)
    }
    guard !compiled.rules.isEmpty else {
      throw Refusal(
        .nothingToJudge,
        "none of the rules can be judged:\n"
          + compiled.skipped.map { "  \($0.kind): \($0.reason)" }.joined(separator: "\n"),
        subject: "\(request.before.path) and \(request.after.path)",
        advice:
          "add the bands that are missing; say scale and offset in scene.yaml where values are "
          + "counts; or name rules that suit the scenes with --rules")
    }
    return compiled
  }

  private static func reading(_ request: ScanRequest, _ rules: CompiledRules, on grid: Grid)
    throws -> ReadPlan
  {
    var reading = try ReadPlan(
      rules.inputs, of: request.scenes, on: grid, resampling: request.options.resampling,
      isPlain: request.options.plain)
    for statistic in rules.statistics {
      reading.statistics[statistic] = request.baseline?.statistics[statistic].map {
        BandPlan($0, on: grid, resampling: request.options.resampling)
      }
    }
    if request.preparation.registration?.isResampling == true { reading.sharpen() }
    return reading
  }

  /// The window of the common grid that every band can be read on.
  private static func covered(by reading: ReadPlan, _ common: CommonGrid, _ request: ScanRequest)
    throws -> PixelWindow
  {
    var window: PixelWindow? = reading.grid.window
    for plan in reading.allBands {
      let coverage =
        try plan.coverage ?? CommonGrid.footprint(of: plan.source.grid, on: reading.grid)
      window = coverage.flatMap { window?.intersection($0) }
    }
    guard let window else {
      throw Refusal(
        .nothingToJudge, "do not overlap",
        subject: "\(request.before.path) and \(request.after.path)",
        advice:
          "BEFORE lies at "
          + "\(try GroundArea.place(of: request.baseline?.grid ?? request.before.grid)), "
          + "AFTER at \(try GroundArea.place(of: request.after.grid))")
    }
    return window
  }

  private static func spans(of region: Region, on grid: Grid) throws -> RowSpans {
    let spans: RowSpans
    do {
      spans = try region.spans(on: grid)
    } catch let error as GDALError {
      throw Refusal(.badInput, "\(error)", subject: "the boundary of \(region.name)")
    }
    guard spans.bounds != nil else {
      throw Refusal(
        .nothingToJudge, "holds no pixel that both scenes cover", subject: "region \(region.name)",
        advice: "the scenes share \(try GroundArea.place(of: grid))")
    }
    return spans
  }

  /// What the baseline is, for `-v`; refuses one whose names may mean other formulas.
  private static func reason(for baseline: Baseline, _ request: ScanRequest) throws -> String {
    let formulas = request.formulas
    let own = [formulas.source ?? "built-in", formulas.assignments.joined(separator: "; ")]
    let theirs = [baseline.facts[.catalogue] ?? "", baseline.facts[.assignments] ?? ""]
    guard own == theirs else {
      throw Refusal(
        .badInput, "was made with other formulas (\(theirs.joined(separator: " ")))",
        subject: baseline.file.shown, advice: "make it with the same --catalogue and --set")
    }
    return "the baseline is \(baseline.id): \(baseline.names.sorted().joined(separator: ", ")) of "
      + "\(baseline.sources.count) scenes, \(baseline.facts[.season] ?? "")"
  }

  /// Degrees above the horizon: Sen2Cor's tables end at a zenith of 70 (ESA, S2 MPC Level-2A ATBD).
  private static let lowSun = 20.0

  private static func warnings(_ request: ScanRequest) -> [String] {
    var warnings = request.preparation.warnings
    if let before = request.before.acquired, let after = request.after.acquired,
      before.seconds > after.seconds
    {
      warnings.append("BEFORE (\(before.text)) was taken after AFTER (\(after.text)): swapped?")
    }
    let hasThresholds = request.rules.rules.contains(where: \.hasAbsoluteThreshold)
    for (name, scene) in [("BEFORE", request.before), ("AFTER", request.after)]
    where !scene.isPlaceholder {
      if hasThresholds, scene.quantity == .reflectance, !scene.isSurfaceReflectance,
        let level = scene.level
      {
        warnings.append(
          "\(name) is \(level), with the atmosphere in it: thresholds of the built-in rules are for "
            + "surface reflectance")
      }
      if let sun = scene.facts.sun, sun.elevation < lowSun {
        warnings.append(
          "\(name) was taken with the sun \(Int(sun.elevation.rounded())) degrees high: shadows are "
            + "long, and reflectances less sure")
      }
    }
    if let a = request.before.level, let b = request.after.level, a != b {
      warnings.append("levels differ (\(a) and \(b)): some of the change is the atmosphere's")
    }
    if request.baseline?.sources.contains(request.after.id) == true {
      warnings.append("AFTER is one of the scenes of its own baseline, which hides its change")
    }
    if !request.options.plain, request.scenes.values.contains(where: \.masks.isEmpty) {
      warnings.append("not every date has a mask: clouds and their shadows may be taken for change")
    }
    return warnings
  }
}

extension BandPlan {
  /// Why the band is not simply read, for `-v`; nil where it is.
  fileprivate var reason: String? {
    switch alignment {
    case .shifted: nil
    case .coarser(let factor, _, _):
      "pixels are \(factor) times as large, \(resampling.rawValue) resampling"
    case .warp(let because): "warped (\(resampling.rawValue)): \(because)"
    }
  }
}
