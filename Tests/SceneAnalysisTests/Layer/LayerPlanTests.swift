import GeoFiles
import RasterGrid
import SceneBuilding
import Scenes
import Spectral
import Testing

@testable import SceneAnalysis

@Suite("Layer plan")
struct LayerPlanTests {
  private let scenery: LayerScenery
  init() throws { scenery = try LayerScenery() }

  private func region() throws -> Region { try scenery.region(width: 200, height: 100) }

  private func product(
    _ name: String, ground: LayerScenery.Ground = LayerScenery.slope, east: Double = 0,
    lines: (String, String)...
  ) throws -> Scene {
    try scenery.product(
      name, ground, on: try LayerScenery.grid(zone: 51, width: 40, height: 30, east: east)
    ) { scene in
      for (old, new) in lines { scene.description = scene.description.replacing(old, with: new) }
    }
  }

  /// Expects a refusal of that reason that says all of `words`.
  private func expectRefusal(
    _ reason: Refusal.Reason, saying words: String..., of scenes: [Scene], roles: [BandRole]? = nil,
    region: Region? = nil, at location: SourceLocation = #_sourceLocation
  ) throws {
    let region = try region ?? self.region()
    for scenes in [scenes, scenes.reversed()] {
      let refusal = #expect(throws: Refusal.self, sourceLocation: location) {
        _ = try LayerPlan(LayerRequest(scenes: scenes, region: region, roles: roles))
      }
      #expect(refusal?.reason == reason, sourceLocation: location)
      let text = refusal.map { "\($0)" } ?? ""
      for word in words {
        #expect(text.contains(word), "\(word): \(text)", sourceLocation: location)
      }
    }
  }

  @Test("brings a product onto the region's grid, edges on multiples of the pixel")
  func grid() throws {
    let scene = try product("a")
    let plan = try LayerPlan(LayerRequest(scenes: [scene], region: try region()))
    #expect(plan.grid.crs == CoordinateSystem("EPSG:4549"))
    #expect(plan.grid.affine == Affine(originX: 499_900, originY: 3_200_050, pixel: 10))
    #expect(plan.grid.width == 20 && plan.grid.height == 10)
    #expect(plan.roles == [.green, .swir16])
    #expect(plan.parts.map(\.isWarped) == [true])
    #expect(plan.origin.scene == scene.id)
    #expect(plan.warnings.count == 1)  // no mask
  }

  @Test("leaves a product on its own grid where the region names none")
  func ownGrid() throws {
    let scene = try product("a")
    let plan = try LayerPlan(
      LayerRequest(
        scenes: [scene], region: try scenery.region(width: 200, height: 100, grid: "")))
    #expect(plan.grid.crs == scene.grid.crs)
    #expect(GridAlignment(of: scene.grid, on: plan.grid).isShifted)
    #expect(plan.parts.map(\.isWarped) == [false])
    #expect(plan.grid.width < 24 && plan.grid.height < 16)
  }

  @Test(
    "takes the bands asked for, in the order of wavelengths, and tells of one that is not there")
  func roles() throws {
    let scene = try product("a")
    let request = LayerRequest(
      scenes: [scene], region: try region(), roles: [.swir16, .green, .swir16])
    #expect(try LayerPlan(request).roles == [.green, .swir16])
    try expectRefusal(
      .nothingToJudge, saying: "lacks red", "it has green, swir16", of: [scene],
      roles: [.green, .red])
  }

  @Test("takes the bands that all products have, and refuses where there is none")
  func sharedRoles() throws {
    var red = LayerScenery.slope
    red.bands[.red] = red.bands.removeValue(forKey: .swir16)
    let scenes = [try product("a"), try product("b", ground: red)]
    #expect(
      try LayerPlan(LayerRequest(scenes: scenes, region: try region())).roles == [.green])
    let only = LayerScenery.Ground(bands: [.red: { _ in 0.1 }])
    try expectRefusal(
      .nothingToJudge, saying: "have no band in common",
      of: [scenes[0], try product("c", ground: only)])
  }

  @Test("refuses products of two sensors, two levels or two times, with what differs")
  func disagreement() throws {
    let a = try product("a")
    try expectRefusal(
      .badInput, saying: "in sensor", "landsat-8", "sentinel-2",
      of: [a, try product("b", lines: ("sensor: sentinel-2", "sensor: landsat-8"))])
    try expectRefusal(
      .badInput, saying: "in level", "L1C", "L2A",
      of: [a, try product("c", lines: ("level: L2A", "level: L1C"))])
    try expectRefusal(
      .badInput, saying: "2024-05-01T02:30:00Z", "2024-05-01T02:40:01Z", "within 10 minutes",
      of: [a, try product("d", lines: ("02:30:00Z", "02:40:01Z"))])
    try expectRefusal(
      .badInput, saying: "does not say when", "acquired",
      of: [a, try product("e", lines: ("acquired: 2024-05-01T02:30:00Z", ""))])
    try expectRefusal(
      .badInput, saying: "2024-05-02",
      of: [a, try product("f", lines: ("2024-05-01T02:30:00Z", "2024-05-02"))])
  }

  @Test("joins products stamped within the minutes of an overpass, or on the same bare date")
  func agreement() throws {
    let scenes = [
      try product("a"), try product("b", lines: ("02:30:00Z", "02:40:00Z")),
      try product("c", lines: ("T02:30:00Z", "")),
    ]
    let plan = try LayerPlan(LayerRequest(scenes: scenes, region: try region()))
    #expect(plan.parts.count == 3)
    // Of all the first; the bare date begins at midnight.
    #expect(plan.origin.acquired?.text == "2024-05-01")
  }

  @Test("refuses the same product twice, and counts that are not calibrated")
  func unusable() throws {
    let a = try product("a")
    try expectRefusal(.usage, saying: "is the same product as", of: [a, try product("b")])
    let counts = try product("c", lines: ("quantity: reflectance", "quantity: dn"))
    try expectRefusal(.badInput, saying: "not calibrated", "scale and offset", of: [counts])
  }

  @Test("refuses products that do not reach the region, and says where they lie")
  func elsewhere() throws {
    let flat = LayerScenery.Ground(bands: [.green: { _ in 0.1 }, .swir16: { _ in 0.1 }])
    let far = try product("far", ground: flat, east: 20_000)
    try expectRefusal(
      .nothingToJudge, saying: "does not reach the region county", "120.2", of: [far])
    try expectRefusal(
      .nothingToJudge, saying: "does not reach the region county", of: [far],
      region: try scenery.region(width: 200, height: 100, grid: ""))
    let plan = try LayerPlan(
      LayerRequest(scenes: [far, try product("near")], region: try region()))
    #expect(plan.parts.count == 1)
    #expect(plan.warnings.contains { $0.contains("far does not reach the region") })
  }

  @Test("refuses several products where the region names no grid for them to come onto")
  func noGrid() throws {
    try expectRefusal(
      .badInput, saying: "names no grid", "EPSG:4549",
      of: [try product("a"), try product("b", east: 50)],
      region: try scenery.region(width: 200, height: 100, grid: ""))
  }

  @Test("refuses a region that promises more pixels than any scene has")
  func hugeRegion() throws {
    try expectRefusal(
      .badInput, saying: "more pixels than any scene has", of: [try product("a")],
      region: try scenery.region(
        width: 200, height: 100, grid: "grid: {crs: \"EPSG:4549\", pixel: 0.0001}"))
  }
}

extension GridAlignment {
  fileprivate var isShifted: Bool {
    if case .shifted = self { return true }
    return false
  }
}
