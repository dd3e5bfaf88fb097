import GeoFiles
import RasterGrid
import SceneBuilding
import Scenes
import Sites
import Testing

@testable import SceneAnalysis

@Suite("References, looks and clarity")
struct ReferenceTests {
  private let scenery: LayerScenery
  private let region: Region
  private let grid: Grid

  init() throws {
    scenery = try LayerScenery()
    region = try scenery.region(width: 200, height: 200)
    grid = try LayerScenery.grid(zone: 51, width: 40, height: 40)
  }

  /// A layer of one value of green, and of a class of Sen2Cor everywhere west of the middle.
  private func layer(_ name: String, day: Int, green: Double, west: UInt16 = 4) async throws
    -> Scene
  {
    let ground = LayerScenery.Ground(
      bands: [.green: { _ in green }, .swir16: { _ in 0.2 }],
      classes: { $0.x < LayerScenery.middle.x ? west : 4 })
    let scene = try scenery.product(name, ground, on: grid) {
      $0.description = $0.description.replacing("2024-05-01", with: "2024-05-0\(day)")
    }
    let made = try await scenery.layer(name + ".tif", LayerRequest(scenes: [scene], region: region))
    return try Scene(opening: InputPath(made.path))
  }

  private func reference(_ layers: [Scene], looks: Int) async throws -> String {
    let path = scenery.home.file("reference.tif")
    try await ReferenceMaking.run(
      ReferenceRequest(layers: layers, looks: looks, id: "median-test", region: region.name),
      to: path, threads: 2)
    return path
  }

  /// Reflectances of green at the middle of the west and of the east half, and the reasons there.
  private func sides(_ path: String) throws -> (green: [Double], reasons: [Double]) {
    let scene = try Scene(opening: InputPath(path))
    let places = [(5, 10), (15, 10)].map { $0.1 * scene.grid.width + $0.0 }
    let calibration = try #require(scene.bands[.green]).calibration
    let green = try scenery.stored(path, .green).numbers
    let reasons = try scenery.stored(path, nil).numbers
    return (
      places.map { green[$0] == 0 ? .nan : green[$0] * calibration.scale + calibration.offset },
      places.map { reasons[$0] }
    )
  }

  @Test("is the median of the last clear looks, pixel by pixel, whatever the order of the layers")
  func medians() async throws {
    let layers = [
      try await layer("a", day: 1, green: 0.9), try await layer("b", day: 2, green: 0.10),
      try await layer("c", day: 3, green: 0.30), try await layer("d", day: 4, green: 0.16),
      try await layer("e", day: 5, green: 0.80, west: 9),
    ]
    // East: 0.30, 0.16, 0.80 are the last three. West, where e is cloudy: 0.10, 0.30, 0.16.
    for some in [layers, layers.reversed()] {
      let found = try sides(try await reference(some, looks: 3))
      #expect(abs(found.green[0] - 0.16) < 1e-4)
      #expect(abs(found.green[1] - 0.30) < 1e-4)
      #expect(found.reasons == [0, 0])
    }
  }

  @Test("is the mean of the middle two of an even number")
  func even() async throws {
    let layers = [
      try await layer("a", day: 1, green: 0.2), try await layer("b", day: 2, green: 0.3),
    ]
    #expect(abs(try sides(try await reference(layers, looks: 5)).green[1] - 0.25) < 1e-4)
  }

  @Test("takes doubtful looks where there is no clear one, with their reasons; never cloud")
  func doubtful() async throws {
    let shadow = try await layer("a", day: 1, green: 0.2, west: 3)
    let cloud = try await layer("b", day: 2, green: 0.4, west: 9)
    let both = try sides(try await reference([shadow, cloud], looks: 5))
    #expect(abs(both.green[0] - 0.2) < 1e-4)
    #expect(both.reasons == [Double(MaskReasons.cloudShadow.rawValue), 0])
    let none = try sides(try await reference([cloud], looks: 5))
    #expect(none.green[0].isNaN)
    #expect(none.reasons[0] == Double(MaskReasons.nodata.rawValue))
  }

  @Test(
    "says of a candidate's pixels what share is clear, and what share of it is still suspicious")
  func looks() async throws {
    let rules = try Scenery.rules(
      """
      - {kind: darker, when: "after.green < before.green - 0.05", minimum: {pixels: 1}}
      """)
    let before = try await layer("a", day: 1, green: 0.3)
    let dark = try await layer("b", day: 2, green: 0.1, west: 9)
    let same = try await layer("c", day: 3, green: 0.3)
    let transform = try CoordinateTransform(from: before.grid.crs, to: .wgs84)
    // Ten columns, five on either side of the middle, and four rows.
    let ring = try transform.transform(
      [(5.0, 4.0), (15, 4), (15, 8), (5, 8)].map { before.grid.affine.map(column: $0, row: $1) })
    let outline = GeoMultiPolygon(polygons: [
      GeoPolygon(exterior: ring.map { GeoPoint(longitude: $0.x, latitude: $0.y) })
    ])
    func look(_ after: Scene) throws -> LookMeter.Finding {
      try LookMeter(ScanRequest(before: before, after: after, region: region, rules: rules))
        .look(at: outline, kind: "darker")
    }
    #expect(try look(dark) == .init(clearShare: 0.5, anomalousShare: 1, value: nil))
    #expect(try look(same) == .init(clearShare: 1, anomalousShare: 0, value: nil))
  }

  @Test("counts every pixel of the region in one cell, and the clear ones among them")
  func clarity() async throws {
    let half = try await layer("a", day: 1, green: 0.3, west: 9)
    for perDegree in [100.0, 5_000] {
      let cells = try ClarityMap.cells(of: half, in: region, perDegree: perDegree)
      #expect(cells.reduce(0) { $0 + $1.considered } == 400)
      #expect(cells.reduce(0) { $0 + $1.clear } == 200)
      // The middle lies on 120 E: what is west of it is cloudy.
      #expect(
        cells.allSatisfy { $0.clear == (Double($0.column) < 120 * perDegree ? 0 : $0.considered) })
    }
  }

  @Test("refuses layers on different grids")
  func grids() async throws {
    let one = try await layer("a", day: 1, green: 0.3)
    var other = one
    other.bands[.green]?.grid = grid
    other.bands[.swir16]?.grid = grid
    #expect(throws: Refusal.self) {
      try ReferenceRequest(layers: [one, other], id: "m", region: "county")
    }
  }
}
