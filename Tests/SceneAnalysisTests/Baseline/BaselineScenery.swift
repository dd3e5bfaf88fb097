import Foundation
import GeoFiles
import RasterGrid
import SceneBuilding
import Scenes

@testable import SceneAnalysis

/// Scenes of red and nir whose NDVI is a function of date and place, on a grid of 24 x 20 pixels.
struct BaselineScenery {
  let home: TemporaryFolder
  static let grid = SyntheticScene.grid(width: 24, height: 20)

  init() throws { home = try TemporaryFolder() }

  /// A scene of a date; red and nir sum up to 0.8. SCL is 4, vegetation, unless told.
  func scene(
    _ date: String, on grid: Grid = Self.grid,
    classes: @escaping (Int, Int) -> UInt16 = { _, _ in 4 },
    ndvi: @escaping (_ column: Int, _ row: Int) -> Double
  ) throws -> Scene {
    func count(_ share: Double) -> UInt16 { UInt16((share * 4000).rounded()) }
    var scene = SyntheticScene(
      grid: grid,
      bands: [
        .init("red") { count(1 - ndvi($0, $1)) }, .init("nir") { count(1 + ndvi($0, $1)) },
      ])
    scene.classes = .init("SCL") { classes($0, $1) }
    scene.description = """
      sensor: sentinel-2
      level: L2A
      acquired: \(date)
      quantity: reflectance
      scale: 0.0001
      nodata: 0
      """
    return try Scene(opening: InputPath(try scene.write(to: date, in: home)))
  }

  /// Makes a baseline and gives its path.
  func baseline(_ name: String, _ request: BaselineRequest, threads: Int = 1) async throws -> String
  {
    let plan = try BaselinePlan(request)
    let path = home.file(name)
    let file = try BaselineFile(for: plan, at: path)
    _ = try await BaselineMaking.run(plan, into: file, threads: threads)
    try file.publish(threads: threads)
    return path
  }

  /// The numbers of a band, by its description.
  func numbers(_ path: String, _ name: String) throws -> [Float] {
    let file = try RasterFile(opening: try InputPath(path))
    let info = try file.info()
    guard let band = info.bands.firstIndex(where: { $0.name == name }), let grid = info.grid else {
      return []
    }
    let plane = SamplePlane()
    try file.read(band: band + 1, window: grid.window, as: .float32, into: plane)
    return Array(plane.samples(as: Float.self))
  }
}
