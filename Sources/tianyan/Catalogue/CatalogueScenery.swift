import Delivery
import Foundation
import GeoFiles
import RasterGrid
import SceneAnalysis
import Scenes
import SiteCatalogue
import Sites

/// Sites of a catalogue with the layers of the state directory that show them.
///
/// AFTER is the layer that the site's most suspicious candidate was found on. It was compared with the median of earlier
/// layers; BEFORE is the last of these that saw most of the site and nothing suspicious there, since a day can be told of
/// it. All other layers are dates of the time line.
final class CatalogueScenery: SiteScenery {
  let sites: DeliveredSites
  let ground: SceneViewer
  let asOf: AcquisitionTime?
  let compared: [(moment: SiteEvidence.Moment, scene: Scene)]
  let hasMedians = true
  private let gallery: LayerGallery
  private let layers: [(scene: SceneRecord, path: InputPath)]
  private var shown: [DeliveredSite.ID: Shown] = [:]

  /// What shows a site.
  private struct Shown {
    let finding: SiteFinding
    let before, after: InputPath
  }

  /// Finds out what shows each site; refuses a catalogue without layers, and one that lacks a layer of a site.
  init(_ wanted: [Site], of catalogue: Catalogue, in state: String, formulas: FormulaSettings)
    throws
  {
    let scenes = try catalogue.scenes()
    let gallery = LayerGallery(formulas: formulas)
    let layers = try scenes.compactMap { scene -> (scene: SceneRecord, path: InputPath)? in
      guard let layer = scene.treatment.layer else { return nil }
      let path = "\(state)/\(layer)"
      guard FileManager.default.fileExists(atPath: path) else { return nil }
      let file = try InputPath(path)
      // One without colours shows nothing of a site.
      return SceneViewer.canDraw(try gallery.scene(file)) ? (scene, file) : nil
    }
    guard
      let ground = layers.max(by: { a, b in
        (a.scene.treatment.clearShare, a.scene.acquired)
          < (b.scene.treatment.clearShare, b.scene.acquired)
      })
    else {
      throw Refusal(
        .nothingToJudge, "holds no layer with red, green and blue to show sites on", subject: state)
    }
    self.gallery = gallery
    self.layers = layers
    self.ground = try gallery.viewer(ground.path)
    asOf = try catalogue.lastAcquisition()
    let paths = Dictionary(uniqueKeysWithValues: layers.map { ($0.scene.id, $0.path) })
    let records = Dictionary(uniqueKeysWithValues: scenes.map { ($0.id, $0) })
    let listing = SiteListing(wanted, asOf: asOf)
    var features: [GeoFeature] = []
    for (site, feature) in zip(wanted, listing.features) {
      let finding = try catalogue.finding(of: site, among: records)
      guard let after = paths[finding.scene.id] else {
        throw Refusal(
          .noInput, "is gone or has no colours, but site \(site.id) was found on it",
          subject: "\(state)/\(finding.scene.treatment.layer ?? finding.scene.id)",
          advice: "put it back from a backup: tianyan prune would have kept it")
      }
      let references =
        [finding.clear, finding.references].lazy
        .map { $0.compactMap { paths[$0.id] } }.first { !$0.isEmpty } ?? []
      let place = DeliveredSite(id: site.id, geometry: site.place.geometry, attributes: [:])
      let grid = try gallery.scene(after).grid
      let rings = try SiteFrame(of: place, on: grid).mapRings
      guard let before = try gallery.lastClear(references, inside: rings, on: grid) else {
        throw Refusal(
          .noInput, "holds no layer that site \(site.id) was compared with", subject: state,
          advice: "put its layers back from a backup: tianyan prune would have kept them")
      }
      shown[site.id] = Shown(finding: finding, before: before, after: after)
      let scene = try gallery.scene(before)
      var properties = feature.properties + finding.properties
      properties.append(("before_scene", .string(scene.id)))
      properties.append(("before_time", scene.acquired.map { .string($0.text) } ?? .null))
      features.append(GeoFeature(id: site.id, geometry: feature.geometry, properties: properties))
    }
    sites = DeliveredSites(features: features)
    let afters = Set(shown.values.map(\.after))
    compared = try layers.filter { afters.contains($0.path) }
      .map { (.after, try gallery.scene($0.path)) }
  }

  func pair(of site: DeliveredSite) throws -> PairViewer {
    guard let shown = shown[site.id] else { preconditionFailure("a site of this catalogue") }
    let grid = try gallery.scene(shown.after).grid
    let adjustments = PairAdjustments(trace: try shown.finding.scene.trace)
    let others = layers.map(\.path).filter { $0 != shown.before && $0 != shown.after }
    return PairViewer(
      try gallery.viewer(shown.before, on: grid),
      try gallery.viewer(shown.after, on: grid, adjustments: adjustments),
      others: try others.map { try gallery.viewer($0, on: grid) }, adjustments: adjustments)
  }

  var clearShares: [(name: String, share: Double)] {
    layers.map { ($0.scene.acquired, $0.scene.treatment.clearShare) }
  }

  /// What the catalogue adds to the manifest of a site.
  func record(of site: DeliveredSite) throws -> EvidenceSources.Record {
    guard let finding = shown[site.id]?.finding else {
      preconditionFailure("a site of this catalogue")
    }
    let references = finding.references
    let scenes = try (references + [finding.scene]).map { ($0.id, try $0.json) }
    let id = finding.scene.treatment.parameters["reference"]
    return EvidenceSources.Record(
      scenes: Dictionary(scenes) { first, _ in first },
      reference: .object([
        ("scene", id.map { .string($0) } ?? .null),
        ("median_of", .array(references.map(\.summary))),
      ]))
  }

  /// What the comparison of a site decided.
  func trace(of site: DeliveredSite) throws -> JSONValue? {
    try shown[site.id]?.finding.scene.trace
  }
}

extension SceneRecord {
  /// Which scene it is, and the files that it was read from.
  fileprivate var summary: JSONValue {
    .object([
      ("scene", .string(id)), ("product", .string(product.name)), ("acquired", .string(acquired)),
      ("layer", treatment.layer.map { .string($0) } ?? .null),
      (
        "files",
        .array(
          inputs.map {
            .object([
              ("name", .string($0.path)), ("bytes", .int($0.bytes)), ("sha256", .string($0.sha256)),
            ])
          })
      ),
    ])
  }
}
