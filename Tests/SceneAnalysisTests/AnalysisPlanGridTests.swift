import GeoFiles
import RasterGrid
import SceneBuilding
import Scenes
import Sites
import Testing

@testable import SceneAnalysis

/// A grid for AFTER that lies otherwise than BEFORE's, and what the plan should say to it.
struct OtherGrid: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var grid: Grid
  /// Sentences, or parts of them, that the reasons hold.
  var reasons: [String]

  /// 32 x 32 pixels of 10 m: BEFORE's.
  static let base = SyntheticScene.grid(width: 32, height: 32)
  /// Pixels whose ground is filled in AFTER.
  static let filled = PixelWindow(column: 10, row: 12, width: 12, height: 8)

  /// The grid of pixels of `pixel` units in another system that covers the same ground.
  private static func over(_ code: String, pixel: Double, southUp: Bool = false) throws -> Grid {
    let crs = CoordinateSystem(code)
    let transform = try CoordinateTransform(from: base.crs, to: crs)
    let outline = try transform.transform(base.outline())
    let x = try #require(outline.map(\.x).minAndMax)
    let y = try #require(outline.map(\.y).minAndMax)
    let height = Int(((y.max - y.min) / pixel).rounded(.up))
    var affine = Affine(originX: x.min, originY: y.max, pixel: pixel)
    if southUp {
      affine.originY = y.max - Double(height) * pixel
      affine.rowStepY = pixel
    }
    return Grid(
      width: Int(((x.max - x.min) / pixel).rounded(.up)), height: height, affine: affine, crs: crs)
  }

  static func warped() throws -> [OtherGrid] {
    [
      OtherGrid(
        testDescription: "half a pixel off",
        grid: SyntheticScene.grid(width: 32, height: 32, originX: 220_005, originY: 3_200_003),
        reasons: ["pixel edges lie", "warped onto"]),
      OtherGrid(
        testDescription: "pixels of 15 m", grid: try over("EPSG:32651", pixel: 15),
        reasons: ["warped onto BEFORE's", "after.swir16: warped (bilinear)"]),
      OtherGrid(
        testDescription: "UTM zone 50", grid: try over("EPSG:32650", pixel: 10),
        reasons: ["EPSG:32650 differs from EPSG:32651", "warped onto"]),
      OtherGrid(
        testDescription: "degrees", grid: try over("EPSG:4326", pixel: 0.0001),
        reasons: ["EPSG:4326 differs from EPSG:32651", "warped onto"]),
      OtherGrid(
        testDescription: "the south up", grid: try over("EPSG:32651", pixel: 10, southUp: true),
        reasons: ["run the other way", "warped onto"]),
    ]
  }

  static func unwarped() throws -> [OtherGrid] {
    [
      OtherGrid(testDescription: "the same", grid: base, reasons: ["one grid: no warp"]),
      OtherGrid(
        testDescription: "moved by whole pixels",
        grid: SyntheticScene.grid(width: 32, height: 32, originX: 220_030, originY: 3_200_020),
        reasons: ["shifted by -3 columns and 2 rows: no warp"]),
      OtherGrid(
        testDescription: "pixels of 20 m", grid: try over("EPSG:32651", pixel: 20),
        reasons: ["AFTER's pixels are 2 of BEFORE's", "no warp", "after.green: pixels are 2 times"]),
    ]
  }
}

@Suite("Analysis plan on two grids")
struct AnalysisPlanGridTests {
  private let scenery: Scenery
  init() throws { scenery = try Scenery() }

  /// A scene on any grid: soil on the filled ground, water elsewhere.
  private func scene(_ name: String, on grid: Grid, filled: Bool) throws -> Scene {
    let centres = (0..<grid.height).flatMap { row in
      (0..<grid.width).map { grid.affine.map(column: Double($0) + 0.5, row: Double(row) + 0.5) }
    }
    let ground = try CoordinateTransform(from: grid.crs, to: OtherGrid.base.crs)
      .transform(centres).map { OtherGrid.base.affine.pixel($0) }
    let place = OtherGrid.filled
    return try scenery.scene(name, on: grid) { column, row in
      let pixel = ground[row * grid.width + column]
      let isInside =
        place.columns.contains(Int(pixel.column.rounded(.down)))
        && place.rows.contains(Int(pixel.row.rounded(.down)))
      return filled && isInside ? .soil : .water
    }
  }

