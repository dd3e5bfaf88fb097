import Foundation
import GeoFiles
import RasterGrid
import SceneBuilding
import Scenes
import Testing

@Suite("Scene identity")
struct SceneIdentityTests {
  private let home: TemporaryFolder

  init() throws { home = try TemporaryFolder() }

  private func scene() -> SyntheticScene {
    SyntheticScene(
      grid: SyntheticScene.grid(width: 16, height: 12),
      bands: [
        .init("green") { UInt16(100 + $0 + 20 * $1) }, .init("swir16") { UInt16(900 - $0 * $1) },
      ])
  }

  private func id(_ scene: SyntheticScene, in folder: String = "a") throws -> String {
    try Scene(opening: InputPath(scene.write(to: folder, in: home))).id
  }

  @Test("says sensor, level and date before the hash")
  func readable() throws {
    let id = try id(scene())
    #expect(id.wholeMatch(of: /synthetic-l2a-20240501-[0-9a-f]{12}/) != nil, "\(id)")
  }

  @Test("is the same for the same content in another folder, by another path")
  func otherFolder() throws {
    let first = try id(scene(), in: "a")
    #expect(try id(scene(), in: "b/c") == first)
    try FileManager.default.createSymbolicLink(
      atPath: home.file("link"), withDestinationPath: home.file("a"))
    #expect(try Scene(opening: InputPath(home.file("link"))).id == first)
  }

  @Test("is the same where files have other names and keys another order")
  func otherNames() throws {
    let first = try id(scene())
    for (old, new) in [("green", "G"), ("swir16", "S")] {
      try FileManager.default.moveItem(
        atPath: home.file("a/\(old).tif"), toPath: home.file("a/\(new).tif"))
    }
    try home.write(
      "bands: {swir16: S.tif, green: G.tif}\n" + scene().description, to: "a/scene.yaml")
    #expect(try Scene(opening: InputPath(home.file("a"))).id == first)
  }

  @Test("is another where a pixel differs")
  func pixel() throws {
    var other = scene()
    other.bands[1].sample = { $0 == 15 && $1 == 11 ? 1 : UInt16(900 - $0 * $1) }
    #expect(try id(other, in: "b") != id(scene()))
  }

  @Test(
    "is another where the description differs",
    arguments: [
      ("scale: 0.0001", "scale: 0.0002"), ("nodata: 0", "nodata: 1"), ("nodata: 0", "offset: -0.1"),
      ("02:30:00Z", "02:30:01Z"), ("2024-05-01", "2024-05-02"), ("L2A", "L1C"),
      ("sensor: synthetic", "sensor: other"), ("quantity: reflectance", "quantity: dn"),
    ])
  func description(old: String, new: String) throws {
    var other = scene()
    other.description = other.description.replacing(old, with: new)
    #expect(other.description != scene().description)
    #expect(try id(other, in: "b") != id(scene()))
  }

  @Test("is another where two bands change roles")
  func roles() throws {
    var other = scene()
    (other.bands[0].role, other.bands[1].role) = (other.bands[1].role, other.bands[0].role)
    #expect(try id(other, in: "b") != id(scene()))
  }

  @Test("is another with a mask, and with the mask's coding")
  func mask() throws {
    let plain = try id(scene())
    let ids = try ["sentinel-2-scl", "landsat-qa-pixel"].map { coding in
      var masked = scene()
      masked.description += "\nmask: {file: green.tif, coding: \(coding)}"
      return try id(masked, in: coding)
    }
    #expect(Set(ids + [plain]).count == 3)
  }
}
