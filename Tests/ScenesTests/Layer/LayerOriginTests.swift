import GeoFiles
import SceneBuilding
import Testing

@testable import Scenes

@Suite("Layer origin")
struct LayerOriginTests {
  private let path: InputPath
  private let home: TemporaryFolder

  init() throws {
    home = try TemporaryFolder()
    path = try InputPath(try home.write("", to: "layer.tif"))
  }

  @Test("comes back from its metadata as it was")
  func roundTrip() throws {
    #expect(try LayerOrigin(reading: LayerFiles.metadata(), of: path) == LayerFiles.origin)
    let least = LayerOrigin(scene: "x", region: "r", resampling: .nearest)
    let metadata = Dictionary(uniqueKeysWithValues: least.metadata(software: "s"))
    #expect(try LayerOrigin(reading: metadata, of: path) == least)
    #expect(metadata.count == 5)
  }

  @Test("of a newer version is refused with who made it and what to do")
  func newer() throws {
    let metadata = LayerFiles.metadata { $0["TIANYAN_LAYER"] = "2" }
    let refusal = #expect(throws: Refusal.self) {
      _ = try LayerOrigin(reading: metadata, of: path)
    }
    #expect(refusal?.reason == .badInput)
    #expect(refusal?.what.contains("version 2, made by tianyan 9.9") == true)
    #expect(refusal?.advice.contains("update") == true)
  }

  @Test(
    "that is damaged is refused with the name of what is wrong",
    arguments: [
      ("TIANYAN_LAYER", "one"), ("TIANYAN_LAYER", "0"), ("TIANYAN_LAYER", "-3"),
      ("TIANYAN_SCENE", nil), ("TIANYAN_SCENE", ""), ("TIANYAN_SCENE", "../up"),
      ("TIANYAN_SCENE", "\u{1B}[2J"), ("TIANYAN_SENSOR", "a b"), ("TIANYAN_LEVEL", "<b>"),
      ("TIANYAN_MASK", "?"), ("TIANYAN_REGION", "a/b"), ("TIANYAN_ACQUIRED", "yesterday"),
      ("TIANYAN_RESAMPLING", "lanczos"), ("TIANYAN_RESAMPLING", nil), ("TIANYAN_SUN", "10"),
      ("TIANYAN_VIEW", "nan 1"),
    ] as [(String, String?)])
  func damaged(key: String, value: String?) throws {
    let metadata = LayerFiles.metadata { $0[key] = value }
    let refusal = #expect(throws: Refusal.self) {
      _ = try LayerOrigin(reading: metadata, of: path)
    }
    #expect(refusal?.reason == .badInput)
    #expect(refusal?.what.contains(key) == true, "\(String(describing: refusal))")
  }
}
