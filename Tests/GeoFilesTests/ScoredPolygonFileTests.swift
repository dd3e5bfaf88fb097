import GeoFiles
import RasterGrid
import SceneBuilding
import Testing

@Suite("Scored polygon file")
struct ScoredPolygonFileTests {
  private let home: TemporaryFolder

  init() throws { home = try TemporaryFolder() }

  private static let square = "[[0,0],[1,0],[1,1],[0,0]]"
  private static let polygon = #"{"type":"Polygon","coordinates":[\#(square)]}"#

  private func read(_ text: String) throws -> ScoredPolygonFile {
    try ScoredPolygonFile(reading: InputPath(home.write(text, to: "a.geojson")))
  }

  private static func collection(_ features: String..., crs: String = "") -> String {
    #"{"type":"FeatureCollection",\#(crs)"features":["# + features.joined(separator: ",") + "]}"
  }

  private static func feature(score: String, geometry: String = polygon) -> String {
    #"{"type":"Feature","id":7,"properties":{"kind":"x","score":\#(score)},"geometry":\#(geometry)}"#
  }

  @Test("keeps scores and polygons in the order of the file, passes over heights and all else")
  func order() throws {
    let multi =
      #"{"type":"MultiPolygon","coordinates":[[\#(Self.square)],[[[2,2,9],[3,2,9],[3,3,9],[2,2,9]]]]}"#
    let file = try read(
      Self.collection(
        Self.feature(score: "0.25"), Self.feature(score: "3", geometry: multi),
        Self.feature(score: "-1e-3")))
    #expect(file.features.map(\.score) == [0.25, 3, -0.001])
    #expect(file.features.map(\.polygons.count) == [1, 2, 1])
    #expect(file.features[1].polygons[1][0][1] == MapPoint(x: 3, y: 2))
    #expect(file.crs == .wgs84)
  }

  @Test("takes an empty collection")
  func empty() throws { #expect(try read(Self.collection()).features.isEmpty) }

  @Test(
    "keeps a registered coordinate system that the file states",
    arguments: [
      ("urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326"), ("urn:ogc:def:crs:EPSG::32651", "EPSG:32651"),
      ("EPSG:4549", "EPSG:4549"),
    ])
  func stated(name: String, definition: String) throws {
    let crs = #""crs":{"type":"name","properties":{"name":"\#(name)"}},"#
    #expect(try read(Self.collection(crs: crs)).crs.definition == definition)
  }

  @Test(
    "refuses what is no collection of scored polygons, and says where",
    arguments: [
      ("", "is no JSON"),
      (#"{"features":["#, "is no JSON"),
      (String(repeating: "[", count: 100_000), "is no JSON"),
      (#"{"type":"Polygon"}"#, "has no features"),
      (
        collection(feature(score: "1"), feature(score: "\"1\"")),
        "features[1].properties.score is not a number"
      ),
      (collection(feature(score: "true")), "features[0].properties.score is not a number"),
      (collection(feature(score: "null")), "features[0].properties.score is null"),
      (collection(feature(score: "NaN")), "is no JSON"),
      (collection(feature(score: "1e999")), "is no JSON"),
      (collection(#"{"properties":{},"geometry":null}"#), "features[0].properties has no score"),
      (collection(feature(score: "1", geometry: "null")), "features[0].geometry is null"),
      (
        collection(feature(score: "1", geometry: #"{"type":"Point","coordinates":[1,2]}"#)),
        "features[0].geometry.type is neither"
      ),
      (
        collection(feature(score: "1", geometry: #"{"type":"Polygon","coordinates":[]}"#)),
        "features[0].geometry.coordinates holds a ring"
      ),
      (
        collection(
          feature(score: "1", geometry: #"{"type":"Polygon","coordinates":[[[1,2],[3,4]]]}"#)),
        "features[0].geometry.coordinates holds a ring"
      ),
      (
        collection(feature(score: "1", geometry: #"{"type":"Polygon","coordinates":[[[1]]]}"#)),
        "coordinates[0][0][1] is null or too short"
      ),
      (
        collection(crs: #""crs":{"type":"link","properties":{"href":"http://a.b"}},"#),
        "crs.properties has no name"
      ),
      (
        collection(crs: #""crs":{"type":"name","properties":{"name":"/etc/passwd"}},"#),
        "crs names no EPSG code"
      ),
    ])
  func refusals(text: String, words: String) throws {
    let refusal = #expect(throws: Refusal.self) { _ = try read(text) }
    #expect(refusal?.reason == .badInput)
    #expect(refusal?.what.contains(words) == true, "\(refusal?.what ?? "")")
    #expect(refusal?.subject == home.file("a.geojson"))
  }
}
