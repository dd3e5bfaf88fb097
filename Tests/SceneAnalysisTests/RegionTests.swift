import GeoFiles
import RasterGrid
import SceneBuilding
import Scenes
import Sites
import Testing

@testable import SceneAnalysis

@Suite("Region")
struct RegionTests {
  private let home: TemporaryFolder
  init() throws {
    home = try TemporaryFolder()
    try home.write(
      """
      {"type":"Polygon","coordinates":[[[120,28.9],[120.1,28.9],[120.1,29],[120,29],[120,28.9]]]}
      """, to: "boundary.geojson")
  }

  private func region(_ text: String) throws -> Region {
    try home.write(text, to: "region.yaml")
    return try Region(reading: try InputPath(home.path))
  }

  private func expectRefusal(
    of text: String, at place: String, saying words: String...,
    location: SourceLocation = #_sourceLocation
  ) {
    let refusal = #expect(throws: Refusal.self, sourceLocation: location) { _ = try region(text) }
    guard let refusal else { return }
    #expect(refusal.reason == .badInput, sourceLocation: location)
    #expect(refusal.subject.hasSuffix("region.yaml:" + place), sourceLocation: location)
    for word in words {
      #expect(refusal.description.contains(word), sourceLocation: location)
    }
  }

  @Test("may be a bare boundary, which is then named after its file")
  func bareBoundary() throws {
    let bare = try Region(reading: try InputPath(home.file("boundary.geojson")))
    #expect(bare.name == "boundary" && bare.grid == nil && bare.rules == nil)
    let described = try region("name: boundary\nboundary: boundary.geojson")
    #expect(bare.boundary.rings == described.boundary.rings)
  }

  @Test("reads its folder or its file alike")
  func reads() throws {
    let text = """
      name: yongkang
      title: {en: Yongkang, zh: 永康市}
      grid: {crs: "EPSG:4549", pixel: 10}
      boundary: boundary.geojson
      timezone: Asia/Shanghai
      """
    for region in [
      try region(text), try Region(reading: try InputPath(home.file("region.yaml"))),
    ] {
      #expect(region.name == "yongkang")
      #expect(region.title.zh == "永康市")
      #expect(region.grid?.crs == CoordinateSystem("EPSG:4549"))
      #expect(region.grid?.pixel == 10)
      #expect(region.boundary.rings.map(\.count) == [5])
      #expect(region.rules == nil)
    }
  }

  @Test("covers its boundary with its own grid, on multiples of the pixel")
  func ownGrid() throws {
    let region = try region(
      "name: a\nboundary: boundary.geojson\ngrid: {crs: \"EPSG:4549\", pixel: 30}\n")
    let grid = try #require(try region.ownGrid())
    #expect(grid.affine.originX.remainder(dividingBy: 30) == 0)
    #expect(grid.affine.originY.remainder(dividingBy: 30) == 0)
    let corners = try CoordinateTransform(from: .wgs84, to: grid.crs)
      .transform(region.boundary.rings[0]).map { grid.affine.pixel($0) }
    #expect(corners.allSatisfy { $0.column >= 0 && $0.column <= Double(grid.width) })
    #expect(corners.allSatisfy { $0.row >= 0 && $0.row <= Double(grid.height) })
    #expect(try #require(corners.map(\.column).max()) > Double(grid.width - 1))
    #expect(try #require(corners.map(\.row).max()) > Double(grid.height - 1))
  }

  @Test("refuses a key that it does not know")
  func unknownKey() {
    expectRefusal(
      of: "name: a\nboundry: boundary.geojson\n", at: "2:1", saying: "\"boundry\"", "boundary")
  }

  @Test("refuses to be without a name or a boundary")
  func missing() {
    expectRefusal(of: "boundary: boundary.geojson\n", at: "1:1", saying: "\"name\" is missing")
    expectRefusal(of: "name: a\n", at: "1:1", saying: "\"boundary\" is missing")
  }

  @Test("refuses a boundary or rules that are not there")
  func missingFiles() {
    expectRefusal(of: "name: a\nboundary: b.geojson\n", at: "2:11", saying: "\"b.geojson\"")
    expectRefusal(
      of: "name: a\nboundary: boundary.geojson\nrules: r.yaml\n", at: "3:8", saying: "\"r.yaml\"")
  }

  @Test("refuses a coordinate system that there is not, and a pixel without a size")
  func grid() {
    expectRefusal(
      of: "name: a\nboundary: boundary.geojson\ngrid: {crs: \"EPSG:99999\", pixel: 10}\n",
      at: "3:13", saying: "EPSG:99999", "EPSG:4549")
    expectRefusal(
      of: "name: a\nboundary: boundary.geojson\ngrid: {crs: \"EPSG:4549\", pixel: 0}\n",
      at: "3:33", saying: "lies between")
  }

  @Test("refuses a boundary without a polygon")
  func noPolygon() throws {
    try home.write("{\"type\":\"Point\",\"coordinates\":[120,29]}", to: "point.geojson")
    let refusal = #expect(throws: Refusal.self) {
      _ = try region("name: a\nboundary: point.geojson\n")
    }
    #expect(refusal?.reason == .badInput)
    #expect(refusal?.what == "holds no polygon")
  }

  @Test("refuses a folder without region.yaml")
  func noDescription() {
    let refusal = #expect(throws: Refusal.self) {
      _ = try Region(reading: try InputPath(home.path))
    }
    #expect(refusal?.reason == .badInput)
    #expect(refusal?.what.contains("region.yaml") == true)
  }
}
