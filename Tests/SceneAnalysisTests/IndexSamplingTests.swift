import GeoFiles
import RasterGrid
import SceneBuilding
import Scenes
import Testing

@testable import SceneAnalysis

@Suite("Index sampling")
struct IndexSamplingTests {
  private let scenery: IndexScenery
  init() throws { scenery = try IndexScenery() }

  /// A scene of 7 x 5 pixels whose red counts 10 x row + column, but for one pixel without data and
  /// one under cloud.
  private func scene() throws -> Scene {
    var red = (0..<35).map { Float($0 / 7 * 10 + $0 % 7) }
    red[1 * 7 + 1] = .nan
    var extras = IndexScenery.Extras()
    extras.classes = [UInt8](repeating: 4, count: 35)
    extras.classes?[3 * 7 + 5] = 9
    return try scenery.scene([(.red, red)], width: 7, height: 5, extras)
  }

  /// Points in the middle of these pixels, as a table of longitudes and latitudes.
  private func table(_ pixels: [(column: Double, row: Double)], of grid: Grid) throws -> PointTable
  {
    let transform = try CoordinateTransform(from: grid.crs, to: .wgs84)
    let places = try transform.transform(
      pixels.map { grid.affine.map(column: $0.column + 0.5, row: $0.row + 0.5) })
    let lines = ["lon,lat"] + places.map { "\($0.x),\($0.y)" }
    let path = try scenery.home.write(lines.joined(separator: "\n"), to: "points.csv")
    return try PointTable(reading: try InputPath(path))
  }

  private func means(_ side: Int, at pixels: (column: Double, row: Double)...) throws -> [Double?] {
    let scene = try scene()
    let plan = try IndexScenery.plan("red", of: scene)
    return try IndexSampling.samples(plan, at: table(pixels, of: scene.grid), side: side)
      .map { $0.means[0] }
  }

  @Test("takes the pixel that holds the place where the square is one pixel")
  func onePixel() throws {
    #expect(
      try means(1, at: (0, 0), (6, 0), (2, 4), (6.49, 3.49), (5.51, 2.51)) == [0, 6, 42, 36, 36])
  }

  @Test("takes the mean of the square round the place")
  func square() throws {
    // Rows 2 to 4 and columns 2 to 4; the whole of the 5 x 5 but the pixel without data.
    #expect(try means(3, at: (3, 3)) == [33])
    let whole = (0..<5).flatMap { row in (0..<5).map { Double(row * 10 + $0) } }.reduce(0, +)
    #expect(try means(5, at: (2, 2)) == [(whole - 11) / 24])
  }

  @Test("leaves out what is masked, unknown or beyond the edge")
  func holes() throws {
    // Columns 0 to 1 of rows 0 to 1, of which one has no data; rows 2 to 4 of columns 5 to 6 but one
    // under cloud.
    let wanted: [Double?] = [11.0 / 3, 178.0 / 5]  // 0 + 1 + 10; 25 + 26 + 36 + 45 + 46
    #expect(try means(3, at: (0, 0), (6, 3)) == wanted)
  }

  @Test("knows nothing where there is nothing to know")
  func nothing() throws {
    #expect(
      try means(1, at: (1, 1), (5, 3), (-1, 0), (7, 0), (0, 5), (0, -1), (300, 300))
        == [nil, nil, nil, nil, nil, nil, nil])
  }

  @Test("gives every layer of the plan, in the order of the rows of the table")
  func layers() throws {
    let scene = try scene()
    let plan = try IndexScenery.plan("red", "red > 20", "-red", of: scene)
    let table = try table([(4, 3), (0, 4), (300, 0), (2, 0)], of: scene.grid)
    let found = try IndexSampling.samples(plan, at: table, side: 1).map(\.means)
    #expect(found == [[34, 1, -34], [40, 1, -40], [nil, nil, nil], [2, 0, -2]])
  }

  @Test("traps for a square without a middle")
  func evenSide() async {
    await #expect(processExitsWith: .failure) {
      let scenery = try IndexScenery()
      let scene = try scenery.scene([(.red, [1])], width: 1, height: 1)
      let path = try scenery.home.write("lon,lat\n", to: "points.csv")
      _ = try IndexSampling.samples(
        IndexScenery.plan("red", of: scene), at: PointTable(reading: InputPath(path)), side: 2)
    }
  }
}
