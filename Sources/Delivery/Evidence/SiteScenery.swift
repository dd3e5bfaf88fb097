import SceneAnalysis
import Scenes

/// The scenes that a list of sites was found in, as evidence and reports look at them.
public protocol SiteScenery {
  /// The two scenes that a site is shown on.
  func pair(of site: DeliveredSite) throws -> PairViewer
  /// What a map of the sites is drawn on.
  var ground: SceneViewer { get }
  /// The day up to which the list speaks; nil where it is not known.
  var asOf: AcquisitionTime? { get }
  /// What was compared, in the order in which it is told.
  var compared: [(moment: SiteEvidence.Moment, scene: Scene)] { get }
  /// The share of the region, from 0 to 1, that each scene saw clear, by its name; empty where the result tells more.
  var clearShares: [(name: String, share: Double)] { get }
  /// Whether scenes were compared with medians of earlier ones, of which BEFORE is one.
  var hasMedians: Bool { get }
}

extension PairViewer: SiteScenery {
  /// Itself: all sites were found in the same two scenes.
  public func pair(of site: DeliveredSite) -> PairViewer { self }
  /// The later scene.
  public var ground: SceneViewer { after }
  /// When the later scene was taken.
  public var asOf: AcquisitionTime? { after.scene.acquired }
  /// Both scenes.
  public var compared: [(moment: SiteEvidence.Moment, scene: Scene)] {
    [(.before, before.scene), (.after, after.scene)]
  }
  /// None: the result tells it for each rule.
  public var clearShares: [(name: String, share: Double)] { [] }
  /// No.
  public var hasMedians: Bool { false }
}
