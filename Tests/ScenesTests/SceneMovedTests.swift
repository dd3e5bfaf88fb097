import GeoFiles
import RasterGrid
import SceneBuilding
import Spectral
import Testing

@testable import Scenes

@Suite("A scene that is moved")
struct SceneMovedTests {
  private let home: TemporaryFolder
  init() throws { home = try TemporaryFolder() }

  private let grid = SyntheticScene.grid(width: 40, height: 40)

  private func scene() throws -> Scene {
    var scene = SyntheticScene(
      grid: grid,
      bands: [
        .init("green") { UInt16(1 + $0 + 100 * $1) },
        .init("swir16", factor: 2) { UInt16(1 + $0 + 100 * $1) },
      ])
    scene.classes = .init("classes", factor: 2) { $0 == 5 && $1 == 5 ? 9 : 4 }
    return try Scene(opening: InputPath(try scene.write(to: "scene", in: home)))
  }

  @Test("by whole pixels is read without resampling, coarse bands by half of their pixels too")
  func wholePixels() throws {
    let scene = try scene().moved(columns: 1, rows: -2, of: grid)
    let green = try #require(scene.bands[.green])
    let swir = try #require(scene.bands[.swir16])
    #expect(GridAlignment(of: green.grid, on: grid) == .shifted(column: -1, row: 2))
    #expect(GridAlignment(of: swir.grid, on: grid) == .coarser(factor: 2, column: -1, row: 2))

    let references = [
      BandReference(date: .after, role: .green), .init(date: .after, role: .swir16),
    ]
    let plan = try ReadPlan(
      references, of: [.after: scene], on: grid, resampling: .nearest, isPlain: false)
    let reader = TileReader(plan)
    let window = PixelWindow(column: 10, row: 10, width: 8, height: 8)
    reader.move(to: window)
    let fine = try reader.band(references[0]).samples.numbers
    let coarse = try reader.band(references[1]).samples.numbers
    let mask = try #require(try reader.reasons(.after)).numbers
    for row in 0..<8 {
      for column in 0..<8 {
        // What lay at (c - 1, r + 2) lies at (c, r) now.
        let (c, r) = (10 + column - 1, 10 + row + 2)
        let pixel = Double(1 + c + 100 * r)
        #expect(fine[row * 8 + column] == pixel)
        let cell = Double(1 + c / 2 + 100 * (r / 2))
        #expect(coarse[row * 8 + column] == cell)
        let bits = c / 2 == 5 && r / 2 == 5 ? MaskReasons.cloud.rawValue : 0
        #expect(mask[row * 8 + column] == Double(bits), "\(c) \(r)")
      }
    }
  }

  @Test("by a part of a pixel is warped once")
  func fraction() throws {
    let scene = try scene().moved(columns: 0.5, rows: 0, of: grid)
    let reference = BandReference(date: .after, role: .green)
    let plan = try ReadPlan(
      [reference], of: [.after: scene], on: grid, resampling: .bilinear, isPlain: true)
    #expect(plan.bands[reference]?.isWarped == true)
    let reader = TileReader(plan)
    reader.move(to: PixelWindow(column: 10, row: 10, width: 2, height: 1))
    let values = try reader.band(reference).samples.numbers
    #expect(abs(values[0] - (1 + 9.5 + 1000)) < 0.02)
    #expect(abs(values[1] - (1 + 10.5 + 1000)) < 0.02)
  }

  @Test("moves areas and maps of reasons along, in their own coordinates")
  func masks() throws {
    var scene = try scene()
    let ring = [
      MapPoint(x: 119.9, y: 28.9), MapPoint(x: 119.91, y: 28.9), MapPoint(x: 119.9, y: 29),
    ]
    scene.masks = [
      MaskSource(
        name: "area", content: .areas(MaskAreas(rings: [ring], crs: .wgs84, reasons: .cloud))),
      MaskSource(
        name: "map",
        content: .map(ReasonMap(grid: grid, bits: [UInt16](repeating: 0, count: 1600)))),
    ]
    let moved = try scene.moved(columns: 10, rows: 10, of: grid)
    guard case .areas(let areas) = moved.masks[0].content,
      case .map(let map) = moved.masks[1].content
    else {
      Issue.record("masks stay what they are")
      return
    }
    // 100 m east and south, near 28.9 N, where UTM's north leans by 1.4 degrees.
    let north = 110_900.0
    let east = 97_500.0
    #expect(abs((areas.rings[0][0].x - 119.9) * east - 100) < 5)
    #expect(abs((areas.rings[0][0].y - 28.9) * north + 100) < 5)
    #expect(map.grid.affine.originX == grid.affine.originX + 100)
    #expect(map.grid.affine.originY == grid.affine.originY - 100)
  }
}
