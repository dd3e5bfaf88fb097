import Foundation
import SceneBuilding
import Testing

@Suite("The index command refuses")
struct IndexRefusalTests {
  private let scenes: IndexScenes
  init() throws { scenes = try IndexScenes() }

  @Test("to guess what is to be mapped: 64")
  func noName() throws {
    try scenes.expectRefusal(64, saying: ["Name an index and a scene"], scenes.scene)
    try scenes.expectRefusal(
      64, saying: ["Name an index and a scene"], "NDVI", "NDWI", scenes.scene)
    try scenes.expectRefusal(
      64, saying: ["With --expr, name the scene only"], "NDVI", scenes.scene, "--expr", "red")
  }

  @Test("an index that there is not, with the nearest that there is: 64")
  func unknownIndex() throws {
    try scenes.expectRefusal(
      64, saying: ["MNDWl", "did you mean MNDWI?", "tianyan indices"], "NDVI,MNDWl", scenes.scene)
    try scenes.expectRefusal(64, saying: ["unknown index zzzzz"], "zzzzz", scenes.scene)
  }

  @Test("a bad expression, with a caret under the place: 64")
  func badExpression() throws {
    try scenes.expectRefusal(
      64, saying: ["--expr", "  green + * red\n          ^"], "--expr", "green + * red",
      scenes.scene)
    try scenes.expectRefusal(
      64, saying: ["did you mean MNDWI?", "  2 * MNDWl\n      ^"], "--expr", "2 * MNDWl",
      scenes.scene)
    try scenes.expectRefusal(
      64, saying: ["only one scene"], "--expr", "change.green", scenes.scene)
  }

  @Test("an index whose bands the scene lacks, and says which: 69")
  func missingBand() throws {
    try scenes.expectRefusal(
      69, saying: [scenes.scene, "lacks swir22", "tianyan indices --for"], "NDVI,NBR", scenes.scene)
    try scenes.expectRefusal(
      69, saying: ["lacks blue"], "--expr", "blue > 0.1", scenes.scene, "-o", scenes.map)
  }

  @Test("an average without a middle: 64", arguments: ["64", "0", "-1", "2"])
  func evenAverage(side: String) throws {
    try scenes.expectRefusal(
      64, saying: ["--average takes an odd number"], "NDVI", scenes.scene, "--average=\(side)")
  }

  @Test("a table with scaled values: 64") func scaledTable() throws {
    try scenes.expectRefusal(
      64, saying: ["--at writes a table"], "NDVI", scenes.scene, "--at", "points.csv", "--scaled")
  }

  @Test("a table without lon and lat, or with a bad line: 65; one that is not there: 66")
  func badTable() throws {
    let unnamed = try scenes.home.write("x,y\n1,2\n", to: "unnamed.csv")
    try scenes.expectRefusal(
      65, saying: [unnamed, "no columns lon and lat"], "NDVI", scenes.scene, "--at", unnamed)
    let broken = try scenes.home.write("lon,lat\n1,2\nx,2\n", to: "broken.csv")
    try scenes.expectRefusal(
      65, saying: ["\(broken):3", "is no place: x,2"], "NDVI", scenes.scene, "--at", broken)
    let missing = scenes.home.file("missing.csv")
    try scenes.expectRefusal(66, saying: [missing], "NDVI", scenes.scene, "--at", missing)
  }

  @Test("an output in a folder that is not there, before it looks at the scene: 73")
  func noFolder() throws {
    for option in ["-o", "--png"] {
      let path = scenes.home.file("none/map")
      try scenes.expectRefusal(
        73, saying: [path, "there is no folder"], "NDVI", "nowhere", option, path)
    }
    #expect(!FileManager.default.fileExists(atPath: scenes.home.file("none")))
  }

  @Test("a constant that is none, or without a number: 64")
  func badConstant() throws {
    try scenes.expectRefusal(
      64, saying: ["--set", "x is not a number", "L=x\n    ^"], "NDVI", scenes.scene, "--set", "L=x"
    )
    try scenes.expectRefusal(
      64, saying: ["--set", "unknown constant lamdaR: did you mean lambdaR?"], "NDVI", scenes.scene,
      "--set", "lamdaR=1")
    try scenes.expectRefusal(
      64, saying: ["--set", "write NAME=NUMBER"], "NDVI", scenes.scene, "--set", "L")
  }

  @Test("a catalogue that is none: 65; that is not there: 66")
  func badCatalogue() throws {
    let garbage = try scenes.home.write("{\"SpectralIndices\": [1, 2", to: "garbage.json")
    try scenes.expectRefusal(
      65, saying: [garbage], "NDVI", scenes.scene, "--catalogue", garbage)
    let bytes = try scenes.home.write([0xFF, 0x00, 0xFE], to: "bytes.json")
    try scenes.expectRefusal(
      65, saying: [bytes, "UTF-8"], "NDVI", scenes.scene, "--catalogue", bytes)
    let missing = scenes.home.file("missing.json")
    try scenes.expectRefusal(
      66, saying: [missing], "NDVI", scenes.scene, "--catalogue", missing)
  }

  @Test("a scene or a region that is not there: 66")
  func missing() throws {
    let path = scenes.home.file("nowhere")
    try scenes.expectRefusal(66, saying: [path], "NDVI", path)
    try scenes.expectRefusal(66, saying: [path], "NDVI", scenes.scene, "--region", path)
  }

  @Test("to go on where a file of the scene breaks off, and leaves nothing: 65")
  func truncated() throws {
    let red = scenes.scene + "/red.tif"
    let bytes = try Data(contentsOf: URL(fileURLWithPath: red))
    try bytes.prefix(bytes.count - 40).write(to: URL(fileURLWithPath: red))
    try scenes.expectRefusal(65, saying: ["red.tif"], "NDVI", scenes.scene, "-o", scenes.map)
  }

  @Test("a map under a name that promises a picture, and says what draws one: 64")
  func pictureName() throws {
    try scenes.expectRefusal(
      64, saying: ["promises png", ".tif", "--png"], "NDVI", scenes.scene, "-o",
      scenes.home.file("results/map.png"))
    try scenes.expectRefusal(
      64, saying: ["promises nc", "name it .tif"], "NDVI", scenes.scene, "-o",
      scenes.home.file("results/map.nc"))
  }
}
