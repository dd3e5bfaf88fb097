import Delivery
import Foundation
import GeoFiles
import RasterGrid
import SceneBuilding
import Sites
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite("An export of sites")
struct SiteExportTests {
  private let home: TemporaryFolder
  init() throws { home = try TemporaryFolder() }

  /// Exports the samples and reads the file again through GDAL.
  private func export(_ name: String, _ options: SiteExport.Options = .init()) throws
    -> (notes: [String], path: String)
  {
    let path = home.file(name)
    return (
      try SiteExport(SampleSites.sites(in: home), to: path, options: options).run(), path
    )
  }

  @Test("as GeoJSON and as GeoPackage gives back what was exported, hostile texts and all")
  func wholeTexts() throws {
    let before = try SampleSites.sites(in: home)
    for name in ["a.geojson", "a.gpkg"] {
      let after = try DeliveredSites(reading: InputPath(export(name).path))
      #expect(after.sites.map(\.id) == before.sites.map(\.id))
      #expect(after.sites.map(\.attributes) == before.sites.map(\.attributes), "\(name)")
      #expect(after.sites.map(\.geometry) == before.sites.map(\.geometry))
      #expect(Set(after.columns) == Set(before.columns))
    }
  }

  @Test("as GeoJSON keeps the origin and has the bytes of scan for what scan wrote")
  func sameBytes() throws {
    let exported = try home.bytes(of: "b.geojson", after: export("b.geojson").path)
    let text = String(decoding: exported, as: UTF8.self)
    #expect(text.contains("\"tianyan\":{\"plain\":false,\"software\":\"tianyan 9\"}"))
    let scanned = String(decoding: try home.bytes(of: "result.geojson"), as: UTF8.self)
    #expect(text.split(separator: "\n").filter { $0.contains("\"Feature\"") }.count == 3)
    #expect(
      text.split(separator: "\n").filter { $0.contains("\"Feature\"") }
        == scanned.split(separator: "\n").filter { $0.contains("\"Feature\"") })
  }

  @Test(
    "twice has the same bytes, and leaves nothing beside the promised files",
    arguments: [
      "a.gpkg", "a.fgb", "a.shp", "a.shp.zip", "a.kml", "a.csv", "a.geojson", "a.geojsonl",
    ])
  func repeatable(name: String) throws {
    _ = try export(name)
    let names = try home.names()
    let first = try names.map { try home.bytes(of: $0) }
    _ = try export(name)
    #expect(try home.names() == names)
    if name != "a.shp.zip" {  // a zip tells when it was made
      #expect(try names.map { try home.bytes(of: $0) } == first)
    }
    #expect(names.allSatisfy { !$0.hasPrefix(".") })
  }

  @Test("as Shapefile has names of ten bytes and UTF-8 throughout, and says what it had to cut")
  func shapefile() throws {
    let (notes, path) = try export("s.shp")
    #expect(notes.contains { $0.contains("title_zh of 1 sites is cut to 254 bytes") })
    #expect(try String(contentsOfFile: home.file("s.cpg"), encoding: .utf8) == "UTF-8")
    for suffix in ["shx", "dbf", "prj", "qml"] {
      #expect(FileManager.default.fileExists(atPath: home.file("s." + suffix)))
    }
    let table = [UInt8](try home.bytes(of: "s.dbf"))
    #expect(table.firstRange(of: Array("疑似侵占水域".utf8)) != nil)
    #expect(table.firstRange(of: Array("mask_reas\0".utf8)) != nil)
    #expect(FileManager.default.fileExists(atPath: path))
  }

  @Test("as CSV has no cell that begins a formula, and a byte order mark for spreadsheets")
  func csv() throws {
    let path = try export("c.csv").path
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(
      try home.bytes(of: "c.csv").starts(with: [0xEF, 0xBB, 0xBF] + Array("WKT,id,kind".utf8)))
    #expect(text.contains("\"MULTIPOLYGON ((("))
    #expect(text.contains("'=cmd|"))
    #expect(text.firstMatch(of: /(^|[,"\n])[=@]/) == nil)
  }

  @Test("as KML has a name and a description for phones, and no markup in texts")
  func kml() throws {
    let path = try export("k.kml", .init(language: .zh)).path
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(text.contains("<name>1 疑似侵占水域</name>"))
    #expect(text.contains("&lt;script&gt;") && !text.contains("<script>"))
    #expect(XMLParser(data: Data(text.utf8)).parse())
  }

  @Test("as KML has nothing in it that XML cannot hold")
  func controls() throws {
    let text = """
      {"type":"FeatureCollection","features":[{"type":"Feature","id":"a","properties":
      {"kind":"k\\u0001\\u001b","score":0.5},"geometry":null}]}
      """
    let sites = try DeliveredSites(reading: InputPath(home.write(text, to: "x.geojson")))
    _ = try SiteExport(sites, to: home.file("x.kml")).run()
    #expect(XMLParser(data: Data(try home.bytes(of: "x.kml"))).parse())
    #expect(
      String(decoding: try home.bytes(of: "x.kml"), as: UTF8.self).contains("k\u{FFFD}\u{FFFD}"))
  }

  @Test("in the zone at 120 E has metres of CGCS2000 and says so")
  func zone() throws {
    let path = try export("z.gpkg", .init(crs: CoordinateSystem("EPSG:4549"))).path
    let table = try FeatureTable(reading: InputPath(path))
    #expect(table.crs == CoordinateSystem("EPSG:4549"))
    let corner = try #require(table.rows.first?.polygons.first?.first?.first)
    // pyproj.Transformer.from_crs(4326, 4549, always_xy=True).transform(120.03, 28.89)
    #expect(abs(corner.x - 502_926.2568) < 0.01)
    #expect(abs(corner.y - 3_197_077.8595) < 0.01)
  }

  @Test("adds links with display coordinates where they are asked for")
  func navigation() throws {
    let path = try export("n.geojson", .init(navigation: .amap)).path
    let sites = try DeliveredSites(reading: InputPath(path))
    let link = try #require(sites.sites.first?.text("nav_amap"))
    #expect(link.hasPrefix("https://uri.amap.com/navigation?to=120.034"))
    #expect(sites.sites.allSatisfy { $0.text("nav_amap")?.contains("<") == false })
  }

  @Test("of nothing is a valid file with the columns that are known")
  func empty() throws {
    let none = DeliveredSites(columns: [.init("kind", .text)], sites: [])
    for name in ["e.gpkg", "f.fgb", "g.shp", "h.kml", "i.csv"] {
      #expect(try SiteExport(none, to: home.file(name)).run().isEmpty)
    }
    #expect(try FeatureTable(reading: InputPath(home.file("e.gpkg"))).rows.isEmpty)
  }

  @Test("leaves a style alone that lies beside it")
  func ownStyle() throws {
    try home.write("mine", to: "o.qml")
    #expect(try export("o.geojson").notes == [home.file("o.qml") + " is kept as it is"])
    #expect(String(decoding: try home.bytes(of: "o.qml"), as: UTF8.self) == "mine")
  }

  @Test(
    "is refused in a system that its format cannot carry",
    arguments: ["geojson", "geojsonl", "kml", "csv"])
  func systems(suffix: String) throws {
    let sites = try SampleSites.sites(in: home)
    let refusal = try #require(throws: Refusal.self) {
      try SiteExport(
        sites, to: home.file("a." + suffix), options: .init(crs: CoordinateSystem("EPSG:4490")))
    }
    #expect(refusal.reason == .usage && refusal.subject == "--crs EPSG:4490")
  }

  @Test(
    "is refused into a format that there is not, into a layer without a name, and into no folder")
  func refusals() throws {
    let sites = try SampleSites.sites(in: home)
    for name in ["a.docx", "a"] {
      let refusal = try #require(throws: Refusal.self) {
        try SiteExport(sites, to: home.file(name))
      }
      #expect(refusal.reason == .usage)
    }
    #expect(throws: Refusal.self) {
      try SiteExport(sites, to: home.file("a.gpkg"), options: .init(layer: "a\"b"))
    }
    let nowhere = try #require(throws: Refusal.self) {
      try SiteExport(sites, to: home.file("no/a.gpkg")).run()
    }
    #expect(nowhere.reason == .cannotWrite)
  }
}

extension TemporaryFolder {
  fileprivate func bytes(of name: String, after path: String) throws -> [UInt8] {
    try bytes(of: name)
  }
}
