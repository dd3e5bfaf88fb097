import Foundation
import GeoFiles
import RasterGrid
import SceneBuilding
import Testing

@Suite("Polygon file")
struct PolygonFileTests {
  private let home: TemporaryFolder

  init() throws { home = try TemporaryFolder() }

  private func read(_ text: String, name: String = "a.geojson") throws -> PolygonFile {
    try PolygonFile(reading: InputPath(home.write(text, to: name)))
  }

  private func collection(_ geometries: [String], crs: String = "") -> String {
    let features = geometries.map {
      #"{"type":"Feature","properties":{},"geometry":"# + $0 + "}"
    }
    return #"{"type":"FeatureCollection","# + crs + #""features":["#
      + features.joined(separator: ",")
      + "]}"
  }

  private func box(_ west: Int, _ south: Int, _ east: Int, _ north: Int) -> String {
    "[[\(west),\(south)],[\(east),\(south)],[\(east),\(north)],[\(west),\(north)],[\(west),\(south)]]"
  }

  private func polygon(_ rings: String...) -> String {
    #"{"type":"Polygon","coordinates":["# + rings.joined(separator: ",") + "]}"
  }

  /// The pixels of a grid of 1 x 1 degree cells whose centres lie inside.
  private func cells(_ file: PolygonFile) -> RowSpans {
    let grid = Grid(
      width: 10, height: 10, affine: Affine(originX: 0, originY: 10, pixel: 1), crs: .wgs84)
    return RowSpans(inside: file.rings, of: grid)
  }

  @Test("refuses coordinates that lie on no map")
  func beyond() throws {
    let far = "[[-1e308,0],[1e308,0],[1e308,1],[-1e308,1],[-1e308,0]]"
    let refusal = #expect(throws: Refusal.self) { _ = try read(collection([polygon(far)])) }
    #expect(refusal?.reason == .badInput)
  }

  @Test("refuses a file of a size that no boundary has, before it is read")
  func tooLarge() throws {
    let path = try home.write("", to: "a.geojson")
    #expect(truncate(path, 65 << 20) == 0)
    let refusal = #expect(throws: Refusal.self) { _ = try PolygonFile(reading: InputPath(path)) }
    #expect(refusal?.what.contains("too large for a boundary") == true)
  }

  @Test("gives exteriors and holes as closed rings")
  func holes() throws {
    let file = try read(collection([polygon(box(0, 0, 8, 8), box(2, 2, 5, 4))]))
    #expect(file.crs == .wgs84)
    #expect(file.rings.count == 2)
    #expect(file.rings.allSatisfy { $0.count >= 4 && $0.first == $0.last })
    #expect(cells(file).count == 64 - 6)
    #expect(cells(file).rows[6] == [0..<2, 5..<8])
  }

  @Test("unites polygons that overlap, so that even-odd does not cut them out")
  func overlap() throws {
    let file = try read(collection([polygon(box(0, 0, 6, 6)), polygon(box(3, 3, 9, 9))]))
    #expect(file.rings.count == 1)
    #expect(cells(file).count == 36 + 36 - 9)
  }

  @Test("finds polygons in multipolygons and collections, beside points and lines")
  func nested() throws {
    let multi =
      #"{"type":"MultiPolygon","coordinates":[[\#(box(0, 0, 2, 2))],[\#(box(4, 4, 5, 5))]]}"#
    let point = #"{"type":"Point","coordinates":[1,1]}"#
    let mixed = #"{"type":"GeometryCollection","geometries":[\#(point),\#(multi)]}"#
    let file = try read(collection([point, mixed, polygon(box(7, 7, 9, 8)), "null"]))
    #expect(cells(file).count == 4 + 1 + 2)
  }

  @Test("reads a bare geometry")
  func bare() throws {
    #expect(try cells(read(polygon(box(1, 1, 3, 4)))).count == 6)
  }

  @Test("keeps the coordinate system that the file states")
  func stated() throws {
    let crs = #""crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4549"}},"#
    #expect(
      try read(collection([polygon(box(0, 0, 2, 2))], crs: crs)).crs.definition == "EPSG:4549")
  }

  @Test(
    "refuses a file without a polygon",
    arguments: [
      #"{"type":"Point","coordinates":[1,1]}"#,
      #"{"type":"LineString","coordinates":[[1,1],[2,2]]}"#,
      "null",
    ])
  func noPolygon(geometry: String) throws {
    let refusal = #expect(throws: Refusal.self) { _ = try read(collection([geometry])) }
    #expect(refusal?.reason == .badInput)
    #expect(refusal?.what == "holds no polygon")
    #expect(refusal?.subject == home.file("a.geojson"))
  }

  @Test(
    "refuses what is no GeoJSON or GeoPackage",
    arguments: [
      "not json", #"{"type":"FeatureCollection","features":["#, "", #"{"a":1}"#,
    ])
  func bad(text: String) throws {
    let refusal = #expect(throws: Refusal.self) { _ = try read(text) }
    #expect(refusal?.reason == .badInput)
    #expect(refusal?.advice.contains("GeoJSON or GeoPackage") == true)
  }

  @Test(
    "refuses formats that could name other files",
    arguments: [
      "<OGRVRTDataSource><OGRVRTLayer name=\"a\"><SrcDataSource>a.geojson</SrcDataSource>"
        + "</OGRVRTLayer></OGRVRTDataSource>",
      "<kml xmlns=\"http://www.opengis.net/kml/2.2\"></kml>",
    ])
  func otherFormats(text: String) throws {
    let refusal = #expect(throws: Refusal.self) { _ = try read(text, name: "a.vrt") }
    #expect(refusal?.reason == .badInput)
  }
}
