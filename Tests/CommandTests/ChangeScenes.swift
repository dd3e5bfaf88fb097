import Foundation
import GeoFiles
import RasterGrid
import SceneBuilding
import Testing

/// Two scenes of uneven ground in a folder of their own, of which a field changed and a corner lies
/// under a cloud on the later date.
struct ChangeScenes {
  let home: TemporaryFolder

  static let (width, height) = (40, 32)
  /// The columns and rows that changed, those of a lone pixel, and those under the cloud.
  static let field = (columns: 8..<18, rows: 10..<20)
  static let lone = (column: 30, row: 25)
  static let cloud = (columns: 34..<40, rows: 0..<5)

  static func isChanged(_ column: Int, _ row: Int) -> Bool {
    field.columns.contains(column) && field.rows.contains(row)
      || (column, row) == (lone.column, lone.row)
  }

  static func isClouded(_ column: Int, _ row: Int) -> Bool {
    cloud.columns.contains(column) && cloud.rows.contains(row)
  }

  static let roles = ["green", "red", "nir"]

  var before: String { home.file("before") }
  var after: String { home.file("after") }
  var results: String { home.file("results") }
  var map: String { home.file("results/change.tif") }
  var mask: String { home.file("results/mask.tif") }

  init() throws {
    home = try TemporaryFolder()
    _ = try home.folder("results")
    try write("before", date: 0)
    try write("after", date: 1)
  }

  /// A raw sample: ground that both dates share, a little noise of each, and the change.
  static func sample(_ band: Int, _ column: Int, _ row: Int, date: Int) -> UInt16 {
    func noise(_ salt: Int, _ range: Int) -> Int {
      var hash = UInt64(column * 73_856_093 ^ row * 19_349_663 ^ salt * 83_492_791)
      hash = (hash ^ hash >> 33) &* 0xff51_afd7_ed55_8ccd
      return Int((hash ^ hash >> 33) % UInt64(range))
    }
    let ground = [600, 700, 2500][band] + noise(1, 400) + noise(band + 2, 300)
    let change = date == 1 && isChanged(column, row) ? [500, 900, -1400][band] : 0
    return UInt16(max(1, ground + change + noise(10 * date + band + 20, 60)))
  }

  /// Writes one date; `quantity` may be dn.
  func write(_ name: String, date: Int, quantity: String = "reflectance") throws {
    var scene = SyntheticScene(
      grid: SyntheticScene.grid(width: Self.width, height: Self.height),
      bands: Self.roles.enumerated().map { band, role in
        SyntheticScene.Band(role) { Self.sample(band, $0, $1, date: date) }
      })
    scene.classes = SyntheticScene.Band("SCL") { column, row in
      date == 1 && Self.isClouded(column, row) ? 9 : 5
    }
    scene.description = """
      sensor: synthetic
      level: L2A
      acquired: 2024-0\(5 + date)-01T02:30:00Z
      quantity: \(quantity)
      scale: 0.0001
      nodata: 0
      """
    _ = try scene.write(to: name, in: home)
  }

  /// `change BEFORE AFTER ...`.
  func change(_ arguments: String...) throws -> Program.Outcome {
    try Program.run(["change", before, after] + arguments)
  }

  /// A band of a result, row by row.
  func numbers(_ path: String, band: Int = 1) throws -> [Double] {
    let plane = SamplePlane()
    try RasterFile(opening: try InputPath(path)).read(
      band: band, window: PixelWindow(column: 0, row: 0, width: Self.width, height: Self.height),
      as: .float32, into: plane)
    return plane.samples(as: Float.self).map(Double.init)
  }

  /// The report as JSON.
  func report(_ outcome: Program.Outcome) throws -> [String: Any] {
    #expect(outcome.code == 0, "\(outcome.error)")
    return try #require(
      try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
  }
}

extension ChangeScenes {
  /// The corners of a rectangle of pixels as a ring of GeoJSON.
  func corners(_ left: Double, _ top: Double, _ right: Double, _ bottom: Double) throws -> String {
    let grid = SyntheticScene.grid(width: Self.width, height: Self.height)
    let transform = try CoordinateTransform(from: grid.crs, to: .wgs84)
    let ring = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
    let points = try transform.transform(ring.map { grid.affine.map(column: $0.0, row: $0.1) })
    return points.map { "[\($0.x),\($0.y)]" }.joined(separator: ",")
  }
}
