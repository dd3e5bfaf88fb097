import GeoFiles
import SceneAnalysis
import Scenes
import SiteCatalogue

/// What is known of an overpass once its layer was made; it stands beside the layer.
public struct PreparedScene: Hashable, Sendable, Codable {
  /// The id of the scene in the layer; empty where there is none.
  public var id: String
  /// The layer's file, inside the state directory; nil where no layer came of it, or it was pruned.
  public var layer: String?
  /// Why no layer came of it: a message.
  public var obstacle: String?
  /// What the provider says it is.
  public var product: ProductIdentity
  /// When it was taken.
  public var acquired: String
  /// The files it was read from.
  public var inputs: [InputRecord]
  /// Where its mask comes from; empty where it has none.
  public var mask: String
  /// Pixels of the region, and those of them that were measured and seen clear.
  public var considered, measured, clear: Int
  /// What was decided about its bands and masks, a sentence each.
  public var notes: [String]

  /// The share of the region that was seen clear.
  var clearShare: Double { considered == 0 ? 0 : Double(clear) / Double(considered) }

  /// Whether two scenes mean the same by their numbers, so that one may stand for the other's past: the
  /// same instrument on whichever of its satellites, and the same level.
  var comparability: String {
    let sensor = product.sensor ?? ""
    let twins = sensor.wholeMatch(of: /(sentinel-2)[a-d]|(landsat)-[89]/)
    return "\(twins?.1 ?? twins?.2 ?? sensor[...]) \(product.level ?? "")"
  }
}
