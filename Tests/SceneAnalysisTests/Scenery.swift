import GeoFiles
import RasterGrid
import SceneBuilding
import Scenes
import Sites

@testable import SceneAnalysis

/// What covers a pixel in the scenes of these tests. Samples are reflectance times 10 000.
enum Cover: Character {
  /// MNDWI is (800 - 200) / 1000 = 0.6.
  case water = "~"
  /// MNDWI is (600 - 1800) / 2400 = -0.5.
  case soil = "#"
  /// MNDWI is (600 - 1000) / 1600 = -0.25.
  case sand = "+"
  /// No data in any band.
  case nothing = " "

  var green: UInt16 {
    switch self {
    case .water: 800
    case .soil, .sand: 600
    case .nothing: 0
    }
  }

  var swir16: UInt16 {
    switch self {
    case .water: 200
    case .soil: 1800
    case .sand: 1000
    case .nothing: 0
    }
  }
}

/// A folder of scenes that a test draws, and what is needed to scan them.
struct Scenery {
  let home: TemporaryFolder

  init() throws { home = try TemporaryFolder() }

  /// A scene of green and swir16.
  func scene(
    _ name: String, on grid: Grid, adjust: (inout SyntheticScene) -> Void = { _ in },
    cover: @escaping (_ column: Int, _ row: Int) -> Cover
  ) throws -> Scene {
    var scene = SyntheticScene(
      grid: grid,
      bands: [
        .init("green") { cover($0, $1).green }, .init("swir16") { cover($0, $1).swir16 },
      ])
    adjust(&scene)
    return try Scene(opening: InputPath(try scene.write(to: name, in: home)))
  }

  /// A scene as it is drawn; dots are water too.
  func scene(
    _ name: String, _ drawing: Drawing, adjust: (inout SyntheticScene) -> Void = { _ in }
  ) throws -> Scene {
    try scene(
      name, on: SyntheticScene.grid(width: drawing.width, height: drawing.height), adjust: adjust
    ) { Cover(rawValue: drawing[column: $0, row: $1]) ?? .water }
  }

  /// Open water before, and what is drawn after.
  func request(
    _ drawing: Drawing, rules: String = Self.waterLost, region: Region? = nil,
    options: ScanRequest.Options = .init(plain: true),
    adjustAfter: (inout SyntheticScene) -> Void = { _ in }
  ) throws -> ScanRequest {
    var water = drawing
    water.rows = drawing.rows.map { $0.map { _ in "~" } }
    return ScanRequest(
      before: try scene("before", water), after: try scene("after", drawing, adjust: adjustAfter),
      region: region, rules: try Self.rules(rules), options: options)
  }

  /// A region of one polygon whose corners are pixel coordinates of `grid`.
  func region(
    _ name: String, around corners: [(column: Double, row: Double)], of grid: Grid,
    more: String = ""
  ) throws -> Region {
    let folder = try home.folder(name)
    let ring = (corners + corners.prefix(1)).map { corner in
      let point = grid.affine.map(column: corner.column, row: corner.row)
      return "[\(point.x),\(point.y)]"
    }.joined(separator: ",")
    let code = grid.crs.definition.split(separator: ":").last ?? ""
    try home.write(
      """
      {"type":"FeatureCollection",
      "crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::\(code)"}},
      "features":[{"type":"Feature","properties":{},
      "geometry":{"type":"Polygon","coordinates":[[\(ring)]]}}]}
      """, to: "\(name)/boundary.geojson")
    try home.write(
      "name: \(name)\nboundary: boundary.geojson\n\(more)\n", to: "\(name)/region.yaml")
    return try Region(reading: try InputPath(folder))
  }

  static func rules(_ text: String) throws -> RuleSet {
    try RuleSet(parsing: try YAMLValue(parsing: text, file: "rules.yaml"))
  }

  /// Water that is none any more; half its loss of MNDWI is the score.
  static let waterLost = """
    - kind: water-lost
      title: {en: Water lost, zh: 水域减少}
      duration: lasting
      where: before.MNDWI > 0
      when: after.MNDWI < 0
      score: clamp((before.MNDWI - after.MNDWI) / 2, 0, 1)
      minimum: {pixels: 1}
      severity: 4
    """
}

extension Candidate {
  /// Its rings in pixel coordinates of a grid.
  func rings(on grid: Grid) throws -> [[MapPoint]] {
    let transform = try CoordinateTransform(from: .wgs84, to: grid.crs)
    return try place.geometry.polygons.flatMap { [$0.exterior] + $0.holes }.map { ring in
      try transform.transform(ring.map { MapPoint(x: $0.longitude, y: $0.latitude) }).map {
        let pixel = grid.affine.pixel($0)
        return MapPoint(x: pixel.column, y: pixel.row)
      }
    }
  }

  /// The pixels of a grid whose centres lie inside its outline, by crossing numbers.
  func pixels(on grid: Grid) throws -> Set<Pixel> {
    let rings = try rings(on: grid)
    var inside: Set<Pixel> = []
    for row in 0..<grid.height {
      for column in 0..<grid.width {
        let centre = MapPoint(x: Double(column) + 0.5, y: Double(row) + 0.5)
        if rings.filter({ $0.surrounds(centre) }).count % 2 == 1 {
          inside.insert(Pixel(column: column, row: row))
        }
      }
    }
    return inside
  }

  /// The mean place of its outline's area, in pixel coordinates of a grid.
  func centroid(on grid: Grid) throws -> MapPoint {
    var area = 0.0
    var sum = MapPoint(x: 0, y: 0)
    for ring in try rings(on: grid) {
      for (a, b) in zip(ring, ring.dropFirst() + ring.prefix(1)) {
        let cross = a.x * b.y - b.x * a.y
        area += cross / 2
        sum.x += (a.x + b.x) * cross / 6
        sum.y += (a.y + b.y) * cross / 6
      }
    }
    return MapPoint(x: sum.x / area, y: sum.y / area)
  }
}

extension [MapPoint] {
  /// Whether a ray to the right crosses an odd number of the ring's edges.
  func surrounds(_ point: MapPoint) -> Bool {
    zip(self, dropFirst() + prefix(1)).filter { a, b in
      (a.y > point.y) != (b.y > point.y)
        && point.x < a.x + (point.y - a.y) / (b.y - a.y) * (b.x - a.x)
    }.count % 2 == 1
  }
}

extension Drawing {
  /// The pixels drawn with one of these characters.
  func pixels(_ wanted: Character...) -> Set<Pixel> {
    var found: Set<Pixel> = []
    for row in 0..<height {
      for column in 0..<width where wanted.contains(self[column: column, row: row]) {
        found.insert(Pixel(column: column, row: row))
      }
    }
    return found
  }
}
