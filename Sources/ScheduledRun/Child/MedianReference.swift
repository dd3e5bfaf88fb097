import Foundation
import GeoFiles
import SceneAnalysis
import Scenes

/// What a scene is compared with: the median of some earlier ones. It is a file that anybody may delete;
/// the same layers give the same file again.
public struct MedianReference: Hashable, Sendable, Codable {
  /// Its id as a scene, which tells from what it is made.
  public var id: String
  /// Its file.
  public var path: String
  /// The ids of the scenes that take part, and the files of their layers.
  public var scenes, layers: [String]
  /// How many looks a median is taken of.
  public var looks: Int

  /// The reference as a scene; made where its file is not there.
  func scene(in region: Region, threads: Int) async throws -> Scene {
    if !FileManager.default.fileExists(atPath: path) {
      let request = try ReferenceRequest(
        layers: layers.map { try Scene(opening: try InputPath($0)) }, looks: looks, id: id,
        region: region.name)
      try await ReferenceMaking.run(request, to: path, threads: threads)
    }
    return try Scene(opening: try InputPath(path))
  }
}
