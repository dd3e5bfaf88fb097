import Delivery
import Foundation
import GeoFiles
import SceneBuilding
import Sites
import Testing

@Suite("Delivered sites")
struct DeliveredSitesTests {
  private let home: TemporaryFolder
  init() throws { home = try TemporaryFolder() }

  @Test("are what scan wrote, ranked, with every text whole and the origin of the file")
  func reading() throws {
    let sites = try SampleSites.sites(in: home)
    #expect(sites.sites.map(\.score) == [0.9, 0.5, 0.1])
    #expect(sites.sites[0].id == SampleSites.pond.id)
    #expect(sites.sites[0].geometry == SampleSites.pond.place.geometry.rewound())
    #expect(sites.sites[0].title == SampleSites.pond.rule.title)
    #expect(sites.sites[0]["severity"] == .integer(3))
    #expect(sites.sites[0]["area_m2"] == .real(10_807.3))
    #expect(sites.sites[0]["before_time"] == .text("2016-12-09T03:11:22Z"))
    #expect(sites.sites[0]["after_time"] == .text("2018-12-04"))
    #expect(sites.sites[2].kind == SampleSites.hostile)
    guard case .string("tianyan 9") = sites.provenance?["software"] else {
      Issue.record("the origin of the file is lost")
      return
    }
  }

  @Test("have one type a column, also where a column is empty or all its numbers are whole")
  func types() throws {
    let columns = Dictionary(
      uniqueKeysWithValues: try SampleSites.sites(in: home).columns.map { ($0.name, $0.type) })
    #expect(columns["change"] == .real)
    #expect(columns["mndwi_after"] == .real)
    #expect(columns["clear_fraction"] == .real)
    #expect(columns["region"] == .text)
    #expect(columns["pixels"] == .integer)
    #expect(columns["id"] == nil)
  }

  @Test("have their columns in one order, whatever order the file has")
  func order() throws {
    let text = """
      {"type":"FeatureCollection","features":[{"type":"Feature","id":"a","properties":{"software":"x",
      "ndvi_after":1,"zeal":2,"score":0.5,"ndvi_before":1,"kind":"k","boi_before":1},"geometry":null}]}
      """
    let sites = try DeliveredSites(reading: InputPath(home.write(text, to: "o.geojson")))
    #expect(
      sites.columns.map(\.name) == [
        "kind", "score", "boi_before", "ndvi_before", "ndvi_after", "zeal", "software",
      ])
  }

  @Test("may be none")
  func empty() throws {
    let bytes = GeoJSON.featureCollection(name: "candidates", candidates: [])
    let sites = try DeliveredSites(reading: InputPath(home.write(bytes, to: "none.geojson")))
    #expect(sites.sites.isEmpty)
  }

  private func refusal(of text: String) throws -> Refusal {
    let path = try InputPath(home.write(text, to: "bad.geojson"))
    return try #require(throws: Refusal.self) { try DeliveredSites(reading: path) }
  }

  private func collection(_ features: String...) -> String {
    "{\"type\":\"FeatureCollection\",\"features\":[\(features.joined(separator: ","))]}"
  }

  @Test("are refused without ids, with one id twice, and without kinds, by their place")
  func identities() throws {
    func feature(_ id: String, _ kind: String = "\"kind\":\"k\"") -> String {
      "{\"type\":\"Feature\",\(id)\"properties\":{\(kind)},\"geometry\":null}"
    }
    let none = try refusal(of: collection(feature("")))
    #expect(none.reason == .badInput && none.what.contains("id"))
    let twice = try refusal(of: collection(feature("\"id\":\"a\","), feature("\"id\":\"a\",")))
    #expect(twice.subject.contains("feature 2"))
    let kind = try refusal(of: collection(feature("\"id\":\"a\",", "\"x\":1")))
    #expect(kind.what.contains("kind"))
  }

  @Test(
    "are refused where a number is none, where an outline is a line, and where it is no GeoJSON")
  func damage() throws {
    let score = try refusal(
      of: collection(
        "{\"type\":\"Feature\",\"id\":\"a\",\"properties\":{\"kind\":\"k\",\"score\":\"high\"},\"geometry\":null}"
      ))
    #expect(score.what.contains("score") && score.subject.contains("feature 1"))
    let line = try refusal(
      of: collection(
        "{\"type\":\"Feature\",\"id\":\"a\",\"properties\":{\"kind\":\"k\"},"
          + "\"geometry\":{\"type\":\"LineString\",\"coordinates\":[[0,0],[1,1]]}}"))
    #expect(line.what.contains("no polygon"))
    #expect(try refusal(of: "{\"type\":\"Feat").reason == .badInput)
  }

  @Test("are refused where they are not on WGS 84, and where they link their system")
  func system() throws {
    let text = collection(
      "{\"type\":\"Feature\",\"id\":\"a\",\"properties\":{\"kind\":\"k\"},\"geometry\":null}")
    let other =
      text.dropLast()
      + ",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"urn:ogc:def:crs:EPSG::4549\"}}}"
    #expect(try refusal(of: String(other)).what.contains("WGS 84"))
    let link =
      text.dropLast() + ",\"crs\":{\"type\":\"link\",\"properties\":{\"href\":\"http://x\"}}}"
    #expect(try refusal(of: String(link)).what.contains("links"))
  }

  @Test("from features are those that a file of the same features gives")
  func features() throws {
    let candidates = [SampleSites.plume, SampleSites.pond]
    let made = DeliveredSites(
      features: candidates.map {
        GeoFeature(
          id: $0.id, geometry: $0.place.geometry.rewound(),
          properties: $0.properties(indices: ["mndwi"]))
      })
    let bytes = GeoJSON.featureCollection(name: "x", candidates: candidates)
    let read = try DeliveredSites(reading: InputPath(home.write(bytes, to: "f.geojson")))
    #expect(made.sites == read.sites)
    #expect(made.columns == read.columns)
  }
}
