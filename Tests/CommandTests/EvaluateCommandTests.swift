import Foundation
import GeoFiles
import RasterGrid
import SceneBuilding
import Testing

@Suite("The evaluate command")
struct EvaluateCommandTests {
  private let home: TemporaryFolder
  private let grid = SyntheticScene.grid(width: 12, height: 10)
  private var label: String { home.file("label.tif") }
  private var sites: String { home.file("sites.geojson") }

  /// A changed place of 5 x 4 pixels, the last row not labelled, and two candidates: one on it, one
  /// beside it.
  init() throws {
    home = try TemporaryFolder()
    try write(labelled, to: "label.tif", nodata: 255)
    try write(candidates(scores: "0.85", "0.3"), to: "sites.geojson")
  }

  private func labelled(_ column: Int, _ row: Int) -> UInt8 {
    row == 9 ? 255 : (2..<7).contains(column) && (3..<7).contains(row) ? 1 : 0
  }

  private func write(
    _ sample: (Int, Int) -> UInt8, to name: String, on grid: Grid? = nil, nodata: Double? = nil
  ) throws {
    let grid = grid ?? self.grid
    let samples = (0..<grid.height).flatMap { row in
      (0..<grid.width).map { sample($0, row) }
    }
    try CloudOptimizedGeoTIFF.write(
      RasterImage(
        grid: grid, bands: [.init(name: "", samples: .uint8(samples))], nodata: nodata,
        metadata: []), to: home.file(name))
  }

  private func write(_ text: String, to name: String) throws { _ = try home.write(text, to: name) }

  private func candidates(scores: String...) throws -> String {
    let transform = try CoordinateTransform(from: grid.crs, to: .wgs84)
    let places = [(2.0, 3.0, 6.0, 7.0), (8, 1, 11, 5)]
    let features = try zip(scores, places).map { score, place in
      let (left, top, right, bottom) = place
      let corners = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
      let ring = try transform.transform(corners.map { grid.affine.map(column: $0, row: $1) })
      let points = ring.map { "[\($0.x),\($0.y)]" }.joined(separator: ",")
      return #"{"type":"Feature","properties":{\#(score.isEmpty ? "" : "\"score\":" + score)},"#
        + #""geometry":{"type":"Polygon","coordinates":[[\#(points)]]}}"#
    }
    return #"{"type":"FeatureCollection","features":["# + features.joined(separator: ",") + "]}"
  }

  private func object(_ outcome: Program.Outcome) throws -> [String: Any] {
    #expect(outcome.code == 0, "\(outcome.error)")
    return try #require(
      try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
  }

  private func expectRefusal(
    _ code: Int32, saying words: String, _ arguments: String...,
    at location: SourceLocation = #_sourceLocation
  ) throws {
    let outcome = try Program.run(["evaluate"] + arguments)
    #expect(outcome.code == code, "\(outcome.error)", sourceLocation: location)
    #expect(outcome.error.contains(words), "\(outcome.error)", sourceLocation: location)
    #expect(outcome.output == "", sourceLocation: location)
  }

  @Test("judges candidates by sites, with the names of accuracy.py in JSON")
  func candidatesAsJSON() throws {
    let found = try object(try Program.run(["evaluate", label, sites, "--json"]))
    let wanted: [String: Double] = [
      "label_sites": 1, "proposed": 2, "hits": 1, "found": 1, "precision": 0.5, "recall": 1,
      "p@10": 0.5, "p@20": 0.5, "p@50": 0.5, "ap": 1,
    ]
    #expect(found as? [String: Double] == wanted)
  }

  @Test("judges a mask by pixels, its nodata as not changed")
  func mask() throws {
    // Columns 2 to 4 of the changed place, of which one row is nodata; nothing beside it.
    try write(
      { column, row in row == 6 ? 7 : (2..<5).contains(column) && row >= 3 ? 255 : 0 },
      to: "mask.tif", nodata: 7)
    let found = try object(
      try Program.run(["evaluate", label, home.file("mask.tif"), "--json"]))
    let counts = ["n", "tp", "fp", "fn", "tn"].map { found[$0] as? Int }
    #expect(counts == [108, 9, 6, 11, 82])
    #expect(found["precision"] as? Double == 0.6)
    #expect(found["recall"] as? Double == 0.45)
  }

  @Test("prints a table, and how reliable the score is where that is asked for")
  func table() throws {
    let plain = try Program.run(["evaluate", label, sites])
    #expect(plain.code == 0)
    #expect(plain.output.contains("label sites found         1\n"))
    #expect(plain.output.contains("average precision         1.0\n"))
    #expect(!plain.output.contains("score "))
    let table = try Program.run(["evaluate", label, sites, "--calibration"])
    #expect(table.output.hasPrefix(plain.output))
    #expect(table.output.contains("0.8 to 0.9             1        0.85           1.00\n"))
    #expect(table.output.contains("0.9 to 1.0             0           -              -\n"))
  }

