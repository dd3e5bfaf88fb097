import Foundation
import GeoFiles
import RasterGrid
import SceneBuilding
import Spectral
import Testing

@testable import Scenes

/// Real products lie beside the project; where they are missing these tests are skipped.
@Suite("Landsat on real products", .enabled(if: SharedData.isThere))
struct LandsatRealScenesTests {
  private static let amazon = "LC08_L2SP_001062_20201031_with_QA_PIXEL"

  private func open(_ name: String) throws -> Scene {
    try Scene(opening: InputPath(SharedData.file("data/products/landsat/\(name)")))
  }

  // Counted with numpy for the README of the data.
  @Test("finds the pixel qualities of a cloudy scene as often as its README says")
  func qualities() throws {
    let scene = try open(Self.amazon)
    let mask = try #require(scene.masks.first?.band)
    let plane = SamplePlane()
    try RasterFile(opening: mask.file).read(
      band: mask.band, window: mask.grid.window, as: .uint16, into: plane)
    let counts = plane.samples(as: UInt16.self).reduce(into: [:]) { $0[$1, default: 0] += 1 }
    #expect(counts == [1: 44_854, 22_280: 24_286, 23_888: 62, 55_052: 77_092])

    let reader = TileReader(
      try ReadPlan([], of: [.only: scene], on: scene.grid, resampling: .nearest, isPlain: false))
    reader.move(to: scene.grid.window)
    let bits = try #require(try reader.reasons(.only)).samples(as: UInt16.self)
    let reasons = bits.reduce(into: [:]) { $0[MaskReasons(rawValue: $1), default: 0] += 1 }
    #expect(
      reasons
        == [.nodata: 44_854, .cloud: 24_286, .cloudShadow: 62, [.cloud, .cirrus]: 77_092])
  }

  // gdalinfo says where the decimated files lie; the metadata has 30 m pixels in the same place.
  @Test("takes decimated files as they lie and says that they were resampled")
  func decimated() throws {
    let scene = try open(Self.amazon)
    #expect(scene.id == "LC08_L2SP_001062_20201031_20201106_02_T2")
    #expect(scene.grid.crs.definition == "EPSG:32620")
    #expect(scene.grid.width == 379 && scene.grid.height == 386)
    #expect(scene.grid.affine.originX == 143_685 && scene.grid.affine.originY == -204_285)
    #expect(scene.facts.missing.isEmpty)
    #expect(scene.facts.notes.count == 1)
    #expect(scene.facts.notes.first?.hasSuffix("they were resampled.") == true)
    #expect(scene.facts.tile == "001062" && scene.facts.cloudPercent == 99.94)
    #expect(scene.facts.sun == SkyDirection(azimuth: 118.08241478, elevation: 64.45083205))
    #expect(scene.acquired?.text == "2020-10-31T14:31:47Z")
  }

  @Test("is the same scene with its metadata as text, as JSON and as XML")
  func formats() throws {
    let home = try TemporaryFolder()
    let source = SharedData.file("data/products/landsat/\(Self.amazon)")
    let names = try FileManager.default.contentsOfDirectory(atPath: source)
    let scenes = try ["txt", "json", "xml"].map { format in
      let folder = try home.folder(format)
      for name in names where name.hasSuffix(".TIF") || name.hasSuffix("_MTL.\(format)") {
        try FileManager.default.copyItem(atPath: "\(source)/\(name)", toPath: "\(folder)/\(name)")
      }
      return try Scene(opening: InputPath(folder))
    }
    for scene in scenes {
      #expect(scene.id == scenes[0].id && scene.facts == scenes[0].facts)
      #expect(scene.acquired == scenes[0].acquired && scene.sensor == scenes[0].sensor)
      #expect(scene.bands.mapValues(\.calibration) == scenes[0].bands.mapValues(\.calibration))
      #expect(scene.bands.mapValues(\.grid) == scenes[0].bands.mapValues(\.grid))
      #expect(scene.bands.count == 9 && scene.masks.count == 2)
    }
  }

  // The stacks hold the same pixels with georeferencing that somebody else made.
  @Test(
    "puts Brumadinho's pixels where the georeferenced stacks have them",
    arguments: [
      ("LC08_L2SP_218074_20190114_20200829_02_T1", "2019-01-14T12:57:13Z"),
      ("LC08_L2SP_218074_20190130_20200829_02_T1", "2019-01-30T12:57:09Z"),
    ])
  func brumadinho(name: String, time: String) throws {
    let bundle = try open(name)
    let stack = try Scene(
      opening: InputPath(SharedData.file("data/series/brumadinho-georeferenced/\(name).tif")))
    #expect(bundle.id == name && bundle.acquired?.text == time)
    #expect(
      bundle.facts.missing
        == ["SR_B1", "ST_B10", "QA_PIXEL", "QA_RADSAT"].map { "\(name)_\($0).TIF" })
    #expect(bundle.bands.keys.sorted() == stack.bands.keys.sorted())
    for (role, source) in bundle.bands {
      #expect(source.grid == stack.bands[role]?.grid)
      #expect(source.calibration == stack.bands[role]?.calibration)
      let band = BandReference(date: .only, role: role)
      let planes = try [bundle, stack].map { scene in
        let reader = TileReader(
          try ReadPlan(
            [band], of: [.only: scene], on: stack.grid, resampling: .nearest, isPlain: true))
        reader.move(to: stack.grid.window)
        let samples = try reader.band(band).samples
        try #require(samples.type == .uint16)
        return Array(samples.samples(as: UInt16.self))
      }
      #expect(planes[0].count == 400 * 300 && planes[0] == planes[1])
    }
  }
}
