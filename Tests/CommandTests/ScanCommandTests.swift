import Foundation
import SceneBuilding
import Testing

@Suite("The scan command")
struct ScanCommandTests {
  private let pond: PondScenes
  init() throws { pond = try PondScenes() }

  private func features(_ text: String) throws -> [[String: Any]] {
    let json = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    #expect(json?["type"] as? String == "FeatureCollection")
    return try #require(json?["features"] as? [[String: Any]])
  }

  private func content(_ path: String) throws -> String {
    try String(contentsOfFile: path, encoding: .utf8)
  }

  @Test("writes GeoJSON where standard output is no terminal")
  func standardOutput() throws {
    let outcome = try pond.scan()
    #expect(outcome.code == 0)
    #expect(outcome.error == "")
    let found = try features(outcome.output)
    #expect(found.count == 1)
    let properties = try #require(found.first?["properties"] as? [String: Any])
    #expect(properties["kind"] as? String == "water-lost")
    #expect(properties["pixels"] as? Int == 15)
  }

  @Test("prints a table where one is asked for")
  func table() throws {
    let outcome = try pond.scan("--format", "table")
    #expect(outcome.code == 0)
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines[0].contains("rank") && lines[0].contains("score") && lines[0].contains("kind"))
    #expect(lines[1].contains("water-lost") && lines[1].contains("Water lost"))
  }

  @Test("prints the table in Chinese where that is asked for")
  func chinese() throws {
    let outcome = try pond.scan("--format", "table", "--lang", "zh")
    #expect(outcome.output.contains("水域减少"))
    #expect(!outcome.output.contains("Water lost"))
  }

  @Test("prints the table as JSON where that is asked for")
  func json() throws {
    let outcome = try pond.scan("--json")
    #expect(outcome.code == 0)
    let rows = try #require(
      try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [[String: Any]])
    #expect(rows.map { $0["kind"] as? String } == ["water-lost"])
    #expect(rows.allSatisfy { $0["id"] is String })
  }

  @Test("judges by constants that are set and by indices of another catalogue, and says so")
  func formulas() throws {
    let catalogue = try pond.home.write(
      """
      {"SpectralIndices": {"MINE": {"application_domain": "water", "bands": ["G", "S1", "L"],
      "formula": "(G - S1) / (G + S1) + L", "long_name": "Mine", "reference": "none"}}}
      """, to: "catalogue.json")
    let rules = try pond.home.write(
      """
      - kind: lost
        when: before.MINE > 0 and after.MINE < 0
        minimum: {pixels: 1}
      """, to: "mine.yaml")
    func scan(_ assignment: String) throws -> String {
      let outcome = try Program.run([
        "scan", pond.before, pond.after, "--plain", "--rules", rules, "--catalogue", catalogue,
        "--set", assignment,
      ])
      #expect(outcome.code == 0, "\(outcome.error)")
      return outcome.output
    }
    let found = try scan("L=0")
    #expect(try features(found).count == 1)
    // So much is added to MNDWI that nothing is below zero any more.
    #expect(try features(scan("L=2")).isEmpty)
    #expect(found.contains(/"catalogue":"catalogue\.json sha256:[0-9a-f]{64}","set":\["L=0"\]/))
  }

  @Test("refuses a constant that there is not, and a rule whose names the catalogue has not")
  func wrongFormulas() throws {
    let unknown = try pond.scan("--set", "K9=1")
    #expect(unknown.code == 64)
    #expect(unknown.error.contains("--set") && unknown.error.contains("K9"))
    let catalogue = try pond.home.write(
      """
      {"SpectralIndices": {"MINE": {"application_domain": "water", "bands": ["G"],
      "formula": "G", "long_name": "Mine", "reference": "none"}}}
      """, to: "catalogue.json")
    let rules = try pond.home.write(
      "- {kind: lost, when: before.MNDWI > 0, minimum: {pixels: 1}}", to: "mine.yaml")
    let outcome = try Program.run([
      "scan", pond.before, pond.after, "--rules", rules, "--catalogue", catalogue,
    ])
    #expect(outcome.code == 65)
    #expect(outcome.error.contains("mine.yaml:1") && outcome.error.contains("MNDWI"))
    let missing = try pond.scan("--catalogue", pond.home.file("none.json"))
    #expect(missing.code == 66)
  }

  @Test("writes the form that the name of the file says, and tells what it wrote")
  func byExtension() throws {
    let lines = pond.home.file("results/sites.geojsonl")
    let outcome = try pond.scan("-o", lines)
    #expect(outcome.code == 0)
    #expect(outcome.output.contains("1 candidates in \(lines)"))
    #expect(outcome.output.contains("water-lost"))
    let text = try content(lines)
    #expect(text.split(separator: "\n").count == 1)
    let feature = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    #expect(feature?["type"] as? String == "Feature")

    _ = try pond.scan("-o", pond.output)
    #expect(try features(content(pond.output)).count == 1)
    _ = try pond.scan("-o", pond.home.file("results/sites.txt"))
    #expect(try content(pond.home.file("results/sites.txt")).contains("rank"))
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: pond.results).sorted()
        == ["sites.geojson", "sites.geojsonl", "sites.txt"])
  }

  @Test("writes the same to a file and to standard output")
  func sameBytes() throws {
    _ = try pond.scan("-o", pond.output)
    #expect(try content(pond.output) == pond.scan().output)
  }

  @Test("replaces the result of an earlier run")
  func replaces() throws {
    try pond.home.write("mine", to: "results/sites.geojson")
    #expect(try pond.scan("-o", pond.output).code == 0)
    #expect(try features(content(pond.output)).count == 1)
  }

  @Test("prints nothing where it is told to be quiet")
  func quiet() throws {
    let outcome = try pond.scan("-o", pond.output, "--quiet")
    #expect(outcome.code == 0)
    #expect(outcome.output == "")
    #expect(outcome.error == "")
    #expect(try features(content(pond.output)).count == 1)
  }

  @Test("says what it decided where that is asked for, on standard error")
  func verbose() throws {
    let outcome = try pond.scan("-v")
    #expect(outcome.error.contains("both scenes lie on one grid: no warp"))
    #expect(outcome.error.contains("water-lost: 100.0 % of 256 pixels could be judged"))
    #expect(!outcome.error.contains("after.swir16"))
    #expect(try features(outcome.output).count == 1)
    #expect(try pond.scan("-vv").error.contains("after.swir16"))
  }

  @Test("warns of what is doubtful and of rules that it skips, and goes on")
  func warnings() throws {
    try pond.home.write(
      PondScenes.rules + "\n- {kind: cleared, when: after.NDVI < 0.3, minimum: {pixels: 1}}\n",
      to: "rules.yaml")
    let outcome = try Program.run(["scan", pond.before, pond.after, "--rules", pond.rules])
    #expect(outcome.code == 0)
    #expect(
      outcome.error.contains("tianyan: warning: cleared is skipped: needs after.red, after.nir"))
    #expect(outcome.error.contains("tianyan: warning: not every date has a mask"))
    #expect(try features(outcome.output).count == 1)
  }

  @Test("answers with a valid empty collection and 0 where nothing is suspicious")
  func empty() throws {
    let outcome = try Program.run(
      ["scan", pond.before, pond.before, "--plain", "--rules", pond.rules, "-o", pond.output])
    #expect(outcome.code == 0)
    #expect(outcome.output.contains("0 candidates"))
    #expect(try features(content(pond.output)).isEmpty)
  }

  @Test("looks only for the kinds that are named")
  func kinds() throws {
    try pond.home.write(
      PondScenes.rules + "\n- {kind: bright, when: after.swir16 > 0.1, minimum: {pixels: 1}}\n",
      to: "rules.yaml")
    #expect(try features(pond.scan().output).count == 2)
    let only = try features(pond.scan("--kinds", "bright").output)
    #expect(only.map { ($0["properties"] as? [String: Any])?["kind"] as? String } == ["bright"])
  }

  @Test("gives the same bytes with one thread and with two, and a second time")
  func repeatable() throws {
    let many = try PondScenes(size: 64) { ($0 / 2 + $1 / 3) % 3 == 0 }
    let one = try many.scan("--threads", "1").output
    #expect(try features(one).count > 10)
    #expect(try many.scan("--threads", "2").output == one)
    #expect(try many.scan("--threads", "1").output == one)
  }
}
