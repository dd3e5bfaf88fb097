import GeoFiles
import RasterGrid
import SceneBuilding
import Scenes

/// A folder with two small rasters and a `scene.yaml` of the test's own words.
struct PlainFolder {
  static let grid = SyntheticScene.grid(width: 12, height: 8)
  let home: TemporaryFolder
  let path: String

  /// `a.tif` and `b.tif` hold one band of counts; both state no nodata.
  init() throws {
    home = try TemporaryFolder()
    path = try home.folder("scene")
    for name in ["a", "b"] {
      try CloudOptimizedGeoTIFF.write(
        CoordinateImage.counts(on: Self.grid), to: home.file("scene/\(name).tif"))
    }
  }

  /// The scene that the words describe.
  func scene(_ yaml: String) throws -> Scene {
    try home.write(yaml, to: "scene/scene.yaml")
    return try Scene(opening: InputPath(path))
  }

  /// What the words are refused with, and where: `line:column` after the file's name.
  func refusal(_ yaml: String) throws -> (refusal: Refusal, place: String) {
    try home.write(yaml, to: "scene/scene.yaml")
    do {
      _ = try Scene(opening: InputPath(path))
    } catch let refusal as Refusal {
      return (refusal, refusal.subject.replacing(path + "/", with: ""))
    }
    throw NotRefused()
  }

  struct NotRefused: Error {}
}
