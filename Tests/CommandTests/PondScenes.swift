import Foundation
import RasterGrid
import SceneBuilding
import Testing

/// Two scenes of a pond in a folder of their own, before and after a part of it was filled, with a
/// rule file and an empty folder for results.
struct PondScenes {
  let home: TemporaryFolder

  static let rules = """
    - kind: water-lost
      title: {en: Water lost, zh: 水域减少}
      where: before.MNDWI > 0
      when: after.MNDWI < 0
      score: clamp((before.MNDWI - after.MNDWI) / 2, 0, 1)
      minimum: {pixels: 1}
    """

  var before: String { home.file("before") }
  var after: String { home.file("after") }
  var rules: String { home.file("rules.yaml") }
  var results: String { home.file("results") }
  var output: String { home.file("results/sites.geojson") }

  /// Scenes of `size` x `size` pixels; soil where `isFilled` says, water elsewhere.
  init(
    size: Int = 16,
    isFilled: @escaping (_ column: Int, _ row: Int) -> Bool = {
      (4..<9).contains($0) && (5..<8).contains($1)
    }
  ) throws {
    home = try TemporaryFolder()
    _ = try home.folder("results")
    try home.write(Self.rules, to: "rules.yaml")
    try write("before", on: SyntheticScene.grid(width: size, height: size)) { _, _ in false }
    try write("after", on: SyntheticScene.grid(width: size, height: size), isFilled: isFilled)
  }

  /// Writes a scene; its samples differ from pixel to pixel, so that they do not compress away.
  func write(
    _ name: String, on grid: Grid, roles: [String] = ["green", "swir16"],
    isFilled: @escaping (_ column: Int, _ row: Int) -> Bool
  ) throws {
    let bands = roles.map { role in
      SyntheticScene.Band(role) { column, row in
        let noise = UInt16((column * 7919 + row * 104_729) % 101)
        let isGreen = role == "green"
        return isFilled(column, row)
          ? (isGreen ? 600 : 1800) + noise : (isGreen ? 800 : 200) + noise
      }
    }
    _ = try SyntheticScene(grid: grid, bands: bands).write(to: name, in: home)
  }

  /// `scan BEFORE AFTER --plain --rules ...` and what is added.
  func scan(_ more: String..., standardOutput: String? = nil) throws -> Program.Outcome {
    try Program.run(
      ["scan", before, after, "--plain", "--rules", rules] + more, standardOutput: standardOutput)
  }

  /// Runs a command that should fail with `code` and say all of `words`; nothing must be left in the
  /// folder for results, and nothing on standard output.
  func expectFailure(
    _ code: Int32, saying words: [String], _ arguments: [String],
    at location: SourceLocation = #_sourceLocation
  ) throws {
    let kept = try FileManager.default.contentsOfDirectory(atPath: results)
    let outcome = try Program.run(arguments)
    #expect(outcome.code == code, "\(outcome.error)", sourceLocation: location)
    #expect(outcome.output == "", sourceLocation: location)
    for word in words {
      #expect(outcome.error.contains(word), sourceLocation: location)
    }
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: results) == kept,
      sourceLocation: location)
  }

  /// The same for a scan of `before` and `after` into the folder for results.
  func expectScanFailure(
    _ code: Int32, saying words: String..., before: String? = nil, after: String? = nil,
    options: [String] = [], at location: SourceLocation = #_sourceLocation
  ) throws {
    try expectFailure(
      code, saying: words,
      ["scan", before ?? self.before, after ?? self.after, "-o", output]
        + (options.contains("--rules") ? [] : ["--rules", rules]) + options, at: location)
  }
}
