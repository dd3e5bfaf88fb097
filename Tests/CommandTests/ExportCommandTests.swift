import Foundation
import SceneBuilding
import Testing

@Suite("The export command")
struct ExportCommandTests {
  private let pond: PondScenes
  init() throws {
    pond = try PondScenes()
    _ = try pond.scan("-o", pond.output, "--quiet")
  }

  @Test("writes what the name says and tells how much")
  func export() throws {
    let path = pond.home.file("results/sites.gpkg")
    let outcome = try Program.run(["export", pond.output, "--to", path])
    #expect(outcome.code == 0 && outcome.error == "")
    #expect(outcome.output == "1 sites in \(path)\n")
    #expect(
      try pond.home.bytes(of: "results/sites.gpkg").starts(with: Array("SQLite format 3".utf8)))
  }

  @Test("refuses GeoJSON in another system, with exit code 64 and the reason")
  func system() throws {
    let outcome = try Program.run([
      "export", pond.output, "--to", pond.home.file("results/x.geojson"), "--crs", "EPSG:4490",
    ])
    #expect(outcome.code == 64)
    #expect(outcome.error.contains("RFC 7946"))
    #expect(!FileManager.default.fileExists(atPath: pond.home.file("results/x.geojson")))
  }

  @Test("does not write over the result that it reads")
  func input() throws {
    let outcome = try Program.run(["export", pond.output, "--to", pond.output])
    #expect(outcome.code == 64)
    #expect(outcome.error.contains("is one of the inputs"))
  }

  @Test("wants one source and one place")
  func usage() throws {
    for arguments in [
      [], [pond.output], ["--to", "a.gpkg"], [pond.output, "--state", "s", "--to", "a.gpkg"],
      [pond.output, "--to", "a.gpkg", "--stac", "d"],
    ] {
      #expect(try Program.run(["export"] + arguments).code == 64)
    }
  }

  @Test("makes a STAC catalogue of a result and its scenes, in which paths lead to the files")
  func stac() throws {
    let other = try pond.home.folder("other")
    try pond.home.write("kept", to: "other/notes.txt")
    let refused = try Program.run(["export", pond.output, "--stac", other])
    #expect(refused.code == 64 && refused.error.contains("holds other things"))
    let folder = pond.home.file("stac")
    let outcome = try Program.run([
      "export", pond.output, "--stac", folder, "--scene", pond.before, "--scene", pond.after,
    ])
    // The scenes of this fixture may be without a time, which STAC does not take.
    #expect(outcome.code == 0, "\(outcome.error)")
    let collection = try #require(
      JSONSerialization.jsonObject(
        with: Data(pond.home.bytes(of: "stac/collection.json"))) as? [String: Any])
    #expect(collection["stac_version"] as? String == "1.1.0")
    let items = try #require(
      JSONSerialization.jsonObject(with: Data(pond.home.bytes(of: "stac/items.json")))
        as? [String: Any])
    let features = try #require(items["features"] as? [[String: Any]])
    #expect(features.count == 3)
    for feature in features {
      for asset in try #require(feature["assets"] as? [String: [String: Any]]).values {
        let path = try #require(asset["href"] as? String)
        #expect(FileManager.default.fileExists(atPath: folder + "/" + path), "\(path)")
      }
    }
  }

  @Test("makes STAC Items that scan and prepare read as the scenes that they are of")
  func itemsAgain() throws {
    let folder = pond.home.file("stac")
    let outcome = try Program.run([
      "export", pond.output, "--stac", folder, "--scene", pond.before, "--scene", pond.after,
    ])
    try #require(outcome.code == 0, "\(outcome.error)")
    let scan = try Program.run(["scan", pond.before, pond.after, "--plain", "--rules", pond.rules])
    let items = try ["before", "after"].map { name in
      let scene = try Program.run(["info", pond.home.file(name), "--json"])
      let facts = try #require(
        JSONSerialization.jsonObject(with: Data(scene.output.utf8)) as? [String: Any])
      let id = try #require(facts["id"] as? String)
      return "\(folder)/items/\(id)/\(id).json"
    }
    let again = try Program.run(["scan"] + items + ["--plain", "--rules", pond.rules])
    #expect(again.code == 0, "\(again.error)")
    #expect(again.output == scan.output)
    let layer = pond.home.file("layer.tif")
    let made = try Program.run([
      "prepare", items[0], "--region", pond.output, "-o", layer,
    ])
    #expect(made.code == 0, "\(made.error)")
  }
}

@Suite("The dispatch command")
struct DispatchCommandTests {
  @Test("brings a result into a folder once, and says when it had arrived before")
  func folder() throws {
    let pond = try PondScenes()
    _ = try pond.scan("-o", pond.output, "--quiet")
    let place = try pond.home.folder("usb")
    let arguments = [
      "dispatch", pond.output, "--to", place, "--outbox", pond.home.file("outbox"),
    ]
    let first = try Program.run(arguments)
    #expect(first.code == 0 && first.output.contains("1 lists arrived"))
    let second = try Program.run(arguments)
    #expect(second.code == 0 && second.output.contains("had arrived before"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: place).count == 1)
  }

  @Test("wants a key for a server, and a folder that is there")
  func refusals() throws {
    let pond = try PondScenes()
    _ = try pond.scan("-o", pond.output, "--quiet")
    let outbox = ["--outbox", pond.home.file("outbox")]
    let server = try Program.run(["dispatch", pond.output, "--to", "https://localhost/x"] + outbox)
    #expect(server.code == 64 && server.error.contains("--key"))
    let none = try Program.run(["dispatch", pond.output, "--to", pond.home.file("none")] + outbox)
    #expect(none.code == 73)
  }
}
