import Foundation
import SceneBuilding
import Testing

@Suite("The index command")
struct IndexCommandTests {
  private let scenes: IndexScenes
  init() throws { scenes = try IndexScenes() }

  private func json(_ text: String) throws -> [[String: Any]] {
    try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]])
  }

  /// Pixels with a value, of all 256.
  private let observed = IndexScenes.size * IndexScenes.size - IndexScenes.clouded

  @Test("shows range and mean of every index, and how much of the scene was observed")
  func summary() throws {
    let outcome = try scenes.index("MNDWI,NDVI", scenes.scene)
    #expect(outcome.code == 0)
    #expect(outcome.error == "")
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines[0].contains("minimum") && lines[0].contains("observed"))
    #expect(lines[1].hasPrefix("MNDWI ") && lines[1].hasSuffix("97.7 %"))
    #expect(lines[2].hasPrefix("NDVI "))
  }

  @Test("shows names whole, however long")
  func longNames() throws {
    let lines = try scenes.index("--expr", "TUR_NECHAD2016_B4 - TUR_NECHAD2009", scenes.scene)
      .output
      .split(separator: "\n")
    #expect(lines[1].hasPrefix("TUR_NECHAD2016_B4 - TUR_NECHAD2009 "))
    #expect(lines[0].count == lines[1].count)
  }

  @Test("shows the same as JSON")
  func jsonSummary() throws {
    let outcome = try scenes.index("MNDWI,NDVI", scenes.scene, "--json")
    #expect(outcome.code == 0)
    let found = try json(outcome.output)
    #expect(found.map { $0["index"] as? String } == ["MNDWI", "NDVI"])
    #expect(found.allSatisfy { $0["observed_pixels"] as? Int == observed })
    #expect(found.allSatisfy { $0["considered_pixels"] as? Int == 256 })
    // Water at its clearest: (800 + n - 200 - n) / (1000 + 2 n) for n = 0.
    #expect(abs((found[0]["maximum"] as? Double ?? 0) - 0.6) < 1e-6)
    let plain = try json(try scenes.index("MNDWI", scenes.scene, "--json", "--plain").output)
    #expect(plain[0]["observed_pixels"] as? Int == 256)
  }

  @Test("says null where nothing was observed")
  func nothingObserved() throws {
    let outcome = try scenes.index("--expr", "green / 0", scenes.scene, "--json")
    #expect(outcome.code == 0)
    let found = try json(outcome.output)
    #expect(found[0]["observed_pixels"] as? Int == 0)
    for key in ["minimum", "mean", "maximum"] { #expect(found[0][key] is NSNull) }
    #expect(try scenes.index("--expr", "green / 0", scenes.scene).output.contains("0.0 %"))
  }

  @Test("writes one band an index, the same with one thread and with two")
  func file() throws {
    #expect(
      try scenes.index("MNDWI,NDVI", scenes.scene, "-o", scenes.map, "--threads", "1").code == 0)
    let bytes = try Data(contentsOf: URL(fileURLWithPath: scenes.map))
    let info = try scenes.info(scenes.map)
    #expect(info.bands.map(\.name) == ["MNDWI", "NDVI"])
    #expect(info.bands.map(\.sampleType) == [.float32, .float32])
    let values = try scenes.numbers(scenes.map, band: 1, as: .float32)
    #expect(values.indices.filter { values[$0].isNaN } == Array(48..<54))
    let again = scenes.home.file("results/again.tif")
    #expect(try scenes.index("MNDWI,NDVI", scenes.scene, "-o", again, "--threads", "2").code == 0)
    #expect(try Data(contentsOf: URL(fileURLWithPath: again)) == bytes)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: scenes.results).sorted()
        == ["again.qml", "again.tif", "map.qml", "map.tif"])
  }

  @Test("stores 16-bit steps where that is asked for, to half a step the same")
  func scaled() throws {
    let exact = scenes.home.file("results/exact.tif")
    _ = try scenes.index("MNDWI", scenes.scene, "-o", exact)
    #expect(try scenes.index("MNDWI", scenes.scene, "-o", scenes.map, "--scaled").code == 0)
    let band = try scenes.info(scenes.map).bands[0]
    #expect(band.sampleType == .int16 && band.scale == 1e-4 && band.nodata == -32_768)
    for (step, value) in zip(
      try scenes.numbers(scenes.map, band: 1, as: .int16),
      try scenes.numbers(exact, band: 1, as: .float32))
    {
      #expect(value.isNaN ? step == -32_768 : abs(step * 1e-4 - value) <= 0.5001e-4)
    }
  }

  @Test("maps expressions, several in one file, beside what a condition says")
  func expressions() throws {
    let outcome = try scenes.index(
      "--expr", "green - red", "--expr", "MNDWI > 0", scenes.scene, "-o", scenes.map)
    #expect(outcome.code == 0)
    #expect(outcome.output.contains("green - red") && outcome.output.contains("MNDWI > 0"))
    #expect(try scenes.info(scenes.map).bands.map(\.name) == ["green - red", "MNDWI > 0"])
    let water = try scenes.numbers(scenes.map, band: 2, as: .float32)
    for (i, value) in water.enumerated() where !value.isNaN {
      #expect(value == (i % 16 < 8 ? 1 : 0))
    }
  }

  @Test("subtracts sun glint for indices of water quality, and else only where it is asked to")
  func glint() throws {
    func mean(_ arguments: String...) throws -> Double {
      let outcome = try Program.run(["index"] + arguments + [scenes.scene, "--json"])
      return try #require(try json(outcome.output)[0]["mean"] as? Double)
    }
    let corrected = try mean("--expr", "nd(red - swir16, green - swir16)")
    let plain = try mean("--expr", "nd(red, green)")
    #expect(corrected != plain)
    #expect(try mean("NDTI") == corrected)
    #expect(try mean("NDTI", "--no-glint-correction") == plain)
    #expect(try mean("--expr", "NDTI") == corrected)
    #expect(try mean("--expr", "NDTI", "--no-glint-correction") == plain)
    #expect(try mean("--expr", "NDTI + 0") == plain)
    #expect(try mean("--expr", "nd(red, green)", "--glint-correction") == corrected)
    #expect(try mean("NDVI") == mean("NDVI", "--no-glint-correction"))
    #expect(try mean("NDVI", "--glint-correction") != mean("NDVI"))
  }

  @Test("uses constants that are set and indices of another catalogue")
  func formulas() throws {
    func mean(_ arguments: String...) throws -> Double {
      let outcome = try Program.run(["index"] + arguments + [scenes.scene, "--json"])
      return try #require(try json(outcome.output)[0]["mean"] as? Double, "\(outcome.error)")
    }
    #expect(abs(try mean("--expr", "L", "--set", "L=0.25") - 0.25) < 1e-6)
    let catalogue = try scenes.home.write(
      """
      {"SpectralIndices": {"MINE": {"application_domain": "water", "bands": ["G", "L"],
      "formula": "G * 0.0 + L", "long_name": "Mine", "reference": "none"}}}
      """, to: "catalogue.json")
    #expect(
      abs(try mean("MINE", "--catalogue", catalogue, "--set", "L=0.5") - 0.5) < 1e-6)
  }

  @Test("draws a picture whose masked pixels are transparent, and no others")
  func picture() throws {
    let outcome = try scenes.index("MNDWI", scenes.scene, "--png", scenes.png)
    #expect(outcome.code == 0)
    let info = try scenes.info(scenes.png)
    #expect(info.driver == "PNG" && info.bands.count == 4)
    // Pictures of small maps show each pixel as a square of many.
    let transparent = try scenes.numbers(scenes.png, band: 4, as: .uint8).count { $0 == 0 }
    #expect(transparent > 0)
    #expect(transparent % IndexScenes.clouded == 0)
    let side = Double(transparent / IndexScenes.clouded).squareRoot()
    #expect(side == side.rounded() && side >= 8)
    #expect(Double(info.width) >= side * Double(IndexScenes.size))

    _ = try scenes.index("MNDWI", scenes.scene, "--png", scenes.png, "--plain")
    #expect(try scenes.numbers(scenes.png, band: 4, as: .uint8).allSatisfy { $0 == 255 })
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: scenes.results) == ["map.png"])
  }

  @Test("samples at points to standard output and to a file")
  func points() throws {
    let points = try scenes.points((10, 8), (2, 3), (100, 100))
    let outcome = try scenes.index("NDWI,MNDWI", scenes.scene, "--at", points, "--average", "1")
    #expect(outcome.code == 0)
    #expect(outcome.error == "")
    let lines = outcome.output.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    #expect(lines.map { $0[0] } == ["name", "p0", "p1", "p2"])
    #expect(lines[0].suffix(2) == ["NDWI", "MNDWI"])
    // Column 10, row 8: 10 + 16 * 8 = 138, of which 38 are added to every band.
    let value = try #require(Double(lines[1][3]))
    #expect(abs(value - (900.0 - 3000) / (900 + 3000 + 76)) < 1e-5)
    // Under cloud, and off the scene.
    #expect(lines[2].suffix(2) == ["", ""])
    #expect(lines[3].suffix(2) == ["", ""])

    let table = scenes.home.file("results/samples.csv")
    let written = try scenes.index(
      "NDWI,MNDWI", scenes.scene, "--at", points, "--average", "1", "-o", table)
    #expect(written.code == 0)
    #expect(written.output == "")
    #expect(try String(contentsOfFile: table, encoding: .utf8) == outcome.output)
  }

  @Test("leaves out rows of other days and says how many; refuses a table of other days only")
  func otherDays() throws {
    let info = try json("[" + Program.run(["info", "--json", scenes.scene]).output + "]")
    let day = String(try #require(info[0]["acquired"] as? String).prefix(10))
    let place = try String(contentsOfFile: scenes.points((10, 8)), encoding: .utf8)
      .split(separator: "\n")
    func table(_ days: [String]) throws -> String {
      let lines = ["\(place[0]),date"] + days.map { "\(place[1]),\($0)" }
      return try scenes.home.write(lines.joined(separator: "\n"), to: "dated.csv")
    }
    let some = try scenes.index("NDWI", scenes.scene, "--at", try table([day, "1999-01-01"]))
    #expect(some.code == 0)
    #expect(some.output.split(separator: "\n").count == 2)
    #expect(some.error.contains("1 of 2 rows"))
    let none = try scenes.index("NDWI", scenes.scene, "--at", try table(["2024/05/01"]))
    #expect(none.code == 69)
    #expect(none.output == "" && none.error.contains(day))
  }

  @Test("gives samples as JSON where that is asked for, with null where there is no value")
  func pointsAsJSON() throws {
    let points = try scenes.points((10, 8), (2, 3))
    let outcome = try scenes.index(
      "NDWI,MNDWI", scenes.scene, "--at", points, "--average", "1", "--json")
    #expect(outcome.code == 0)
    let samples = try json(outcome.output)
    let row = try #require(samples[0]["row"] as? [String: Any])
    #expect(row["name"] as? String == "p0")
    let values = try #require(samples[0]["values"] as? [String: Any])
    let value = try #require(values["NDWI"] as? Double)
    #expect(abs(value - (900.0 - 3000) / (900 + 3000 + 76)) < 1e-5)
    let cloudy = try #require(samples[1]["values"] as? [String: Any])
    #expect(cloudy["NDWI"] is NSNull && cloudy["MNDWI"] is NSNull)
  }

  @Test("writes into the map which constants were set and where the indices are from")
  func settingsInMap() throws {
    let catalogue = try scenes.home.write(
      """
      {"SpectralIndices": {"MINE": {"application_domain": "water", "bands": ["G", "L"],
      "formula": "G * 0.0 + L", "long_name": "Mine", "reference": "none"}}}
      """, to: "catalogue.json")
    let outcome = try scenes.index(
      "MINE", scenes.scene, "-o", scenes.map, "--catalogue", catalogue, "--set", "L=0.5")
    #expect(outcome.code == 0, "\(outcome.error)")
    let metadata = try scenes.info(scenes.map).metadata
    #expect(metadata["TIANYAN_SET"] == "L=0.5")
    let source = try #require(metadata["TIANYAN_CATALOGUE"])
    #expect(source.wholeMatch(of: /catalogue\.json sha256:[0-9a-f]{64}/) != nil)
    #expect(try scenes.index("MNDWI", scenes.scene, "-o", scenes.map).code == 0)
    #expect(try scenes.info(scenes.map).metadata["TIANYAN_CATALOGUE"] == "built-in")
  }

  @Test("prints nothing where it is told to be quiet")
  func quiet() throws {
    let outcome = try scenes.index("MNDWI", scenes.scene, "-o", scenes.map, "--quiet")
    #expect(outcome.code == 0)
    #expect(outcome.output == "" && outcome.error == "")
    #expect(FileManager.default.fileExists(atPath: scenes.map))
  }

  @Test("says why clouds are not left out where nothing shows them, and nothing with --plain")
  func unmasked() throws {
    try scenes.home.write(
      try String(contentsOfFile: scenes.scene + "/scene.yaml", encoding: .utf8)
        .split(separator: "\n").filter { !$0.hasPrefix("mask:") }.joined(separator: "\n"),
      to: "scene/scene.yaml")
    let outcome = try scenes.index("NDVI", scenes.scene)
    #expect(outcome.code == 0 && outcome.error.contains("clouds are not left out"))
    #expect(outcome.error.contains("it lacks blue"), "\(outcome.error)")
    #expect(try !scenes.index("NDVI", scenes.scene, "--plain").error.contains("clouds"))
  }
}