  private func request(_ other: OtherGrid, swapped: Bool = false) throws -> ScanRequest {
    ScanRequest(
      before: try scene("before", on: swapped ? other.grid : OtherGrid.base, filled: false),
      after: try scene("after", on: swapped ? OtherGrid.base : other.grid, filled: true),
      rules: try Scenery.rules(Scenery.waterLost))
  }

  private func expectPlace(_ plan: AnalysisPlan, within pixels: Double) async throws {
    let found = try await PairScan.run(plan, threads: 1).candidates
    #expect(found.count == 1)
    let centroid = try #require(found.first).centroid(on: OtherGrid.base)
    let place = OtherGrid.filled
    #expect(abs(centroid.x - Double(place.column) - Double(place.width) / 2) < pixels)
    #expect(abs(centroid.y - Double(place.row) - Double(place.height) / 2) < pixels)
  }

  @Test("reads pixels as they are where it can, and says so", arguments: try OtherGrid.unwarped())
  func unwarped(other: OtherGrid) async throws {
    let plan = try AnalysisPlan(try request(other))
    let reasons = plan.reasons.joined(separator: "\n")
    for reason in other.reasons { #expect(reasons.contains(reason)) }
    #expect(plan.reading.bands.values.allSatisfy { !$0.isWarped })
    // Outlines on pixel edges: exact but for the coordinates' way to degrees and back.
    try await expectPlace(plan, within: 1e-6)
  }

  @Test("warps where it must, says why, and finds the place", arguments: try OtherGrid.warped())
  func warped(other: OtherGrid) async throws {
    let plan = try AnalysisPlan(try request(other))
    let reasons = plan.reasons.joined(separator: "\n")
    for reason in other.reasons { #expect(reasons.contains(reason)) }
    #expect(plan.reading.bands.values.contains { $0.isWarped })
    // Ground cut into other pixels moves by up to half of one; that much is the drawing's.
    try await expectPlace(plan, within: 0.5 + 1e-6)
  }

  @Test("does so with the dates changed over", arguments: try OtherGrid.warped())
  func swapped(other: OtherGrid) async throws {
    try await expectPlace(try AnalysisPlan(try request(other, swapped: true)), within: 0.5 + 1e-6)
  }

  @Test("takes AFTER's grid where BEFORE's pixels are whole multiples of it")
  func coarserBefore() async throws {
    let coarse = try #require(try OtherGrid.unwarped().last)
    let plan = try AnalysisPlan(try request(coarse, swapped: true))
    #expect(plan.reading.grid.affine.columnStepX == 10)
    #expect(plan.reasons.contains { $0.contains("BEFORE's pixels are 2 of AFTER's") })
    try await expectPlace(plan, within: 1e-6)
  }

  @Test("takes the finer grid where neither fits the other")
  func finer() throws {
    let coarse = try #require(try OtherGrid.warped().first { $0.testDescription.contains("15") })
    #expect(try AnalysisPlan(try request(coarse)).reading.grid.affine.columnStepX == 10)
    #expect(
      try AnalysisPlan(try request(coarse, swapped: true)).reading.grid.affine.columnStepX == 10)
  }

  @Test("counts only what both scenes cover")
  func overlap() async throws {
    let moved = try #require(
      try OtherGrid.unwarped().first { $0.testDescription.contains("moved") })
    let plan = try AnalysisPlan(try request(moved))
    #expect(plan.reading.grid.width == 29)
    #expect(plan.reading.grid.height == 30)
    #expect(plan.reading.grid.affine.originX == 220_030)
    #expect(plan.reading.grid.affine.originY == 3_200_000)
    #expect(try await PairScan.run(plan, threads: 1).coverage.map(\.considered) == [29 * 30])
  }

