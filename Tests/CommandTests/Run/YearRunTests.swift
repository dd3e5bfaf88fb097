import Foundation
import SceneBuilding
import Testing

/// A piece of a simulated year, by `scene-simulator`: some forest that is cleared strip by strip.
private struct PieceOfYear {
  let home: TemporaryFolder

  init(scenes: Int) throws {
    home = try TemporaryFolder()
    let outcome = try Program.run(
      [
        "year", "--scenes", "\(scenes)", "--piece", "112,234,40,40", "-o", home.path,
      ], program: "scene-simulator")
    try #require(outcome.code == 0, "\(outcome.error)")
  }

  var scenes: [String] { get throws { try home.list("inbox") } }

  /// One run over some of the scenes.
  func run(_ names: some Sequence<String>, state: String) throws {
    try home.write(names.map { "inbox/\($0)\n" }.joined(), to: "\(state).txt")
    let outcome = try Program.run([
      "run", "--region", home.file("region"), "--inbox", home.file("\(state).txt"), "--state",
      home.file(state), "--threads", "1", "--settle", "0",
    ])
    #expect(outcome.code == 0 || outcome.code == 65, "\(outcome.error)")
  }

  func sites(_ state: String, _ format: String) throws -> String {
    try Program.run(["sites", "--state", home.file(state), "--format", format]).output
  }

  struct Features: Decodable {
    struct Feature: Decodable {
      struct Properties: Decodable {
        let kind: String
        let title: String?
        let state: String?
        let score: Double?
        let first_seen: String?
        let seen_clear: [String]?
      }
      let properties: Properties
    }
    let features: [Feature]
  }

  func features(_ text: String) throws -> [Features.Feature.Properties] {
    try JSONDecoder().decode(Features.self, from: Data(text.utf8)).features.map(\.properties)
  }
}

@Suite("A piece of a simulated year")
struct YearRunTests {
  @Test(
    "gives the same sites in order and in reverse, in one run and in several, and the right ones")
  func orders() throws {
    let year = try PieceOfYear(scenes: 18)
    let scenes = try year.scenes
    #expect(scenes.contains { $0.hasSuffix("-reprocessed") })
    try year.run(scenes, state: "once")
    let reversed = Array(scenes.reversed())
    for count in [6, 13, reversed.count] {
      try year.run(reversed.prefix(count), state: "reverse")
    }
    for format in ["geojson", "geojsonseq", "csv"] {
      let sites = try year.sites("once", format)
      #expect(try year.sites("reverse", format) == sites, "\(format)")
    }

    let truth = try year.features(
      String(contentsOfFile: year.home.file("truth.geojson"), encoding: .utf8))
    let event = try #require(truth.first { $0.title == "Forest cleared strip by strip" })
    let clear = try #require(event.seen_clear)
    try #require(clear.count >= 2)
    let sites = try year.features(year.sites("once", "geojson"))
    let found = try #require(sites.max { ($0.score ?? 0) < ($1.score ?? 0) })
    #expect(found.kind == event.kind)
    #expect(clear.prefix(2).contains(try #require(found.first_seen)))
    #expect(sites.filter { $0.kind != event.kind }.allSatisfy { ($0.score ?? 1) < 0.5 })
  }
}