  @Test("gives the reliability as JSON too")
  func calibration() throws {
    let found = try object(
      try Program.run(["evaluate", label, sites, "--calibration", "--json"]))
    let tenths = try #require(found["reliability"] as? [[String: Any]])
    #expect(tenths.map { $0["count"] as? Int } == [0, 0, 0, 1, 0, 0, 0, 0, 1, 0])
    #expect(tenths[8]["hit_share"] as? Double == 1)
    #expect(found["unlabelled"] as? Int == 0)
  }

  @Test("counts smaller label sites where it is told to")
  func smallSites() throws {
    let found = try object(
      try Program.run(["evaluate", label, sites, "--json", "--min-site-pixels", "21"]))
    #expect(found["label_sites"] as? Int == 0)
    try expectRefusal(64, saying: "at least 1", label, sites, "--min-site-pixels", "0")
  }

  @Test("refuses a mask of another size or place")
  func elsewhere() throws {
    try write({ _, _ in 0 }, to: "small.tif", on: SyntheticScene.grid(width: 12, height: 9))
    try expectRefusal(
      65, saying: "has 12 x 9 pixels, the label 12 x 10", label, home.file("small.tif"))
    try write(
      { _, _ in 0 }, to: "far.tif",
      on: SyntheticScene.grid(width: 12, height: 10, originX: 220_010))
    try expectRefusal(65, saying: "lies elsewhere than the label", label, home.file("far.tif"))
  }

  @Test("refuses values that are neither a label's nor a mask's")
  func values() throws {
    try write({ column, _ in column == 3 ? 2 : 1 }, to: "twos.tif")
    try expectRefusal(65, saying: "holds the value 2", home.file("twos.tif"), sites)
    try expectRefusal(65, saying: "holds the value 2", label, home.file("twos.tif"))
  }

  @Test("refuses a label whose nodata is a class")
  func nodataClass() throws {
    try write({ column, _ in column == 3 ? 1 : 0 }, to: "zero.tif", nodata: 0)
    try expectRefusal(65, saying: "states 0 as nodata", home.file("zero.tif"), sites)
  }

  @Test("has nothing to judge without a labelled pixel")
  func unlabelled() throws {
    try write({ _, _ in 255 }, to: "blank.tif")
    try expectRefusal(69, saying: "has no labelled pixel", home.file("blank.tif"), sites)
  }

  @Test("refuses candidates without a score, and one that lies on no map")
  func scores() throws {
    try write(candidates(scores: "1", ""), to: "bare.geojson")
    try expectRefusal(
      65, saying: "features[1].properties has no score", label, home.file("bare.geojson"))
    try write(
      #"{"features":[{"properties":{"score":1},"geometry":{"type":"Polygon","coordinates":"#
        + "[[[1e300,1],[2,1e300],[1e300,-1e300],[1e300,1]]]}}]}", to: "far.geojson")
    try expectRefusal(65, saying: "features[0] has no place", label, home.file("far.geojson"))
  }

  @Test("refuses to calibrate a mask or a score that is no probability")
  func noProbability() throws {
    try expectRefusal(64, saying: "--calibration wants candidates", label, label, "--calibration")
    try write(candidates(scores: "3.5", "1"), to: "high.geojson")
    try expectRefusal(
      65, saying: "not from 0 to 1", label, home.file("high.geojson"), "--calibration")
  }

  @Test("refuses a label that does not say where it is for candidates")
  func nowhere() throws {
    _ = try home.write(
      TinyTIFF.image(width: 2, height: 2, bands: [[0, 1, 1, 0]]), to: "bare.tif")
    try expectRefusal(65, saying: "does not say where its pixels are", home.file("bare.tif"), sites)
  }

  @Test("refuses several bands")
  func bands() throws {
    let band = [UInt16](repeating: 0, count: 4)
    _ = try home.write(TinyTIFF.image(width: 2, height: 2, bands: [band, band]), to: "two.tif")
    try expectRefusal(65, saying: "has 2 bands", home.file("two.tif"), sites)
  }

  @Test("exits 66 where a file is missing")
  func missing() throws {
    try expectRefusal(66, saying: "no such file", home.file("none.tif"), sites)
    try expectRefusal(66, saying: "no such file", label, home.file("none.geojson"))
  }

  @Test("exits 65 where the label is no raster")
  func noRaster() throws {
    try expectRefusal(65, saying: "sites.geojson", sites, sites)
  }
}
