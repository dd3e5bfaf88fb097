import GeoFiles
import RasterGrid
import SceneAnalysis
import Sites
import Spectral

/// What two scenes show of one site, gathered before anything is drawn.
public struct SiteEvidence: Sendable {
  /// The site.
  public var site: DeliveredSite
  /// Where the views look.
  public var frame: SiteFrame
  /// What the earlier and the later scene show.
  public var before, after: SceneView
  /// How reflectances become colours, on both dates.
  public var stretch: ColourStretch
  /// What its rule measured, what moved farthest first.
  let measured: [IndexChoice.Measured]
  /// The index that is shown; nil where the rule has none that the catalogue knows.
  public var index: IndexDefinition?
  /// How the index becomes colours, on both dates; nil where there is none.
  public var scale: IndexMapImage.Scale?
  /// What each scene tells of the site, in the order of acquisition.
  public var looks: [SiteLook]

  /// Looks at a site.
  public init(of site: DeliveredSite, in pair: PairViewer, showing choice: IndexChoice) throws {
    self.site = site
    try Self.check(site, pair)
    frame = try SiteFrame(of: site, on: pair.grid)
    measured = choice.measured(on: site)
    index = measured.first?.index
    before = try pair.before.view(frame.window, shrink: frame.shrink, index: index)
    after = try pair.after.view(frame.window, shrink: frame.shrink, index: index)
    stretch = ColourStretch(of: [before, after])
    if index != nil, !before.index.isEmpty, !after.index.isEmpty {
      let isDiverging = index?.range.map { $0.lowerBound < 0 && $0.upperBound > 0 } ?? false
      scale = IndexMapImage.Scale(
        range: MapRange(of: before.index + after.index, isDiverging: isDiverging).bounds,
        isDiverging: isDiverging)
    }
    let viewers = ([pair.before, pair.after] + pair.others).sorted {
      ($0.scene.acquired?.seconds ?? -.infinity, $0.scene.id)
        < ($1.scene.acquired?.seconds ?? -.infinity, $1.scene.id)
    }
    let (rings, shown) = (frame.mapRings, index)
    looks = try viewers.map { try $0.look(inside: rings, index: shown) }
  }

  /// Refuses scenes that are not those that the site was found in: a picture of others proves nothing.
  private static func check(_ site: DeliveredSite, _ pair: PairViewer) throws {
    for (column, scene) in [
      ("before_scene", pair.before.scene), ("after_scene", pair.after.scene),
    ] {
      guard let wanted = site.text(column), wanted != scene.id else { continue }
      throw Refusal(
        .badInput, "is the scene \(scene.id), but site \(site.id) was found in \(wanted)",
        subject: scene.path, advice: "name the two scenes that the result was made from")
    }
  }
}
