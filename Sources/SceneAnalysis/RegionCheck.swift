import GeoFiles
import RasterGrid
import Scenes
import Spectral

/// Whether a region's configuration will carry a run, found out before the night.
public struct RegionCheck: Sendable {
  /// One thing that was looked at.
  public struct Finding: Hashable, Sendable {
    /// Whether a run can do with it.
    public var isFine: Bool
    /// What was found, a sentence.
    public var sentence: String
  }

  /// What was looked at, in order.
  public private(set) var findings: [Finding] = []
  /// About so many bytes a layer of all bands takes before it is compressed; nil where there is no grid.
  public private(set) var layerBytes: Int?

  /// Whether a run can do with all of it.
  public var isFine: Bool { findings.allSatisfy(\.isFine) }

  /// Looks at the region at `path`; refuses one that cannot be read at all.
  public init(reading path: InputPath) throws {
    let region = try Region(reading: path)
    note(true, "region \(region.name): \(region.files.map(\.shown).joined(separator: ", "))")
    try checkGrid(of: region)
    try checkRules(of: region)
  }

  private mutating func note(_ isFine: Bool, _ sentence: String) {
    findings.append(Finding(isFine: isFine, sentence: sentence))
  }

  private mutating func checkGrid(of region: Region) throws {
    guard let grid = try region.ownGrid() else {
      return note(
        false, "it names no grid: add grid: {crs: \"EPSG:4549\", pixel: 10} to its region.yaml")
    }
    try WorkLimit.check(grid, subject: "region \(region.name)")
    let inside = try region.spans(on: grid).count
    note(inside > 0, "\(inside) of \(grid.width) x \(grid.height) pixels lie inside (\(grid))")
    // By the even-odd rule what two parts of a boundary share counts as outside.
    let transform = try CoordinateTransform(from: region.boundary.crs, to: grid.crs)
    let alone = try region.boundary.rings.reduce(0) { sum, ring in
      sum + RowSpans(inside: [try transform.transform(ring)], of: grid).count
    }
    if region.boundary.rings.count > 1 {
      note(
        true,
        "its boundary has \(region.boundary.rings.count) rings; "
          + "\(alone - inside) pixels lie in holes, or in parts that overlap and so count as outside"
      )
    }
    layerBytes = grid.window.area * 2 * (BandRole.allCases.count + 1)
  }

  private mutating func checkRules(of region: Region) throws {
    let rules = try region.rules.map { try RuleSet(reading: $0) } ?? RuleSet.builtIn()
    note(
      true,
      "\(rules.rules.count) rules from \(rules.source): "
        + rules.rules.map(\.kind).joined(separator: ", "))
  }
}
