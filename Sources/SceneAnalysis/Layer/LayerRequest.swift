import GeoFiles
import Scenes
import Spectral

/// What a layer is asked to hold.
public struct LayerRequest: Sendable {
  /// The products of one overpass, in any order; at least one.
  public var scenes: [Scene]
  /// What to cut out, and the grid to bring it onto.
  public var region: Region
  /// The bands; nil means all that every product has.
  public var roles: [BandRole]?
  /// How samples between samples are made.
  public var resampling: Resampling
  /// How many minutes apart products of one overpass may be stamped.
  public var overpassMinutes = Self.longestOverpass

  /// Providers stamp a product with the time of its tile or of its whole datatake. A satellite of
  /// 7 km/s passes a county in a minute and 4 000 km, a long datatake, in ten.
  public static let longestOverpass = 10.0

  /// A request from its parts.
  public init(
    scenes: [Scene], region: Region, roles: [BandRole]? = nil, resampling: Resampling = .bilinear
  ) {
    precondition(!scenes.isEmpty, "a layer is made of something")
    self.scenes = scenes
    self.region = region
    self.roles = roles
    self.resampling = resampling
  }
}

extension LayerRequest {
  /// Refuses products that do not make one scene: what a layer mixes must have been seen at one time,
  /// by one sensor, and mean the same.
  func checkAgreement() throws {
    if let counts = scenes.first(where: { $0.quantity != .reflectance }) {
      throw Refusal(
        .badInput, "holds counts that are not calibrated; a layer holds reflectances",
        subject: counts.path, advice: "say scale and offset in its scene.yaml")
    }
    let sorted = scenes.sorted { ($0.id, $0.path) < ($1.id, $1.path) }
    for (a, b) in zip(sorted, sorted.dropFirst()) {
      if a.id == b.id {
        throw Refusal(.usage, "is the same product as \(a.path)", subject: b.path)
      }
      try check("sensor", a, b) { $0.sensor }
      try check("level", a, b) { $0.level }
    }
    for (i, a) in sorted.enumerated() {
      for b in sorted[(i + 1)...] { try checkTimes(a, b) }
    }
  }

  private func check(_ name: String, _ a: Scene, _ b: Scene, _ value: (Scene) -> String?) throws {
    guard value(a) != value(b) else { return }
    throw Refusal(
      .badInput,
      "differs from \(a.path) in \(name): \(value(b) ?? "unknown") and \(value(a) ?? "unknown")",
      subject: b.path, advice: "one layer is one overpass of one sensor; make a layer of each")
  }

  private func checkTimes(_ a: Scene, _ b: Scene) throws {
    guard let first = a.acquired, let second = b.acquired else {
      throw Refusal(
        .badInput, "does not say when it was taken, so it cannot be joined with another",
        subject: a.acquired == nil ? a.path : b.path, advice: "say acquired in its scene.yaml")
    }
    // Of a bare date only the date can be compared.
    let agree =
      first.isDate || second.isDate
      ? first.compactDate == second.compactDate
      : abs(first.seconds - second.seconds) <= overpassMinutes * 60
    guard !agree else { return }
    throw Refusal(
      .badInput, "was taken at \(second.text), \(a.path) at \(first.text)", subject: b.path,
      advice: "products of one overpass are stamped within \(Int(overpassMinutes)) minutes")
  }
}
