import Foundation
import GeoFiles
import RasterGrid
import SceneBuilding
import Testing

@Suite("The prepare command")
struct PrepareCommandTests {
  private let pond: PondScenes
  private var region: String { pond.home.file("county.geojson") }
  private var layer: String { pond.home.file("results/layer.tif") }

  init() throws {
    pond = try PondScenes(size: 64) { (20..<40).contains($0) && (10..<50).contains($1) }
    let grid = SyntheticScene.grid(width: 64, height: 64)
    let transform = try CoordinateTransform(from: grid.crs, to: .wgs84)
    let ring = try transform.transform(
      [(2.0, 2.0), (60, 3), (61, 62), (3, 60), (2, 2)].map { grid.affine.map(column: $0, row: $1) })
    let points = ring.map { "[\($0.x),\($0.y)]" }.joined(separator: ",")
    try pond.home.write(
      """
      {"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[\(points)]]}}
      """, to: "county.geojson")
  }

  private func prepare(_ more: String...) throws -> Program.Outcome {
    try Program.run(["prepare", "--region", region] + more)
  }

  private func expectRefusal(
    _ code: Int32, saying words: String..., running arguments: [String],
    at location: SourceLocation = #_sourceLocation
  ) throws {
    try pond.expectFailure(code, saying: words, ["prepare"] + arguments, at: location)
  }

  @Test("writes a layer that scan reads like the scenes, with the same candidates")
  func layers() throws {
    for name in ["before", "after"] {
      let outcome = try prepare(
        pond.home.file(name), "-o", pond.home.file("\(name).tif"))
      #expect(outcome.code == 0, "\(outcome.error)")
      #expect(outcome.output.contains("bands     green swir16"))
      #expect(outcome.output.contains("measured  100.0 %"))
      #expect(outcome.error.contains("has no mask"))
    }
    let rules = ["--region", region, "--plain", "--rules", pond.rules, "--format", "geojson"]
    let scenes = try Program.run(["scan", pond.before, pond.after] + rules)
    let layers = try Program.run(
      ["scan", pond.home.file("before.tif"), pond.home.file("after.tif")] + rules)
    #expect(scenes.code == 0 && layers.code == 0, "\(layers.error)")
    func ids(_ text: String) -> [Substring] {
      text.matches(of: /"id": ?"([0-9a-f]+)"/).map(\.1)
    }
    #expect(ids(scenes.output).count == 1)
    #expect(ids(scenes.output) == ids(layers.output))
  }

  @Test("prints its summary as JSON")
  func json() throws {
    let outcome = try prepare(pond.before, "-o", layer, "--json", "--bands", "swir16")
    #expect(outcome.code == 0)
    let found = try #require(
      try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    #expect(found["bands"] as? [String] == ["swir16"])
    #expect(found["measured_pixels"] as? Int == found["considered_pixels"] as? Int)
    #expect(found["clipped_values"] as? Int == 0)
    #expect((found["scene"] as? String)?.hasPrefix("synthetic-l2a-20240501-") == true)
  }

  @Test("prints nothing when it is told to be quiet")
  func quiet() throws {
    let outcome = try prepare(pond.before, "-o", layer, "-q")
    #expect(outcome.code == 0)
    #expect(outcome.output == "")
    #expect(FileManager.default.fileExists(atPath: layer))
  }

  @Test("refuses a wrong command line with 64")
  func usage() throws {
    try expectRefusal(64, saying: "--region", running: [pond.before, "-o", layer])
    try expectRefusal(64, saying: "--output", running: [pond.before, "--region", region])
    try expectRefusal(
      64, saying: "\"violet\" is no role",
      running: [pond.before, "--region", region, "-o", layer, "--bands", "red,violet"])
    try expectRefusal(
      64, saying: "names no band",
      running: [pond.before, "--region", region, "-o", layer, "--bands", ","])
    try expectRefusal(
      64, saying: "is the same product as",
      running: [pond.before, pond.before, "--region", region, "-o", layer])
  }

  @Test("refuses to write over a product or the region, which stay as they are")
  func overwriting() throws {
    for input in [pond.home.file("before/green.tif"), region] {
      let before = try Data(contentsOf: URL(fileURLWithPath: input))
      let outcome = try prepare(pond.before, "-o", input)
      #expect(outcome.code == 64)
      #expect(outcome.error.contains("is one of the inputs"))
      #expect(try Data(contentsOf: URL(fileURLWithPath: input)) == before)
    }
  }

  @Test("refuses a name that promises a picture: 64")
  func pictureName() throws {
    try expectRefusal(
      64, saying: "name it .tif; tianyan index --png draws pictures",
      running: [pond.before, "--region", region, "-o", pond.home.file("layer.png")])
  }

  @Test(
    "refuses with 65, 66, 69 and 73 what cannot be read, is not there, is elsewhere, has no place")
  func refusals() throws {
    let junk = try pond.home.write("junk", to: "junk.tif")
    try expectRefusal(
      65, saying: "junk.tif", running: [junk, "--region", region, "-o", layer])
    try expectRefusal(
      66, saying: "no such file", running: ["nowhere", "--region", region, "-o", layer])
    try pond.write(
      "far", on: SyntheticScene.grid(width: 16, height: 16, originX: 500_000)
    ) { _, _ in false }
    try expectRefusal(
      69, saying: "does not reach the region county",
      running: [pond.home.file("far"), "--region", region, "-o", layer])
    try expectRefusal(
      69, saying: "lacks red",
      running: [pond.before, "--region", region, "-o", layer, "--bands", "red"])
    try expectRefusal(
      73, saying: "there is no folder",
      running: [pond.before, "--region", region, "-o", pond.home.file("none/layer.tif")])
    try expectRefusal(
      73, saying: "is no regular file",
      running: [pond.before, "--region", region, "-o", "/dev/null"])
  }

  @Test("leaves no layer where nothing was measured inside the region")
  func nothingMeasured() throws {
    let scene = SyntheticScene(
      grid: SyntheticScene.grid(width: 64, height: 64), bands: [.init("green") { _, _ in 0 }])
    let empty = try scene.write(to: "empty", in: pond.home)
    try expectRefusal(
      69, saying: "hold no data", running: [empty, "--region", region, "-o", layer])
  }

  @Test("tells a product that breaks off from one that is whole, and leaves nothing")
  func brokenOff() throws {
    let band = pond.home.file("before/swir16.tif")
    let bytes = try Data(contentsOf: URL(fileURLWithPath: band))
    try bytes.prefix(bytes.count * 2 / 3).write(to: URL(fileURLWithPath: band))
    try expectRefusal(
      65, saying: "swir16.tif", running: [pond.before, "--region", region, "-o", layer])
  }
}
