import Foundation
import GeoFiles
import RasterGrid
import SceneBuilding
import Testing

/// A scene of water and land with a mask, in a folder of its own, and an empty folder for results.
struct IndexScenes {
  let home: TemporaryFolder
  /// Pixels a side.
  static let size = 16

  var scene: String { home.file("scene") }
  var results: String { home.file("results") }
  var map: String { home.file("results/map.tif") }
  var png: String { home.file("results/map.png") }

  /// Pixels under certain cloud.
  static let clouded = 6

  init() throws {
    home = try TemporaryFolder()
    _ = try home.folder("results")
    func band(_ role: String, water: UInt16, land: UInt16) -> SyntheticScene.Band {
      SyntheticScene.Band(role) { column, row in
        (column < 8 ? water : land) + UInt16(column + 16 * row) % 50
      }
    }
    var scene = SyntheticScene(
      grid: SyntheticScene.grid(width: Self.size, height: Self.size),
      bands: [
        band("green", water: 800, land: 900), band("red", water: 600, land: 700),
        band("rededge071", water: 500, land: 1200), band("nir", water: 300, land: 3000),
        band("swir16", water: 200, land: 1800),
      ])
    scene.classes = SyntheticScene.Band("SCL") { column, row in
      column < Self.clouded && row == 3 ? 9 : 6
    }
    _ = try scene.write(to: "scene", in: home)
  }

  /// `index ...`.
  func index(_ arguments: String...) throws -> Program.Outcome {
    try Program.run(["index"] + arguments)
  }

  /// The refusal of `index ...`: the code, all of `words` on standard error, nothing on standard
  /// output and nothing in the folder for results.
  func expectRefusal(
    _ code: Int32, saying words: [String], _ arguments: String...,
    at location: SourceLocation = #_sourceLocation
  ) throws {
    let outcome = try Program.run(["index"] + arguments)
    #expect(outcome.code == code, "\(outcome.error)", sourceLocation: location)
    #expect(outcome.output == "", sourceLocation: location)
    for word in words {
      #expect(outcome.error.contains(word), "\(word): \(outcome.error)", sourceLocation: location)
    }
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: results).isEmpty,
      sourceLocation: location)
  }

  /// A file of points in the middle of pixels, with a column of names.
  func points(_ pixels: (column: Double, row: Double)...) throws -> String {
    let grid = SyntheticScene.grid(width: Self.size, height: Self.size)
    let transform = try CoordinateTransform(from: grid.crs, to: .wgs84)
    let places = try transform.transform(
      pixels.map { grid.affine.map(column: $0.column + 0.5, row: $0.row + 0.5) })
    let lines = places.enumerated().map { "p\($0.offset),\($0.element.x),\($0.element.y)\n" }
    return try home.write("name,lon,lat\n" + lines.joined(), to: "points.csv")
  }

  /// What a raster file says of itself.
  func info(_ path: String) throws -> RasterInfo {
    try RasterFile(opening: try InputPath(path)).info()
  }

  /// The samples of a band of a raster file.
  func numbers(_ path: String, band: Int, as type: SampleType) throws -> [Double] {
    let file = try RasterFile(opening: try InputPath(path))
    let info = try file.info()
    let plane = SamplePlane()
    try file.read(
      band: band,
      window: PixelWindow(column: 0, row: 0, width: info.width, height: info.height), as: type,
      into: plane)
    return plane.numbers
  }
}
