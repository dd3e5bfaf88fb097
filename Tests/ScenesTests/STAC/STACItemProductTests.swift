import Crypto
import Foundation
import GeoFiles
import SceneBuilding
import Testing

@testable import Scenes

@Suite("A STAC Item as a product")
struct STACItemProductTests {
  private let home: TemporaryFolder

  /// Green, near infrared and a classification beside a scene.yaml that says the same as the items below.
  init() throws {
    home = try TemporaryFolder()
    try write("scene", seed: 0)
  }

  private func write(_ name: String, seed: Int) throws {
    var scene = SyntheticScene(
      grid: SyntheticScene.grid(width: 8, height: 6),
      bands: ["green", "nir"].map { role in
        .init(role) { column, row in UInt16(1_000 + column * 7 + row * 31 + seed) }
      })
    scene.classes = .init("scl") { column, _ in column == 0 ? 9 : 4 }
    _ = try scene.write(to: name, in: home)
  }

  private func asset(_ href: String, _ role: String = "green", more: String = "") -> String {
    """
    {"href": "\(href)", "eo:bands": [{"name": "x", "common_name": "\(role)"}],
    "raster:bands": [{"scale": 0.0001, "offset": 0, "nodata": 0}]\(more)}
    """
  }

  /// Writes an item into the scene's folder.
  private func item(
    _ assets: [(String, String)], properties: String = "\"datetime\": \"2024-05-01T02:30:00Z\"",
    type: String = "Feature"
  ) throws -> InputPath {
    let body = assets.map { "\"\($0.0)\": \($0.1)" }.joined(separator: ",\n")
    let path = try home.write(
      """
      {"type": "\(type)", "stac_version": "1.0.0", "id": "any", "geometry": null, "links": [],
      "properties": {\(properties), "platform": "synthetic", "processing:level": "L2A"},
      "assets": {\(body)}}
      """, to: "scene/item.json")
    return try InputPath(path)
  }

  private func reason(_ item: InputPath) throws -> Refusal.Reason? {
    do {
      _ = try Scene(opening: item)
      return nil
    } catch let refusal as Refusal {
      return refusal.reason
    }
  }

  private func checksum(_ path: String) throws -> String {
    "1220"
      + SHA256.hash(data: try Data(contentsOf: URL(fileURLWithPath: path)))
      .map { String(format: "%02x", $0) }.joined()
  }

  @Test("is the scene that a scene.yaml beside the same files describes")
  func scene() throws {
    let described = try Scene(opening: InputPath(home.file("scene")))
    let read = try Scene(
      opening: item([
        ("B03", asset("./green.tif")), ("B08", asset("nir.tif", "nir")),
        ("scl", "{\"href\": \"scl.tif\"}"), ("thumbnail", "{\"href\": \"https://x/y.png\"}"),
      ]))
    #expect(read.id == described.id)
    #expect(read.bands.mapValues(\.calibration) == described.bands.mapValues(\.calibration))
    #expect(read.masks.map(\.coding) == [.sentinel2SCL])
    #expect(read.acquired == described.acquired && read.quantity == .reflectance)
    #expect(read.files.contains { $0.fileExtension == "json" })
  }

  @Test("of counts without a scale is not calibrated, and of a whole day has a bare date")
  func uncalibrated() throws {
    let read = try Scene(
      opening: item(
        [("a", "{\"href\": \"green.tif\", \"bands\": [{\"eo:common_name\": \"green\"}]}")],
        properties: """
          "datetime": null, "start_datetime": "2024-05-01T00:00:00Z",
          "end_datetime": "2024-05-01T23:59:59Z"
          """))
    #expect(read.quantity == .dn)
    #expect(read.acquired?.text == "2024-05-01")
  }

  @Test(
    "reads no file that it was not meant to",
    arguments: [
      "../other/green.tif", "/etc/hostname", "/vsizip/{x.zip}/green.tif", "link.tif", "",
      "green.tif\\u0000", "file:green.tif", "VRT:green.tif", "/vsisparse/green.tif",
    ])
  func hostile(href: String) throws {
    try write("other", seed: 1)
    try FileManager.default.createSymbolicLink(
      atPath: home.file("scene/link.tif"), withDestinationPath: home.file("other/green.tif"))
    let found = try reason(item([("a", asset(href))]))
    #expect(found == .badInput || found == .noInput || found == .usage, "\(href)")
  }

  @Test(
    "stays away from the network", arguments: ["https://h/green.tif", "/vsicurl/https://h/g.tif"])
  func network(href: String) throws {
    #expect(try reason(item([("a", asset(href))])) == .usage)
  }

  @Test("reads a file elsewhere only where its bytes are those that the item tells")
  func elsewhere() throws {
    try write("other", seed: 1)
    let there = home.file("other/green.tif")
    let right = try checksum(there)
    let wrong = try checksum(home.file("scene/green.tif"))
    func found(_ href: String, _ sum: String) throws -> Refusal.Reason? {
      try reason(item([("a", asset(href, more: ", \"file:checksum\": \"\(sum)\""))]))
    }
    #expect(try found("../other/green.tif", right) == nil)
    #expect(try found(there, right) == nil)
    #expect(try found(there, wrong) == .badInput)
    #expect(try found(there, String(right.dropFirst(4))) == .badInput)
  }

  @Test("is refused where it cannot be a scene")
  func refusals() throws {
    let green = asset("green.tif")
    #expect(try reason(item([("a", green), ("b", green)])) == .badInput)
    #expect(try reason(item([("a", "{\"href\": \"green.tif\"}")])) == .badInput)
    #expect(try reason(item([("a", green)], type: "Collection")) == .badInput)
    #expect(try reason(item([("a", green)], properties: "\"datetime\": \"soon\"")) == .badInput)
    let odd = "{\"href\": \"scl.tif\", \"tianyan:coding\": \"odd\"}"
    #expect(try reason(item([("a", green), ("m", odd)])) == .badInput)
    let flat = green.replacingOccurrences(of: "0.0001", with: "0")
    #expect(try reason(item([("a", flat)])) == .badInput)
    let far = asset("green.tif", more: ", \"tianyan:band\": 7")
    #expect(try reason(item([("a", far)])) == .badInput)
  }
}
