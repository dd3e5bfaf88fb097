import GeoFiles
import RasterGrid
import SceneBuilding
import Scenes
import Sites
import Testing

@testable import SceneAnalysis

/// Real scenes lie beside the project; where they are missing these tests are skipped.
@Suite("The built-in rules on real scenes", .enabled(if: SharedData.isThere))
struct RealScenesTests {
  private func scene(_ path: String) throws -> Scene {
    try Scene(opening: try InputPath(SharedData.file("data/" + path)))
  }

  private func scan(_ before: String, _ after: String) async throws -> [Candidate] {
    let request = ScanRequest(
      before: try scene(before), after: try scene(after), rules: try RuleSet.builtIn())
    let plan = try AnalysisPlan(try await request.prepared(threads: 2))
    return try await PairScan.run(plan, threads: 2).candidates
  }

  @Test("give valid geometries on a coast of 772 x 902 pixels")
  func beihai() async throws {
    let found = try await scan("oscd/beihai/2016-12-09", "oscd/beihai/2018-03-09")
    #expect(!found.isEmpty)
    let count = try GeoJSONCheck.expectValid(
      GeoJSON.featureCollection(name: "candidates", candidates: found))
    #expect(count == found.count)
    #expect(found.allSatisfy { $0.place.area >= 2400 * 0.99 })
  }

  @Test("find 80 % of the mud flow of Brumadinho as cleared land")
  func brumadinho() async throws {
    let flow = try MudFlow()
    // Counted by numpy too. The data's README says 5203: it lays the first column of one file on the
    // first of the other, although they begin 30 columns apart on the ground.
    #expect(flow.pixels.count == 2444)
    let found = try await scan(MudFlow.before, MudFlow.after)
    let share = try flow.share(coveredBy: found.filter { $0.rule.kind == "land-clearing" })
    #expect(share >= 0.8)
  }
}

/// The pixels of the tailings flow of 2019-01-25, calculated here from the files themselves: a loss of
/// NDVI above 0.3 within a rectangle.
struct MudFlow {
  var grid: Grid
  var pixels: Set<Pixel> = []

  static let before = "series/brumadinho-georeferenced/LC08_L2SP_218074_20190114_20200829_02_T1.tif"
  static let after = "series/brumadinho-georeferenced/LC08_L2SP_218074_20190130_20200829_02_T1.tif"
  private static let loss = 0.3
  private static let eastings = 587_000.0...594_000
  private static let northings = -2_230_000.0 ... -2_225_000

  init() throws {
    let before = try Greenness(Self.before)
    let after = try Greenness(Self.after)
    grid = before.grid
    for row in 0..<grid.height {
      for column in 0..<grid.width {
        let centre = grid.affine.map(column: Double(column) + 0.5, row: Double(row) + 0.5)
        guard Self.eastings.contains(centre.x), Self.northings.contains(centre.y) else { continue }
        guard let early = before.ndvi(at: centre), let late = after.ndvi(at: centre) else {
          continue
        }
        if early - late > Self.loss { pixels.insert(Pixel(column: column, row: row)) }
      }
    }
  }

  /// The share of its pixels that lie inside candidates.
  func share(coveredBy candidates: [Candidate]) throws -> Double {
    // Rings in pixel coordinates: rows of centres inside them by the even-odd rule.
    let plane = Grid(
      width: grid.width, height: grid.height,
      affine: Affine(
        originX: 0, columnStepX: 1, rowStepX: 0, originY: 0, columnStepY: 0, rowStepY: 1),
      crs: grid.crs)
    let rings = try candidates.flatMap { try $0.rings(on: grid) }
    let covered = RowSpans(inside: rings, of: plane).rows.enumerated().reduce(0) { count, entry in
      count
        + entry.element.joined().filter { pixels.contains(Pixel(column: $0, row: entry.offset)) }
        .count
    }
    return Double(covered) / Double(pixels.count)
  }
}

/// NDVI from bands 4 and 5 of a file, with the scale and offset of Landsat's Collection 2.
private struct Greenness {
  var grid: Grid
  private var ndvi: [Double]

  init(_ name: String) throws {
    let file = try RasterFile(opening: try InputPath(SharedData.file("data/" + name)))
    let info = try file.info()
    let grid = try #require(info.grid)
    func reflectance(_ band: String) throws -> [Double] {
      let number = try #require(info.bands.firstIndex { $0.name == band }) + 1
      let plane = SamplePlane()
      try file.read(band: number, window: grid.window, as: .uint16, into: plane)
      return plane.samples(as: UInt16.self).map { Double($0) * 2.75e-5 - 0.2 }
    }
    self.grid = grid
    ndvi = zip(try reflectance("SR_B4"), try reflectance("SR_B5")).map { red, infrared in
      (infrared - red) / (infrared + red)
    }
  }

  /// Its value in the pixel that holds a place; nil outside.
  func ndvi(at place: MapPoint) -> Double? {
    let pixel = grid.affine.pixel(place)
    let column = Int(pixel.column.rounded(.down))
    let row = Int(pixel.row.rounded(.down))
    guard grid.window.columns.contains(column), grid.window.rows.contains(row) else { return nil }
    return ndvi[row * grid.width + column]
  }
}
