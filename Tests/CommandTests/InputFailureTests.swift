import Foundation
import RasterGrid
import SceneBuilding
import Testing

@Suite("Wrong input")
struct InputFailureTests {
  private let pond: PondScenes
  init() throws { pond = try PondScenes() }

  @Test("exits 66 where there is no such scene, rule file or region")
  func missing() throws {
    let path = pond.home.file("nowhere")
    try pond.expectScanFailure(66, saying: path, "no such file or folder", before: path)
    try pond.expectScanFailure(66, saying: path, "no such", after: path)
    try pond.expectScanFailure(66, saying: path, "no such", options: ["--rules", path])
    try pond.expectScanFailure(66, saying: path, "no such", options: ["--region", path])
  }

  @Test("exits 65 for a folder without scene.yaml, and says what to write")
  func noDescription() throws {
    let path = try pond.home.folder("empty")
    try pond.expectScanFailure(65, saying: path, "scene.yaml", before: path)
  }

  @Test("exits 65 for a scene.yaml that names a file that is not there, with its line")
  func missingBand() throws {
    try FileManager.default.removeItem(atPath: pond.after + "/swir16.tif")
    try pond.expectScanFailure(65, saying: "scene.yaml:9:", "swir16.tif")
  }

  @Test("exits 65 for an empty file")
  func empty() throws {
    let path = try pond.home.write("", to: "empty.tif")
    try pond.expectScanFailure(65, saying: path, "no raster", "GTiff", before: path)
  }

  @Test("exits 65 for a text")
  func text() throws {
    let path = try pond.home.write("green red\n1 2\n", to: "notes.txt")
    try pond.expectScanFailure(65, saying: path, "no raster", after: path)
  }

  @Test("exits 65 for a GeoTIFF that breaks off, and says which")
  func truncated() throws {
    let large = try PondScenes(size: 64)
    let path = large.after + "/green.tif"
    let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    try bytes.prefix(bytes.count / 2).write(to: URL(fileURLWithPath: path))
    try large.expectScanFailure(65, saying: "green.tif", "damaged or cut off", "fetch it again")
  }

  @Test("exits 65 for bad YAML, with line and column")
  func badYAML() throws {
    let path = try pond.home.write("- kind: [dry\n", to: "bad.yaml")
    try pond.expectScanFailure(65, saying: "\(path):2:1", "bad YAML", options: ["--rules", path])
  }

  @Test("exits 65 for a bad expression, with a caret under the place and what was meant")
  func badExpression() throws {
    let path = try pond.home.write(
      "- kind: dry\n  when: after.gren < 0.1\n  minimum: {pixels: 1}\n", to: "bad.yaml")
    try pond.expectScanFailure(
      65, saying: "\(path):2:9", "did you mean green?", "  after.gren < 0.1\n  ^",
      options: ["--rules", path])
  }

  @Test("exits 69 for scenes that share no ground")
  func noOverlap() throws {
    try pond.write(
      "far", on: SyntheticScene.grid(width: 16, height: 16, originX: 320_000)
    ) { _, _ in false }
    try pond.expectScanFailure(
      69, saying: "do not overlap", "BEFORE lies at longitude", after: pond.home.file("far"))
  }

  @Test("exits 69 where no rule has its bands, with the reason of each")
  func noBands() throws {
    let path = try pond.home.write(
      """
      - {kind: cleared, when: after.NDVI < 0.3, minimum: {pixels: 1}}
      - {kind: burnt, when: after.NBR < 0, minimum: {pixels: 1}}
      """, to: "other.yaml")
    try pond.expectScanFailure(
      69, saying: "cleared: needs after.red, after.nir", "burnt: needs after.nir, after.swir22",
      options: ["--rules", path])
  }

  @Test("exits 69 for a region that the scenes do not show")
  func region() throws {
    try pond.home.write(
      "{\"type\":\"Polygon\",\"coordinates\":[[[119,28],[119.1,28],[119.1,28.1],[119,28]]]}",
      to: "boundary.geojson")
    let path = try pond.home.write(
      "name: elsewhere\nboundary: boundary.geojson\n", to: "region.yaml")
    try pond.expectScanFailure(
      69, saying: "region elsewhere", "the scenes share longitude 120.13",
      options: ["--region", path])
  }

  @Test("leaves a result of an earlier run as it is")
  func earlierResult() throws {
    try pond.home.write("mine", to: "results/sites.geojson")
    try pond.expectScanFailure(66, saying: "no such", before: pond.home.file("nowhere"))
    #expect(try String(contentsOfFile: pond.output, encoding: .utf8) == "mine")
  }
}
