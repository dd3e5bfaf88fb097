import GeoFiles
import PixelKernels
import RasterGrid

/// Doubt around what a mask calls cloud, shadow or edge, in metres on the ground. It annotates: what
/// lies in a rim is in doubt, never unobserved.
public struct MaskRim: Hashable, Sendable {
  /// The reasons that it surrounds.
  public var around: MaskReasons
  /// The reasons that hold in it.
  public var adds: MaskReasons
  /// How far it reaches, in metres.
  public var metres: Double
  /// The radius, in metres, of a disc that what it surrounds must hold, lest it has no rim; 0 takes all.
  public var core: Double

  /// How far possible cloud reaches around a product's clouds, in metres, unless told: FORCE's
  /// CLOUD_BUFFER (Frantz 2019, doi 10.3390/rs11091124).
  public static let usualCloudMargin = 300.0
  /// Margins that mean anything, in metres.
  public static let cloudMargins = 0.0...5_000.0
  /// FORCE's SHADOW_BUFFER over its CLOUD_BUFFER: 90 m over 300 m.
  private static let shadowShare = 0.3
  /// Scene classifications call some roofs cloud; hardly one is wider than 120 m both ways (not
  /// established), and a town in doubt would hide the sites in it.
  static let roofRadius = 60.0

  /// The rims of clouds and their shadows that go with a margin around clouds, in metres.
  static func clouds(_ margin: Double) -> [MaskRim] {
    guard margin > 0 else { return [] }
    return [
      MaskRim(around: .cloud, adds: .possibleCloud, metres: margin, core: roofRadius),
      MaskRim(
        around: .cloudShadow, adds: .cloudShadow, metres: margin * shadowShare, core: roofRadius),
    ]
  }
}

extension MaskSource {
  /// The source with rims around its clouds, where its provider has drawn none: Landsat's clouds are
  /// dilated already, and layers hold what was found when they were made.
  func withRims(ofClouds margin: Double) -> MaskSource {
    switch coding {
    case .sentinel2SCL, .sentinel2Cloud:
      var source = self
      source.rims += MaskRim.clouds(margin)
      return source
    default: return self
    }
  }
}

/// A rim on the analysis grid: its sizes in pixels.
public struct RimPlan: Hashable, Sendable {
  /// What it surrounds and adds.
  public var rim: MaskRim
  /// The disc that must fit into what it surrounds, and the one that it is drawn with.
  public var core, reach: Morphology.Disc

  /// The rim on pixels of a size.
  init(_ rim: MaskRim, on pixel: GroundPixel) {
    func disc(_ metres: Double) -> Morphology.Disc {
      Morphology.Disc(
        columns: metres / pixel.eastPerColumn.magnitude,
        rows: metres / pixel.southPerRow.magnitude)
    }
    self.rim = rim
    core = disc(rim.core)
    reach = disc(rim.metres)
  }

  /// How far beyond a tile it must be known what lies there, in pixels.
  var halo: Int {
    let reaches = [reach.columns + 2 * core.columns, reach.rows + 2 * core.rows]
    return Int((reaches.max() ?? 0).rounded(.up))
  }

  /// The pixels, marked 1, in the rim of what holds in `reasons`, row by row; nil where there are none.
  func marks(_ reasons: [UInt16], width: Int) -> [UInt8]? {
    var holds = reasons.map { $0 & rim.around.rawValue == 0 ? UInt8(0) : 1 }
    guard holds.contains(1) else { return nil }
    if rim.core > 0 { holds = Morphology.open(holds, width: width, by: core) }
    return Morphology.dilate(holds, width: width, by: reach)
  }
}
