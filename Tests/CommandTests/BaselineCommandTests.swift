import Foundation
import GeoFiles
import SceneBuilding
import Testing

@Suite("The commands for stacks of dates")
struct BaselineCommandTests {
  private let home: TemporaryFolder

  init() throws { home = try TemporaryFolder() }

  /// A scene of a date whose NDVI is 0.7, or 0.2 in a block of 25 pixels.
  private func scene(_ day: String, cleared: Bool = false) throws -> String {
    var scene = SyntheticScene(
      grid: SyntheticScene.grid(width: 20, height: 20),
      bands: ["red", "nir"].map { role in
        .init(role) { column, row in
          let isLow = cleared && (5..<10).contains(column) && (5..<10).contains(row)
          return (role == "nir") == !isLow ? 3400 : isLow ? 3400 : 600
        }
      })
    scene.classes = .init("SCL") { _, _ in 4 }
    scene.description = """
      sensor: sentinel-2
      level: L2A
      acquired: \(day)
      quantity: reflectance
      scale: 0.0001
      nodata: 0
      """
    return try scene.write(to: day, in: home)
  }

  private func history() throws -> [String] {
    try (2018...2022).map { try scene("\($0)-06-20") }
  }

  @Test("make a baseline, scan one scene against it, and confirm what stays")
  func workflow() throws {
    let baseline = home.file("b.tif")
    let made = try Program.run(
      ["baseline", "--index", "NDVI", "-o", baseline] + (try history()))
    #expect(made.code == 0, "\(made.error)")
    #expect(made.output.contains("scenes  5 of 5"))
    #expect(made.output.contains("NDVI 100.0 % of 400 pixels have 4 dates or more"))

    try home.write(
      "- {kind: clearing, when: z(NDVI) < -3, minimum: {pixels: 4}}\n"
        + "- {kind: pair, when: change.NDVI < -0.3, minimum: {pixels: 4}}\n", to: "rules.yaml")
    let cleared = try (1...3).map { try scene("2023-06-0\($0)", cleared: true) }
    let scan = try Program.run(
      ["scan", "--baseline", baseline, cleared[0], "--rules", home.file("rules.yaml"), "--json"])
    #expect(scan.code == 0, "\(scan.error)")
    #expect(scan.output.contains("\"kind\":\"clearing\"") && scan.output.contains("\"pixels\":25"))
    #expect(scan.error.contains("pair is skipped: needs before.red, before.nir"))

    let monitor = try Program.run(
      ["monitor", "--when", "z(NDVI) < -3", "--baseline", baseline, "--kind", "clearing"] + cleared)
    #expect(monitor.code == 0, "\(monitor.error)")
    #expect(monitor.output.contains("\"state\":\"confirmed\""))
    #expect(monitor.output.contains("\"first_time\":\"2023-06-01\""))
    #expect(monitor.output.contains("\"confirmations\":3"))
    let fewer = try Program.run(
      ["monitor", "--when", "NDVI < 0.5", "--preset", "ccdc"] + cleared)
    #expect(fewer.code == 0 && !fewer.output.contains("\"Feature\""))
    let again = try Program.run(
      ["monitor", "--when", "NDVI < 0.5", "--preset", "ccdc", "--confirm", "2"] + cleared)
    #expect(again.output.contains("\"state\":\"confirmed\""))
  }

  @Test("refuse what they cannot do, with the code that says why")
  func refusals() throws {
    let one = try scene("2023-06-01")
    let out = home.file("b.tif")
    func code(_ arguments: [String]) throws -> Int32 { try Program.run(arguments).code }
    #expect(try code(["scan", one]) == 64)
    #expect(try code(["scan", one, "--baseline", one + "/nir.tif"]) == 65)
    #expect(try code(["scan", one, "--baseline", home.file("none.tif")]) == 66)
    #expect(try code(["baseline", one, "-o", one + "/nir.tif"]) == 64)
    #expect(try code(["baseline", one, "-o", out, "--index", "NDVU"]) == 64)
    #expect(try code(["baseline", one, "-o", out, "--index", "MNDWI"]) == 69)
    #expect(try code(["baseline", one, "-o", out, "--date", "2020-06-01"]) == 69)
    #expect(try code(["baseline", one, "-o", out, "--date", "soon"]) == 64)
    #expect(try code(["baseline", one, "-o", out, "--season=-1"]) == 64)
    #expect(try code(["baseline", one, "-o", home.file("no/where.tif")]) == 73)
    #expect(try code(["monitor", one, "--when", "NDVI <"]) == 64)
    #expect(try code(["monitor", one, "--when", "z(NDVI) < -3"]) == 64)
    #expect(try code(["monitor", one, "--when", "MNDWI > 0"]) == 69)
    #expect(try code(["monitor", one, "--when", "NDVI > 0", "--date", "2023-01-01"]) == 64)
    #expect(
      try code(["monitor", one, "--when", "NDVI > 0", "--picture", home.file("a.png")]) == 64)
    #expect(!FileManager.default.fileExists(atPath: out))
  }
}
