import RasterGrid
import Scenes

/// What a product says of itself, as far as it decides which products count.
public struct ArrivedProduct: Hashable, Sendable, Codable {
  /// Where it lies.
  public var path: String
  /// The id of its scene.
  public var scene: String
  /// The provider's full name; of plain rasters the folder's.
  public var name: String
  /// The family of products (`ProductFacts.Family`).
  public var family: String
  /// The slug of the satellite's sensor, such as `sentinel-2b`.
  public var sensor: String
  /// The processing level.
  public var level: String?
  /// The processing baseline, such as `05.09`.
  public var baseline: String?
  /// Which part of the earth it is cut to: a tile, a path and row, or its own grid.
  public var tile: String
  /// When it was taken: RFC 3339, or a bare date.
  public var acquired: String
  /// What it should hold and does not, a phrase each.
  public var missing: [String]
  /// What it looked like from outside when it was asked.
  public var fingerprint: Fingerprint

  /// A product from its parts.
  public init(
    path: String, scene: String, name: String, family: String = "plain", sensor: String,
    level: String? = nil, baseline: String? = nil, tile: String, acquired: String,
    missing: [String] = [], fingerprint: Fingerprint = .remote
  ) {
    self.path = path
    self.scene = scene
    self.name = name
    self.family = family
    self.sensor = sensor
    self.level = level
    self.baseline = baseline
    self.tile = tile
    self.acquired = acquired
    self.missing = missing
    self.fingerprint = fingerprint
  }

  /// What an opened product says of itself; nil where it does not say when it was taken.
  public init?(_ scene: Scene, at path: String, fingerprint: Fingerprint) {
    guard let acquired = scene.acquired else { return nil }
    let facts = scene.facts
    let grid = scene.grid
    let corner = "\(grid.affine.originX),\(grid.affine.originY)"
    self.init(
      path: path, scene: scene.id,
      name: facts.name ?? String(path.split(separator: "/").last ?? ""),
      family: facts.family.rawValue, sensor: scene.sensor ?? "unknown", level: scene.level,
      baseline: facts.baseline,
      tile: facts.tile ?? "\(corner) \(grid.width)x\(grid.height) \(grid.crs)",
      acquired: acquired.text, missing: facts.missing, fingerprint: fingerprint)
  }
}

extension ArrivedProduct {
  /// When it was taken; of a bare date, that day's beginning.
  var time: AcquisitionTime {
    guard let time = AcquisitionTime(acquired) else {
      preconditionFailure("\(acquired) was an acquisition time when the product was opened")
    }
    return time
  }

  /// What the provider's name says besides: Sentinel-2's `S2B_MSIL2A_<datatake>_N0509_R089_T51RTL_<made>`
  /// (ESA, Products Specification Document) and Landsat's `LC08_L2SP_<path, row>_<taken>_<made>_02_T1`
  /// (USGS, LSDS-1618).
  private var nameParts: (datatake: String?, made: String?) {
    if let match = name.wholeMatch(of: /S2[A-Z]_MSIL[12][AC]_(\d{8}T\d{6})_.*_(\d{8}T\d{6})/) {
      return (String(match.1), String(match.2))
    }
    if let match = name.wholeMatch(of: /L[A-Z]\d\d_[A-Z0-9]{4}_\d{6}_(\d{8})_(\d{8})_.*/) {
      return (String(match.1), String(match.2))
    }
    return (nil, nil)
  }

  /// When the provider made it, as its name says it.
  var made: String? { nameParts.made }

  /// What the satellite saw in one go of this tile: processed again, it is the same acquisition.
  var acquisition: [String] { [sensor, nameParts.datatake ?? acquired, tile] }

  /// Whether this one counts rather than `other`, of the same acquisition: surface reflectance before
  /// what still has the atmosphere in it, then the newer baseline, then what was made later. Names and
  /// ids come last only so that one of them always wins.
  func isBetter(than other: ArrivedProduct) -> Bool {
    rank.lexicographicallyPrecedes(other.rank) { $0 > $1 }
  }

  private var rank: [String] {
    [isSurfaceReflectance ? "1" : "0", baseline ?? "", nameParts.made ?? "", name, scene, path]
  }

  /// Whether the atmosphere was taken out.
  var isSurfaceReflectance: Bool { ["L2A", "L2SP", "L2SR"].contains(level) }
}
