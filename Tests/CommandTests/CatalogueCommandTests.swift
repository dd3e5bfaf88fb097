import Foundation
import GeoFiles
import SceneBuilding
import SiteCatalogue
import Sites
import Testing

@Suite("The commands on a catalogue")
struct CatalogueCommandTests {
  private let home: TemporaryFolder
  private let id: String

  init() throws {
    home = try TemporaryFolder()
    let corners = [(120.0, 29.0), (120.001, 29), (120.001, 29.001), (120, 29.001)].map {
      GeoPoint(longitude: $0.0, latitude: $0.1)
    }
    let candidate = Candidate(
      id: "c1",
      rule: CandidateRule(
        kind: "water-lost", title: BilingualTitle(en: "Water lost", zh: "疑似侵占水域"), severity: 4,
        duration: .lasting, version: "1"),
      score: 0.75,
      place: CandidatePlace(
        geometry: GeoMultiPolygon(polygons: [GeoPolygon(exterior: corners)]),
        point: GeoPoint(longitude: 120.0005, latitude: 29.0005), area: 10_800),
      scenes: ScenePair(before: SceneReference(id: "a"), after: SceneReference(id: "b")),
      evidence: CandidateEvidence(
        pixels: 100, clearFraction: 1, maskReasons: [], change: 0.2,
        indices: [IndexEvidence(name: "MNDWI", before: 0.4, after: -0.2)]),
      provenance: CandidateProvenance(region: "county", software: "test"))
    var observation = SceneObservation(
      scene: SceneRecord(
        id: "s1", product: ProductIdentity(name: "S2B.SAFE", acquisition: "S2B_1"),
        acquired: "2025-01-02T02:30:00Z",
        inputs: [InputRecord(path: "B03.jp2", bytes: 9, sha256: "00ff")],
        treatment: SceneTreatment(mask: "SCL", software: "test", clearShare: 0.9)),
      candidates: [ObservedCandidate(candidate)])
    observation.cells = [CellClarity(cell: Cell(column: 12_000, row: 2_900), clearShare: 0.2)]
    let catalogue = try Catalogue(state: home.path, for: .create)
    try catalogue.record(observation)
    id = try #require(try catalogue.sites().first).id
  }

  private func run(_ arguments: [String]) throws -> Program.Outcome {
    try Program.run(arguments + ["--state", home.path])
  }

  @Test("list its sites in every form, by content and by the file's name")
  func sites() throws {
    let table = try run(["sites", "--format", "table"])
    #expect(table.code == 0)
    #expect(table.output.contains("water-lost"))
    #expect(table.output.contains("1 sites as of 2025-01-02"))
    #expect(try run(["sites"]).output.hasPrefix("{\"type\":\"FeatureCollection\""))
    #expect(try run(["sites", "--json"]).output.hasPrefix("[{\"id\":\"\(id)\""))
    #expect(try run(["sites", "--kind", "burning", "--json"]).output == "[]\n")
    for name in ["sites.geojson", "sites.geojsonl", "sites.csv", "sites.gpkg", "sites.txt"] {
      #expect(try run(["sites", "-o", home.file(name)]).code == 0, "\(name)")
      #expect(try !home.bytes(of: name).isEmpty, "\(name)")
    }
    #expect(try run(["sites", "--within", home.file("sites.geojson"), "--json"]).output != "[]\n")
    #expect(try run(["sites", "--near", "120.002,29,50", "--json"]).output == "[]\n")
    #expect(try run(["sites", "--near", "120.002,29,150", "--json"]).output != "[]\n")
  }

  @Test(
    "refuse what makes no sense with 64",
    arguments: [
      ["sites", "--bbox", "1,2,3"], ["sites", "--bbox", "3,2,1,4"], ["sites", "--near", "1,2"],
      ["sites", "--since", "yesterday"], ["sites", "--site-state", "odd"],
      ["sites", "--verdict", "odd"], ["sites", "--limit", "-1"], ["sites", "--format", "gpkg"],
      ["sites", "--min-score", "nan"], ["sites", "-o", "sites.shp"],
    ])
  func usage(arguments: [String]) throws {
    #expect(try run(arguments).code == 64)
  }

  @Test("never write over the catalogue, nor over the area that is asked for")
  func overwriting() throws {
    let catalogue = home.file(Catalogue.fileName)
    let bytes = try home.bytes(of: Catalogue.fileName)
    for arguments in [["sites"], ["days-unobserved", "--format", "csv"]] {
      let outcome = try run(arguments + ["-o", catalogue])
      #expect(outcome.code == 64)
      #expect(outcome.error.contains("is one of the inputs"))
    }
    #expect(try home.bytes(of: Catalogue.fileName) == bytes)
    let area = home.file("area.geojson")
    #expect(try run(["sites", "-o", area]).code == 0)
    #expect(try run(["sites", "--within", area, "-o", area]).code == 64)
  }

  @Test("show a site, take a verdict on it, and audit all of it")
  func site() throws {
    let shown = try run(["site", id])
    #expect(shown.code == 0)
    #expect(shown.output.contains("anomalous"))
    let said = try run([
      "verdict", id, "false", "--reason", "shadow", "--by", "李四", "--on", "2025-01-05",
    ])
    #expect(said.output == "\(id) is false\n")
    #expect(try run(["verdict", id, "rectifying"]).code == 64)
    #expect(try run(["verdict", "S0", "unclear"]).code == 66)
    #expect(try run(["site", id, "--json"]).output.contains("\"reason\":\"shadow\""))
    #expect(try run(["sites", "--verdict", "false", "--json"]).output != "[]\n")
    let audit = try run(["audit", id])
    #expect(audit.code == 0)
    #expect(audit.output.contains("sound: "))
    #expect(audit.output.contains("00ff"))
    #expect(try run(["audit", "--head", "beef"]).code == 65)
  }

  @Test("say of a cell that nobody saw that it was never seen")
  func daysUnobserved() throws {
    let outcome = try run(["days-unobserved"])
    #expect(outcome.code == 0)
    #expect(outcome.output.contains("never"))
  }

  @Test("refuse a directory without catalogue with 66, and none at all with 64")
  func missing() throws {
    #expect(try Program.run(["sites", "--state", home.file("nowhere")]).code == 66)
    #expect(try Program.run(["sites"]).code == 64)
  }
}
