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
  /// The index of its rule; nil where the rule has none that the catalogue knows.
  public var index: IndexDefinition?
  /// How the index becomes colours, on both dates; nil where there is none.
  public var scale: IndexMapImage.Scale?
  /// What each scene tells of the site, in the order of acquisition.
  public var looks: [SiteLook]

  /// Looks at a site.
  public init(of site: DeliveredSite, in pair: PairViewer, catalogue: IndexCatalogue) throws {
    self.site = site
    try Self.check(site, pair)
    frame = try SiteFrame(of: site, on: pair.grid)
    index = site.index(in: catalogue)
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

extension DeliveredSite {
  /// The index that its rule measured and that changed most, in parts of its range; nil where there is none.
  func index(in catalogue: IndexCatalogue) -> IndexDefinition? {
    let known = Dictionary(
      catalogue.names.map { ($0.lowercased(), $0) }, uniquingKeysWith: { first, _ in first })
    var best: (share: Double, index: IndexDefinition)?
    for column in attributes.keys.sorted() where column.hasSuffix("_after") {
      let name = String(column.dropLast("_after".count))
      guard let index = known[name].flatMap({ catalogue[$0] }),
        let before = number(name + "_before"), let after = number(column)
      else { continue }
      let width = index.range.map { $0.upperBound - $0.lowerBound } ?? abs(before) + abs(after)
      let share = width > 0 ? abs(after - before) / width : 0
      if best.map({ share > $0.share }) ?? true { best = (share, index) }
    }
    return best?.index
  }
}
