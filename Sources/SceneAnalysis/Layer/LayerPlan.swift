import GeoFiles
import RasterGrid
import Scenes
import Spectral

/// Everything a layer has decided before a pixel moves.
public struct LayerPlan: Sendable {
  /// What was asked.
  public var request: LayerRequest
  /// The layer's grid: the region's own, or that of the only product where the region has none.
  public var grid: Grid
  /// The pixels inside the region; all others hold no data.
  public var spans: RowSpans
  /// The bands, in order; the reasons come after them.
  public var roles: [BandRole]
  /// The products that reach the region, by id.
  public var parts: [LayerPart]
  /// What the file will say of its making.
  public var origin: LayerOrigin
  /// What was decided and why, for `-v`.
  public var reasons: [String]
  /// What the user should know although nothing failed.
  public var warnings: [String]

  /// Decides how a request is carried out, or refuses it with the reason.
  public init(_ request: LayerRequest) throws {
    self.request = request
    try request.checkAgreement()
    roles = try Self.roles(request)
    grid = try Self.grid(request)
    let paths = request.scenes.map(\.path).joined(separator: " and ")
    try WorkLimit.check(grid, subject: paths)
    spans = try request.region.spans(on: grid)
    try WorkLimit.check(
      reading: grid.window.area * (roles.count + 1), of: grid,
      subject: "region \(request.region.name)")
    parts = []
    warnings = []
    for scene in request.scenes.sorted(by: { $0.id < $1.id }) {
      let part = try LayerPart(
        of: scene, roles: roles, on: grid, resampling: request.resampling)
      guard let part, spans.shrunk(part.window) != nil else {
        warnings.append(
          "\(scene.path) does not reach the region: it lies at "
            + "\(try GroundArea.place(of: scene.grid))")
        continue
      }
      parts.append(part)
    }
    guard !parts.isEmpty else {
      throw Refusal(
        .nothingToJudge, "does not reach the region \(request.region.name)", subject: paths,
        advice: warnings.joined(separator: "\n  "))
    }
    for part in parts where part.scene.masks.isEmpty {
      // Whoever compares the layer seeks clouds by what both dates show, which is more than one shows.
      warnings.append(
        "\(part.scene.path) has no mask, and none is made here: scans of the layer seek clouds")
    }
    origin = LayerOrigin(of: parts.map(\.scene), roles: roles, request)
    reasons =
      ["\(roles.map(\.rawValue).joined(separator: ", ")) on \(grid)"]
      + parts.map { "\($0.scene.path): \($0.scene.summary), \($0.alignment)" }
  }

  /// How the values of a band are stored.
  public func calibration(of role: BandRole) -> Calibration {
    LayerFormat.calibration(of: role, from: parts.compactMap { $0.scene.bands[role] })
  }

  private static func roles(_ request: LayerRequest) throws -> [BandRole] {
    // A reader of the layer lets the narrow near infrared stand in again.
    let sets = request.scenes.map { Set($0.measuredRoles) }
    let shared = sets.dropFirst().reduce(sets[0]) { $0.intersection($1) }
    guard let wanted = request.roles else {
      guard !shared.isEmpty else {
        throw Refusal(
          .nothingToJudge, "have no band in common",
          subject: request.scenes.map(\.path).joined(separator: " and "))
      }
      return LayerFormat.ordered(shared)
    }
    for scene in request.scenes {
      let missing = wanted.filter { scene.bands[$0] == nil }
      guard missing.isEmpty else {
        throw Refusal(
          .nothingToJudge, "lacks \(missing.map(\.rawValue).joined(separator: ", "))",
          subject: scene.path,
          advice: "it has \(scene.bands.keys.sorted().map(\.rawValue).joined(separator: ", "))")
      }
    }
    return LayerFormat.ordered(Set(wanted))
  }

  private static func grid(_ request: LayerRequest) throws -> Grid {
    if let own = try request.region.ownGrid() { return own }
    guard request.scenes.count == 1 else {
      throw Refusal(
        .badInput, "names no grid for several products to come onto",
        subject: "region \(request.region.name)",
        advice: "add grid: {crs: \"EPSG:4549\", pixel: 10} to its region.yaml")
    }
    let grid = request.scenes[0].grid
    try WorkLimit.check(grid, subject: request.scenes[0].path)
    guard let bounds = try request.region.spans(on: grid).bounds else {
      throw Refusal(
        .nothingToJudge, "does not reach the region \(request.region.name)",
        subject: request.scenes[0].path, advice: "it lies at \(try GroundArea.place(of: grid))")
    }
    return grid.cropped(to: bounds)
  }
}

extension LayerPart {
  /// What has to be done to its bands, for messages.
  fileprivate var alignment: String {
    for plan in reading.bands.sorted(by: { $0.key < $1.key }).map(\.value) {
      if case .warp(let because) = plan.alignment {
        return "warped (\(plan.resampling.rawValue)): \(because)"
      }
    }
    return "not warped"
  }
}

extension LayerOrigin {
  fileprivate init(of scenes: [Scene], roles: [BandRole], _ request: LayerRequest) {
    self.init(
      scene: Scene.id(joining: scenes, region: request.region.name), region: request.region.name,
      resampling: request.resampling)
    sources = scenes.map(\.id)
    products = scenes.map { $0.facts.name ?? String($0.path.split(separator: "/").last ?? "") }
    sensor = scenes[0].sensor
    level = scenes[0].level
    acquired = scenes.compactMap(\.acquired).min { $0.seconds < $1.seconds }
    func joined(_ value: (Scene) -> String?) -> String? {
      let all = Set(scenes.compactMap(value)).sorted()
      return all.isEmpty ? nil : all.joined(separator: "+")
    }
    baseline = joined { $0.facts.baseline }
    tile = joined { $0.facts.tile }
    // Over a county these differ by less than a degree from product to product.
    sun = scenes.lazy.compactMap(\.facts.sun).first
    view = scenes.lazy.compactMap(\.facts.view).first
    masks = joined { $0.masks.isEmpty ? nil : $0.maskNames }?
      .replacing(/[^A-Za-z0-9._+@-]/, with: "-")
    let several = scenes.count > 1
    calibrations = scenes.flatMap { scene in
      let reasons = roles.compactMap { role in
        scene.bands[role].map { "\(role.rawValue): \($0.calibrationText)" }
      }
      return several ? ["\(scene.id): " + reasons.joined(separator: ", ")] : reasons
    }
    notes = scenes.flatMap { scene in
      let gaps = scene.facts.missing.map { "missing: " + $0 }
      let mask = scene.masks.isEmpty ? ["no mask"] : []
      return (mask + gaps + scene.facts.notes).map { several ? "\(scene.id): \($0)" : $0 }
    }
  }
}

extension BandSource {
  /// The calibration and, where it is known, its source.
  fileprivate var calibrationText: String {
    "* \(calibration.scale) + \(calibration.offset)"
      + (calibrationReason.isEmpty ? "" : " (\(calibrationReason))")
  }
}
