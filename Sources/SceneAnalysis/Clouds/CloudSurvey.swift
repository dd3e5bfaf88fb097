import GeoFiles
import PixelKernels
import RasterGrid
import Scenes
import Spectral

/// Looks for clouds and their shadows in scenes whose product brings no mask: Fmask's first pass, the
/// shadow that fits each cloud, and what the other date says of it.
public struct CloudSurvey: Sendable {
  /// One scene, or two of the same place.
  public var scenes: [SceneDate: Scene]
  /// The grid of the analysis.
  public var grid: Grid
  /// The part of it that counts; clouds are sought somewhat beyond.
  public var window: PixelWindow
  /// How bands are brought to a grid.
  public var resampling: Resampling
  /// What counts.
  public var thresholds = CloudThresholds()

  /// What was found on one date.
  public struct Finding: Sendable {
    /// The reasons, on a grid that may be coarser than that of the analysis.
    public var map: ReasonMap
    /// Where the sun stood, if it was known or found.
    public var sun: SkyDirection?
    /// What was found, a sentence.
    public var sentence: String
  }

  /// How far beyond the window clouds are sought that throw their shadow into it, in metres.
  private static let reach = 6000.0
  /// The name of the mask in outputs.
  public static let maskName = "spectral-clouds"

  /// A survey of `window` of `grid`; unless told, of all of it.
  public init(
    of scenes: [SceneDate: Scene], on grid: Grid, window: PixelWindow? = nil,
    resampling: Resampling = .bilinear
  ) {
    self.scenes = scenes
    self.grid = grid
    self.window = window ?? grid.window
    self.resampling = resampling
  }

  /// Why no clouds can be sought in a scene, a clause; nil where they can.
  public static func obstacle(in scene: Scene) -> String? {
    guard scene.quantity == .reflectance else { return "its values are no reflectances" }
    let missing = CloudTests.needed.filter { scene.bands[$0] == nil }
    return missing.isEmpty ? nil : "it lacks \(missing.map(\.rawValue).joined(separator: ", "))"
  }

  /// Judges the scenes that bring no mask and can be judged, with `threads` workers, which never
  /// change the answer.
  public func run(threads: Int) async throws -> [SceneDate: Finding] {
    let coarse = try SurveyGrid.make(of: grid, around: window, reach: Self.reach)
    let usable = scenes.filter { Self.obstacle(in: $0.value) == nil }
    let judged = usable.filter { $0.value.masks.isEmpty }.keys.sorted()
    guard !judged.isEmpty else { return [:] }
    var planes: [SceneDate: CloudPlanes] = [:]
    for (date, scene) in usable {
      planes[date] = try await read(scene, on: coarse, threads: threads)
    }
    let pixel = try GroundPixel(inTheMiddleOf: coarse)
    let judges = try judged.compactMap { date -> CloudJudge? in
      guard let own = planes[date], let scene = scenes[date] else { return nil }
      return CloudJudge(
        planes: own, other: planes.first { $0.key != date }?.value, pixel: pixel,
        sun: try SunKnowledge(over: coarse, of: scene), thresholds: thresholds)
    }
    let findings = try await forEachPiece(
      of: WorkDivision(count: judges.count, workers: threads), start: { () },
      generate: { _, number in Self.finding(judges[number], on: coarse) })
    return Dictionary(uniqueKeysWithValues: zip(judged, findings))
  }

  private static func finding(_ judge: CloudJudge, on grid: Grid) -> Finding {
    let (bits, sun) = judge.reasons()
    let observed = judge.planes.flags.reduce(0) {
      $0 + Int($1 & CloudPlanes.Flag.observed)
    }
    func percent(_ reason: MaskReasons) -> String {
      let count = bits.reduce(0) { $0 + ($1 & reason.rawValue == 0 ? 0 : 1) }
      let share = observed == 0 ? 0 : Double(count) / Double(observed)
      return "\((share * 1000).rounded() / 10) %"
    }
    let source = sun.map {
      "\(judge.sun.reason) (azimuth \(Int($0.azimuth.rounded())), "
        + "elevation \(Int($0.elevation.rounded())))"
    }
    return Finding(
      map: ReasonMap(grid: grid, bits: bits), sun: sun,
      sentence: "clouds by their spectrum: \(percent(.cloud)) cloud, "
        + "\(percent(.possibleCloud)) possible cloud, \(percent(.cloudShadow)) cloud shadow; "
        + (source.map { "shadows by \($0)" } ?? "no shadows: \(judge.sun.reason)"))
  }

  private func read(_ scene: Scene, on grid: Grid, threads: Int) async throws -> CloudPlanes {
    let tests = try CloudTests(for: scene, thresholds.spectral)
    let plan = try ReadPlan(
      tests.program.inputs, of: [.only: scene], on: grid, resampling: resampling, isPlain: false)
    // Beyond what all bands cover nothing is seen.
    let covered = plan.allBands.compactMap(\.coverage).reduce(grid.window as PixelWindow?) {
      window, coverage in window?.intersection(coverage)
    }
    let windows = grid.tiles(plan.tileShape()).compactMap { covered?.intersection($0) }
    let parts = try await forEachPiece(
      of: WorkDivision(count: windows.count, workers: threads),
      start: { CloudPlaneReader(tests, plan) },
      generate: { reader, tile in try reader.planes(in: windows[tile]) })
    var planes = CloudPlanes(grid: grid, hasShortwave: tests.shortwave != nil)
    for (window, part) in zip(windows, parts) { planes.fill(window, from: part) }
    return planes
  }
}
