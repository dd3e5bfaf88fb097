import GeoFiles
import RasterGrid
import Scenes
import Spectral

/// What a scene is compared with: at every pixel the median of the last looks that saw it clear, so
/// that a cloud or a discharge of one day does not stand in it.
public struct ReferenceRequest: Sendable {
  /// The layers that may take part, in any order; all on one grid, at least one.
  public var layers: [Scene]
  /// How many looks a pixel's median is taken of at most.
  public var looks: Int
  /// The id that the reference has as a scene.
  public var id: String
  /// The name of the region.
  public var region: String

  /// Looks that a median is taken of unless told: one of five may be wrong twice and does not show.
  public static let usualLooks = 5
  /// For each look so many layers are tried, most of which are cloudy in summer.
  public static let layersPerLook = 3

  /// A request from its parts; refuses layers that lie on different grids.
  public init(layers: [Scene], looks: Int = usualLooks, id: String, region: String) throws {
    precondition(!layers.isEmpty && looks > 0, "a median is taken of something")
    self.layers = layers.sorted {
      ($0.acquired?.seconds ?? 0, $0.id) < ($1.acquired?.seconds ?? 0, $1.id)
    }
    self.looks = looks
    self.id = id
    self.region = region
    for layer in layers where layer.grid != layers[0].grid {
      throw Refusal(
        .badInput, "lies on another grid than \(layers[0].path)", subject: layer.path,
        advice: "the region's grid has changed: start with a new state directory")
    }
  }

  /// Its bands: all that any layer measured.
  var roles: [BandRole] {
    LayerFormat.ordered(Set(layers.flatMap(\.measuredRoles)))
  }

  /// How the values of a band are stored.
  func calibration(of role: BandRole) -> Calibration {
    LayerFormat.calibration(of: role, from: layers.compactMap { $0.bands[role] })
  }

  /// What its file says of its making.
  var origin: LayerOrigin {
    var origin = LayerOrigin(scene: id, region: region, resampling: .nearest)
    origin.sources = layers.map(\.id)
    origin.sensor = layers.last?.sensor
    origin.level = layers.last?.level
    origin.acquired = layers.last?.acquired
    // Of layers without a mask nobody knows where the clouds are, in the median neither.
    origin.masks = layers.contains { !$0.masks.isEmpty } ? "median" : nil
    origin.notes = ["the median of up to \(looks) clear looks at every pixel"]
    return origin
  }
}

extension Scene {
  /// Its roles without a broad near infrared that the narrow one only stands in for.
  var measuredRoles: [BandRole] {
    bands.keys.filter { $0 != .nir || bands[.nir] != bands[.nir08] }
  }
}
