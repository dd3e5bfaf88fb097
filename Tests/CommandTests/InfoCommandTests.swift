import Foundation
import RasterGrid
import SceneBuilding
import Testing

@Suite("The info command")
struct InfoCommandTests {
  private static let simulated = Project.file("scenes/yongkang/simulated/2025-04-12")

  private func report(_ arguments: String...) throws -> [String: Any] {
    let outcome = try Program.run(["info", "--json"] + arguments)
    #expect(outcome.code == 0, "\(outcome.error)")
    return try #require(
      try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
  }

  @Test("says what scene.yaml says, band by band")
  func described() throws {
    let report = try report(Self.simulated)
    #expect(report["sensor"] as? String == "sentinel-2")
    #expect(report["level"] as? String == "L2A")
    #expect(report["acquired"] as? String == "2025-04-12T02:35:41Z")
    #expect(report["family"] as? String == "plain")
    let bands = try #require(report["bands"] as? [[String: Any]])
    let sizes = Dictionary(
      uniqueKeysWithValues: try bands.map {
        (try #require($0["role"] as? String), try #require($0["width"] as? Int))
      })
    #expect(sizes["blue"] == 400 && sizes["swir16"] == 200 && sizes.count == 10)
    #expect(bands.allSatisfy { $0["offset"] as? Double == -0.1 })
    let masks = try #require(report["masks"] as? [[String: Any]])
    #expect(masks.map { $0["name"] as? String } == ["sentinel-2-scl"])
  }

  @Test("counts every pixel of the mask, and those of a region only where one is named")
  func shares() throws {
    let whole = try #require(try report(Self.simulated)["mask_pixels"] as? [String: Int])
    #expect(whole["considered"] == 400 * 400)
    // The simulator draws one cloud; SCL is stored at 20 m, so that four pixels share a class.
    let cloud = try #require(whole["cloud"])
    #expect(cloud > 0 && cloud % 4 == 0 && whole["not_observed"] == cloud)
    let percent = try #require(try report(Self.simulated)["mask_cloud_percent"] as? Double)
    #expect(abs(percent - 100 * Double(cloud) / (400 * 400)) < 0.005 + 1e-9)
    let folder = try TemporaryFolder()
    try folder.write(
      """
      {"type": "Polygon", "coordinates":
       [[[120.05, 28.89], [120.06, 28.89], [120.06, 28.90], [120.05, 28.90], [120.05, 28.89]]]}
      """, to: "part.geojson")
    let part = try report(Self.simulated, "--region", folder.file("part.geojson"))
    let pixels = try #require(part["mask_pixels"] as? [String: Int])
    // A hundredth of a degree each way: 975 m by 1108 m here.
    #expect(abs(Double(try #require(pixels["considered"])) - 97.5 * 110.8) < 250)
  }

  // A quarter of the scene is fill, a sixth of the rest cloud.
  @Test("gives the share of clouds of what was seen, in digits that mean something")
  func seen() throws {
    let folder = try TemporaryFolder()
    var scene = SyntheticScene(
      grid: SyntheticScene.grid(width: 12, height: 8),
      bands: [SyntheticScene.Band("green") { _, _ in 500 }])
    scene.description = scene.description.replacing("0.0001", with: "0.00012345678901234")
    scene.classes = SyntheticScene.Band("SCL") { column, row in
      row < 2 ? 0 : column < 2 ? 9 : 6
    }
    let path = try scene.write(to: "scene", in: folder)
    #expect(try report(path)["mask_cloud_percent"] as? Double == 16.67)
    let text = try Program.run(["info", path]).output
    #expect(text.contains("16.7 % of what was seen by the mask, 75 % seen"), "\(text)")
    #expect(text.contains("x 0.000123457 + 0"), "\(text)")
  }

  @Test("says for what is no product why each reader declined, with exit code 65")
  func noProduct() throws {
    let folder = try TemporaryFolder()
    let outcome = try Program.run(["info", folder.path])
    #expect(outcome.code == 65)
    #expect(outcome.output == "")
    #expect(outcome.error.contains("plain rasters: it holds no scene.yaml"))
    #expect(outcome.error.contains("raster with described bands: it is a folder"))
  }

  @Test("shows no control characters that a file may hold")
  func hostile() throws {
    let folder = try TemporaryFolder()
    let name = "scene\u{1B}[31m"
    try FileManager.default.copyItem(atPath: Self.simulated, toPath: folder.file(name))
    let outcome = try Program.run(["info", folder.file(name)])
    #expect(outcome.code == 0)
    #expect(!outcome.output.unicodeScalars.contains("\u{1B}"))
  }
}
