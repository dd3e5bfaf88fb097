import GeoFiles

/// What a layer says of its making, in the metadata of its file.
public struct LayerOrigin: Hashable, Sendable {
  /// The id of the scene that it holds.
  public var scene: String
  /// The ids of the products' scenes that it was made of.
  public var sources: [String]
  /// The products' names.
  public var products: [String]
  /// The sensor's slug; nil where nothing said it.
  public var sensor: String?
  /// The provider's processing level.
  public var level: String?
  /// When the scene was taken; of several products the first.
  public var acquired: AcquisitionTime?
  /// The processing baselines, joined by `+` where they differ.
  public var baseline: String?
  /// The tiles, joined by `+`.
  public var tile: String?
  /// Where the sun and the satellite stood.
  public var sun, view: SkyDirection?
  /// The names of the mask sources, joined by `+`; nil where no product had one.
  public var masks: String?
  /// The region that it was cut to.
  public var region: String
  /// How samples between samples were made.
  public var resampling: Resampling
  /// Where the calibration of each band came from.
  public var calibrations: [String]
  /// What was decided about the products and why.
  public var notes: [String]

  /// An origin of which only the scene, the region and the resampling are known.
  public init(scene: String, region: String, resampling: Resampling) {
    self.scene = scene
    self.region = region
    self.resampling = resampling
    sources = []
    products = []
    calibrations = []
    notes = []
  }
}

extension LayerOrigin {
  /// The keys of the metadata. `version` comes first: it makes a GeoTIFF a layer.
  enum Key: String, CaseIterable {
    case version = "TIANYAN_LAYER"
    case software = "TIANYAN_SOFTWARE"
    case scene = "TIANYAN_SCENE"
    case sources = "TIANYAN_SOURCES"
    case products = "TIANYAN_PRODUCTS"
    case sensor = "TIANYAN_SENSOR"
    case level = "TIANYAN_LEVEL"
    case acquired = "TIANYAN_ACQUIRED"
    case baseline = "TIANYAN_BASELINE"
    case tile = "TIANYAN_TILE"
    case sun = "TIANYAN_SUN"
    case view = "TIANYAN_VIEW"
    case masks = "TIANYAN_MASK"
    case region = "TIANYAN_REGION"
    case resampling = "TIANYAN_RESAMPLING"
    case calibrations = "TIANYAN_CALIBRATION"
    case notes = "TIANYAN_NOTES"
  }

  private static let separator = " | "

  /// Key and value of each item, signed by the program that writes; what is not known is left out.
  public func metadata(software: String) -> [(String, String)] {
    func list(_ texts: [String]) -> String? {
      texts.isEmpty ? nil : texts.joined(separator: Self.separator)
    }
    let values: [(Key, String?)] = [
      (.version, "\(LayerFormat.version)"), (.software, software), (.scene, scene),
      (.sources, list(sources)), (.products, list(products)), (.sensor, sensor), (.level, level),
      (.acquired, acquired?.text), (.baseline, baseline), (.tile, tile),
      (.sun, sun.map { "\($0.azimuth) \($0.elevation)" }),
      (.view, view.map { "\($0.azimuth) \($0.elevation)" }), (.masks, masks), (.region, region),
      (.resampling, resampling.rawValue), (.calibrations, list(calibrations)),
      (.notes, list(notes)),
    ]
    return values.compactMap { key, value in value.map { (key.rawValue, $0) } }
  }

  /// Restores what a file says; refuses a newer version, and what is no layer's.
  init(reading metadata: [String: String], of path: InputPath) throws {
    func text(_ key: Key) -> String? { metadata[key.rawValue] }
    func refusal(_ key: Key) -> Refusal {
      Refusal(
        .badInput, "is a layer whose \(key.rawValue) is missing or wrong", subject: path.shown,
        advice: "make it again with tianyan prepare")
    }
    func slug(_ key: Key) throws -> String? {
      try text(key).map { value in
        guard value.wholeMatch(of: /[A-Za-z0-9][A-Za-z0-9._+@-]{0,199}/) != nil else {
          throw refusal(key)
        }
        return value
      }
    }
    func list(_ key: Key) -> [String] {
      text(key).map { $0.split(separator: Self.separator).map(String.init) } ?? []
    }
    func direction(_ key: Key) throws -> SkyDirection? {
      try text(key).map { value in
        let angles = value.split(separator: " ").compactMap { Double($0) }
        guard angles.count == 2, angles.allSatisfy(\.isFinite) else { throw refusal(key) }
        return SkyDirection(azimuth: angles[0], elevation: angles[1])
      }
    }
    guard let version = text(.version).flatMap({ Int($0) }), version > 0 else {
      throw refusal(.version)
    }
    guard version <= LayerFormat.version else {
      throw Refusal(
        .badInput,
        "is a layer of version \(version), made by \(text(.software) ?? "a newer program"); "
          + "this program reads up to \(LayerFormat.version)",
        subject: path.shown, advice: "update tianyan, or make the layer again with this one")
    }
    guard let scene = try slug(.scene) else { throw refusal(.scene) }
    guard let resampling = text(.resampling).flatMap({ Resampling(rawValue: $0) }) else {
      throw refusal(.resampling)
    }
    self.init(scene: scene, region: try slug(.region) ?? "", resampling: resampling)
    sensor = try slug(.sensor)
    level = try slug(.level)
    acquired = try text(.acquired).map { value in
      guard let time = AcquisitionTime(value) else { throw refusal(.acquired) }
      return time
    }
    masks = try slug(.masks)
    (baseline, tile) = (text(.baseline), text(.tile))
    (sun, view) = (try direction(.sun), try direction(.view))
    (sources, products) = (list(.sources), list(.products))
    (calibrations, notes) = (list(.calibrations), list(.notes))
  }
}
