import Foundation
import SceneBuilding
import Testing

/// The pond's two scenes in colour, and the result of a scan of them.
struct EvidenceScenes {
  let pond: PondScenes
  let result: String
  var before: String { pond.home.file("colour-before") }
  var after: String { pond.home.file("colour-after") }
  var folder: String { pond.home.file("evidence") }

  static let size = 40

  init(
    isFilled: @escaping (Int, Int) -> Bool = { (14..<19).contains($0) && (15..<18).contains($1) }
  ) throws {
    pond = try PondScenes()
    let grid = SyntheticScene.grid(width: Self.size, height: Self.size)
    let roles = ["blue", "green", "red", "swir16"]
    try pond.write("colour-before", on: grid, roles: roles) { _, _ in false }
    try pond.write("colour-after", on: grid, roles: roles, isFilled: isFilled)
    result = pond.home.file("sites.geojson")
    let scan = try Program.run(
      [
        "scan", pond.home.file("colour-before"), pond.home.file("colour-after"), "--plain",
        "--rules", pond.rules, "-q", "-o", result,
      ])
    try #require(scan.code == 0, "\(scan.error)")
  }

  /// `evidence RESULT ... --before ... --after ...` and what is added.
  func evidence(_ more: String...) throws -> Program.Outcome {
    try Program.run(["evidence", result, "--before", before, "--after", after] + more)
  }

  /// The folders that were made, and the files in each with their bytes.
  func files() throws -> [String: [String: Data]] {
    let manager = FileManager.default
    var folders: [String: [String: Data]] = [:]
    for name in try manager.contentsOfDirectory(atPath: folder) {
      for file in try manager.contentsOfDirectory(atPath: folder + "/" + name) {
        folders[name, default: [:]][file] = try Data(
          contentsOf: URL(fileURLWithPath: "\(folder)/\(name)/\(file)"))
      }
    }
    return folders
  }

  /// The ids in the result, in its order.
  func ids() throws -> [String] {
    let json = try JSONSerialization.jsonObject(
      with: Data(contentsOf: URL(fileURLWithPath: result)))
    let features = try #require((json as? [String: Any])?["features"] as? [[String: Any]])
    return features.compactMap { $0["id"] as? String }
  }
}
