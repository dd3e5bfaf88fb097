import GeoFiles
import RasterGrid
import SceneBuilding
import Scenes
import Testing

@Suite("Band plan")
struct BandPlanTests {
  private let folder: PlainFolder

  init() throws { folder = try PlainFolder() }

  private func source(_ yaml: String = "bands: {green: a.tif}") throws -> BandSource {
    try #require(try folder.scene(yaml).bands[.green])
  }

  @Test("covers the target where its pixels are", arguments: [(0, 0), (3, 2), (-4, 5)])
  func coverage(column: Int, row: Int) throws {
    let source = try source()
    var target = PlainFolder.grid
    target.affine = target.affine.shifted(column: Double(column), row: Double(row))
    let plan = BandPlan(source, on: target, resampling: .bilinear)
    #expect(plan.coverage == PixelWindow(column: -column, row: -row, width: 12, height: 8))
    #expect(plan.sampleType == .uint16)
    #expect(!plan.isWarped)
  }

  @Test("of a coarser band covers its pixels times the factor")
  func coarser() throws {
    var target = PlainFolder.grid
    // The target's pixels are half as wide and begin three of them into the source.
    target.affine = target.affine.shifted(column: 1.5, row: 0, scale: 0.5)
    let nearest = BandPlan(try source(), on: target, resampling: .nearest)
    #expect(nearest.alignment == .coarser(factor: 2, column: 3, row: 0))
    #expect(nearest.coverage == PixelWindow(column: -3, row: 0, width: 24, height: 16))
    #expect(nearest.fineBlock == TileShape(width: 1024, height: 1024))
    #expect(nearest.sampleType == .uint16)
    #expect(BandPlan(try source(), on: target, resampling: .bilinear).sampleType == .float32)
  }

  @Test("warps a coarser band whose nodata only the description states")
  func nodataBeside() throws {
    let beside = try source("nodata: 5\nbands: {green: a.tif}")
    var target = PlainFolder.grid
    target.affine = target.affine.shifted(column: 0, row: 0, scale: 0.5)
    let plan = BandPlan(beside, on: target, resampling: .bilinear)
    #expect(plan.alignment == .warp(because: "nodata is stated beside the file, not in it"))
    #expect(!BandPlan(beside, on: target, resampling: .nearest).isWarped)
    #expect(!BandPlan(try source(), on: target, resampling: .bilinear).isWarped)
  }
}
