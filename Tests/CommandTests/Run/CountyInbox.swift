import Foundation
import GeoFiles
import RasterGrid
import SceneBuilding
import SiteCatalogue
import Testing

/// A small county with a pond, an inbox that scenes of it arrive in, and a state directory.
struct CountyInbox {
  let home: TemporaryFolder
  private static let side = 40

  var region: String { home.file("county") }
  var inbox: String { home.file("inbox") }
  var state: String { home.file("state") }

  init() throws {
    home = try TemporaryFolder()
    _ = try home.folder("inbox")
    _ = try home.folder("county")
    let grid = SyntheticScene.grid(width: Self.side, height: Self.side)
    let transform = try CoordinateTransform(from: grid.crs, to: .wgs84)
    let ring = try transform.transform(
      [(3.0, 3.0), (37, 3), (37, 37), (3, 37), (3, 3)].map {
        grid.affine.map(column: $0, row: $1)
      })
    let points = ring.map { "[\($0.x),\($0.y)]" }.joined(separator: ",")
    try home.write(
      """
      {"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[\(points)]]}}
      """, to: "county/boundary.geojson")
    try home.write(
      """
      name: county
      grid: {crs: "EPSG:4549", pixel: 10}
      boundary: boundary.geojson
      rules: rules.yaml
      """, to: "county/region.yaml")
    try home.write(PondScenes.rules, to: "county/rules.yaml")
  }

  /// What a scene shows and how it is labelled.
  struct Look {
    var day: Int
    var isFilled = false
    var isCloudy = false
    var baseline: String?
    /// Counts added to all samples, so that the same view differs in content.
    var haze: UInt16 = 0
    /// Its bands besides green and swir16.
    var colours: [String] = []
  }

  /// Puts a scene into a folder of the inbox.
  func put(_ name: String, _ look: Look) throws { try write("inbox/" + name, look) }

  /// Writes a scene: a pond of 20 x 20 pixels in soil, a corner of it filled where the look says so.
  func write(_ path: String, _ look: Look) throws {
    let grid = SyntheticScene.grid(width: Self.side, height: Self.side)
    func isWater(_ column: Int, _ row: Int) -> Bool {
      let isPond = (10..<30).contains(column) && (10..<30).contains(row)
      return isPond && !(look.isFilled && column < 16 && row < 20)
    }
    var scene = SyntheticScene(
      grid: grid,
      bands: (["green", "swir16"] + look.colours).map { role in
        .init(role) { column, row in
          let noise = UInt16((column * 7919 + row * 104_729) % 31) + look.haze
          let isGreen = role == "green"
          return isWater(column, row)
            ? (isGreen ? 800 : 200) + noise : (isGreen ? 600 : 1800) + noise
        }
      })
    scene.classes = .init("SCL") { _, _ in look.isCloudy ? 9 : 5 }
    let day = look.day < 10 ? "0\(look.day)" : "\(look.day)"
    scene.description = """
      sensor: simulated
      level: L2A
      acquired: 2024-05-\(day)T02:30:00Z
      quantity: reflectance
      scale: 0.0001
      nodata: 0
      """ + (look.baseline.map { "\nbaseline: \"\($0)\"" } ?? "")
    _ = try scene.write(to: path, in: home)
  }

  /// Runs `tianyan run` over the inbox.
  func run(
    _ more: String..., state: String? = nil, whileRunning: (Process) throws -> Void = { _ in }
  )
    throws -> Program.Outcome
  {
    try Program.run(arguments(more, state: state), whileRunning: whileRunning)
  }

  private func arguments(_ more: [String], state: String?) -> [String] {
    ["run", "--region", region, "--inbox", inbox, "--state", state ?? self.state, "--threads", "1"]
      + (more.contains("--settle") ? [] : ["--settle", "0"]) + more
  }

  /// Runs it and expects it to end with `code`.
  func expectRun(
    _ code: Int32 = 0, _ more: String..., state: String? = nil,
    at location: SourceLocation = #_sourceLocation
  ) throws -> Program.Outcome {
    let outcome = try Program.run(arguments(more, state: state))
    #expect(outcome.code == code, "\(outcome.error)\(outcome.output)", sourceLocation: location)
    return outcome
  }

  /// Everything that the catalogue says, as text: scenes, candidates, looks, sites.
  func export(_ state: String? = nil) throws -> String {
    let catalogue = try Catalogue(state: state ?? self.state, for: .read)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    func text(_ value: some Encodable) throws -> String {
      String(decoding: try encoder.encode(value), as: UTF8.self)
    }
    let scenes = try catalogue.scenes()
    let candidates = try scenes.map { try catalogue.candidates(of: $0.id) }
    let standing = Set(candidates.joined().map(\.id))
    let facts = try zip(scenes, candidates).flatMap { scene, found in
      try [text(scene)] + found.map(text).sorted()
        + catalogue.looks(by: scene.id).filter { standing.contains($0.candidate) }.map(text)
        .sorted()
    }
    return (facts + (try catalogue.sites().map { "\($0)" }.sorted())).joined(separator: "\n")
  }
}
