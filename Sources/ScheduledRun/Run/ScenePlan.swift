import Scenes
import SceneAnalysis

/// What every scene is compared with: a function of the set of scenes, whatever the order in which they
/// came. A scene that comes late changes the comparison of those only whose reference it enters.
public struct ScenePlan: Hashable, Sendable {
  /// A scene and what it is compared with.
  public struct Comparison: Hashable, Sendable {
    /// The scene.
    public var scene: PreparedScene
    /// Its reference; nil for the first of its kind.
    public var reference: MedianReference?
    /// What the observation depends on, hashed: where it is the same, the observation is.
    public var key: String
  }

  /// What the comparisons depend on besides the scenes.
  public struct Conditions: Hashable, Sendable {
    /// What tells the region and its rules from others.
    public var region, rules: String
    /// How many looks a median is taken of.
    public var looks: Int
    /// The state directory.
    public var state: String

    /// Conditions from their parts.
    public init(region: String, rules: String, looks: Int, state: String) {
      self.region = region
      self.rules = rules
      self.looks = looks
      self.state = state
    }
  }

  /// All scenes, by time.
  public var comparisons: [Comparison]

  /// Plans the comparisons of all scenes that there are.
  public init(_ scenes: [PreparedScene], under conditions: Conditions) {
    let sorted = scenes.sorted { ($0.time.seconds, $0.id) < ($1.time.seconds, $1.id) }
    comparisons = sorted.map { scene in
      let reference = Self.reference(of: scene, among: sorted, conditions)
      return Comparison(
        scene: scene, reference: reference,
        key: .shortHash(of: [
          scene.id, scene.layer ?? "", reference?.id ?? "", conditions.region, conditions.rules,
        ]))
    }
  }

  /// The median of the last scenes before `scene` that mean the same by their numbers; those of its own
  /// pass are left out. For each look several are tried, since most are cloudy somewhere.
  private static func reference(
    of scene: PreparedScene, among sorted: [PreparedScene], _ conditions: Conditions
  ) -> MedianReference? {
    let earlier = sorted.filter {
      $0.layer != nil && $0.comparability == scene.comparability
        && $0.time.seconds < scene.time.seconds && !$0.isOfOnePass(with: scene)
    }.suffix(conditions.looks * ReferenceRequest.layersPerLook)
    guard !earlier.isEmpty else { return nil }
    let ids = earlier.map(\.id)
    let hash = String.shortHash(of: [conditions.region, "\(conditions.looks)"] + ids)
    let id = "median-\(hash)"
    return MedianReference(
      id: id, path: "\(conditions.state)/baselines/\(id).tif", scenes: ids,
      layers: earlier.compactMap(\.layer).map { "\(conditions.state)/\($0)" },
      looks: conditions.looks)
  }
}

extension PreparedScene {
  /// When it was taken.
  var time: AcquisitionTime {
    guard let time = AcquisitionTime(acquired) else {
      preconditionFailure("\(acquired) was an acquisition time when the layer was made")
    }
    return time
  }

  /// Whether the two were taken in one pass of one satellite.
  func isOfOnePass(with other: PreparedScene) -> Bool {
    product.sensor == other.product.sensor && time.isOfOnePass(with: other.time)
  }
}

extension AcquisitionTime {
  /// Whether two times of one satellite belong to one pass (`LayerRequest.longestOverpass`).
  func isOfOnePass(with other: AcquisitionTime) -> Bool {
    if isDate || other.isDate { return compactDate == other.compactDate }
    return abs(seconds - other.seconds) <= LayerRequest.longestOverpass * 60
  }
}
