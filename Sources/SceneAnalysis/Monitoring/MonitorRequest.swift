import GeoFiles
import Scenes
import Sites
import Spectral

/// What is watched in a stack of dates.
public struct MonitorRequest: Sendable {
  /// What is suspicious, and how often it has to be seen.
  public struct Watch: Sendable {
    /// Slug, titles, duration, severity.
    public var label: CandidateRule
    /// What makes a pixel of one date suspicious; `z(X)` is allowed where there is a baseline.
    public var condition: Expression
    /// How many looks confirm and end it.
    public var confirmation: ConfirmationRule
    /// The least state of a pixel that becomes part of a candidate of a lasting kind.
    public var least: AnomalyState
    /// The smallest candidate, in square metres on the ellipsoid.
    public var minimumArea: Double

    /// A tenth of a hectare, RADD's (Reiche et al. 2021, doi 10.1088/1748-9326/abd0a8).
    public static let usualMinimumArea = 1000.0

    /// A watch for a condition; candidates are of confirmed pixels unless told otherwise.
    public init(
      for condition: Expression, label: CandidateRule, confirmation: ConfirmationRule,
      least: AnomalyState = .confirmed, minimumArea: Double = usualMinimumArea
    ) {
      self.condition = condition
      self.label = label
      self.confirmation = confirmation
      self.least = least
      self.minimumArea = minimumArea
    }

    /// Anomalous looks without which no pixel can be part of a candidate.
    var leastLooks: Int {
      guard label.duration == .lasting else { return 1 }
      return switch least {
      case .first: 1
      case .provisional: confirmation.provisional
      case .confirmed, .finished: confirmation.confirmed
      }
    }
  }

  /// The scenes, in any order.
  public var scenes: [Scene]
  /// What is watched.
  public var watch: Watch
  /// What to look at; nil means all of the first scene.
  public var region: Region?
  /// Which scenes count; nil means all.
  public var season: BaselineRequest.Season?
  /// What `z(X)` is taken against.
  public var baseline: Baseline?
  /// How other grids are brought together.
  public var resampling = Resampling.bilinear
  /// The indices and constants that the condition may name.
  public var formulas = FormulaSettings()

  /// A request from its parts.
  public init(scenes: [Scene], watch: Watch, region: Region? = nil) {
    precondition(!scenes.isEmpty, "a stack is of something")
    self.scenes = scenes
    self.watch = watch
    self.region = region
  }
}