  @Test("takes the region's own grid where the scenes share none")
  func regionsGrid() async throws {
    let zone50 = try #require(try OtherGrid.warped().first { $0.testDescription.contains("50") })
    var request = try request(zone50)
    request.region = try scenery.region(
      "county", around: [(2, 2), (30, 2), (30, 30), (2, 30)], of: OtherGrid.base,
      more: "grid: {crs: \"EPSG:4549\", pixel: 10}")
    let plan = try AnalysisPlan(request)
    #expect(plan.reading.grid.crs == CoordinateSystem("EPSG:4549"))
    #expect(plan.reading.grid.affine.originX.remainder(dividingBy: 10) == 0)
    #expect(plan.reading.grid.affine.originY.remainder(dividingBy: 10) == 0)
    #expect(plan.reasons.contains { $0.contains("both are warped onto the region's") })
    try await expectPlace(plan, within: 0.5 + 1e-6)
  }

  @Test("leaves a region's grid alone where the scenes share one")
  func regionsGridUnused() throws {
    var request = try request(try #require(try OtherGrid.unwarped().first))
    request.region = try scenery.region(
      "county", around: [(2, 2), (30, 2), (30, 30), (2, 30)], of: OtherGrid.base,
      more: "grid: {crs: \"EPSG:4549\", pixel: 10}")
    #expect(try AnalysisPlan(request).reading.grid.crs == OtherGrid.base.crs)
  }

  @Test("brings bands of 20 and 60 m to those of 10 m, and says so")
  func coarserBands() async throws {
    let place = OtherGrid.filled
    func scene(_ name: String, filled: Bool) throws -> Scene {
      var scene = SyntheticScene(grid: SyntheticScene.grid(width: 36, height: 36), bands: [])
      func sample(_ factor: Int, _ water: UInt16, _ soil: UInt16) -> (Int, Int) -> UInt16 {
        { column, row in
          let isInside =
            place.columns.contains(column * factor) && place.rows.contains(row * factor)
          return filled && isInside ? soil : water
        }
      }
      scene.bands = [
        .init("green", sample: sample(1, 800, 600)),
        .init("swir16", factor: 2, sample: sample(2, 200, 1800)),
        .init("coastal", factor: 6, sample: sample(6, 900, 900)),
      ]
      return try Scene(opening: InputPath(try scene.write(to: name, in: scenery.home)))
    }
    let rules = Scenery.waterLost.replacing(
      "after.MNDWI < 0", with: "after.MNDWI < 0 and after.coastal > 0.05")
    let plan = try AnalysisPlan(
      ScanRequest(
        before: try scene("before", filled: false), after: try scene("after", filled: true),
        rules: try Scenery.rules(rules)))
    #expect(plan.reasons.contains("after.swir16: pixels are 2 times as large, bilinear resampling"))
    #expect(
      plan.reasons.contains("after.coastal: pixels are 6 times as large, bilinear resampling"))
    #expect(plan.reading.bands.values.allSatisfy { !$0.isWarped })
    // The filled ground is symmetrical, and so is the interpolation.
    try await expectPlace(plan, within: 1e-6)
  }

  @Test("refuses scenes that share no ground, and says where each lies")
  func noOverlap() throws {
    let far = SyntheticScene.grid(width: 32, height: 32, originX: 320_000)
    let zone50 = try #require(try OtherGrid.warped().first { $0.testDescription.contains("50") })
    var farZone50 = zone50.grid
    farZone50.affine.originX += 100_000
    for grid in [far, farZone50] {
      let other = OtherGrid(testDescription: "far away", grid: grid, reasons: [])
      let refusal = #expect(throws: Refusal.self) { _ = try AnalysisPlan(try request(other)) }
      #expect(refusal?.reason == .nothingToJudge)
      #expect(refusal?.what.contains("do not overlap") == true)
      #expect(refusal?.advice.contains("BEFORE lies at longitude 120.13 to 120.13") == true)
      #expect(refusal?.advice.contains("AFTER at longitude 121.") == true)
    }
  }

  @Test("refuses a region that the scenes do not show")
  func regionOutside() throws {
    var request = try request(try #require(try OtherGrid.unwarped().first))
    request.region = try scenery.region(
      "elsewhere", around: [(100, 100), (120, 100), (120, 120)], of: OtherGrid.base)
    let refusal = #expect(throws: Refusal.self) { _ = try AnalysisPlan(request) }
    #expect(refusal?.reason == .nothingToJudge)
    #expect(refusal?.subject == "region elsewhere")
    #expect(refusal?.advice.contains("the scenes share longitude 120.13") == true)
  }
}
