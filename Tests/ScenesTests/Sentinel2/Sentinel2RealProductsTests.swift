import Foundation
import GeoFiles
import RasterGrid
import SceneBuilding
import Spectral
import Testing

@testable import Scenes

/// Where real products lie beside the project; tests that need them are skipped without.
enum RealSentinel2 {
  private static let folder = "data/products/sentinel2/"

  static var isThere: Bool {
    FileManager.default.fileExists(atPath: SharedData.file(folder + "layouts/README.txt"))
  }

  static func path(_ name: String) -> String { SharedData.file(folder + name) }

  static func scene(_ name: String) throws -> Scene {
    try Scene(opening: InputPath(path(name)))
  }

  /// The layouts with pixels of zero that are orthorectified, one granule each.
  static let layouts = [
    "fake_l1c/S2A_OPER_PRD_MSIL1C.SAFE/GRANULE/S2A_OPER_MSI_L1C_T32TQR_N01.03",
    "fake_l1c/S2A_OPER_PRD_MSIL1C.SAFE/GRANULE/S2A_OPER_MSI_L1C_T32TRQ_N01.03",
    "fake_l1c_safecompact", "fake_l1c_processing_baseline_5_09",
    "fake_l2a", "fake_l2a_MSIL2A", "fake_l2a_MSIL2Ap", "fake_l2a_processing_baseline_5_09",
  ].map { "layouts/" + $0 }

  /// A folder's files written anew, since the originals may not be; gives the path of the copy.
  static func copy(_ name: String, to home: TemporaryFolder) throws -> String {
    let files = try FileManager.default.subpathsOfDirectory(atPath: path(name))
    let copy = try home.folder("product")
    for file in files.sorted() {
      var isFolder: ObjCBool = false
      let source = path(name) + "/" + file
      guard FileManager.default.fileExists(atPath: source, isDirectory: &isFolder) else { continue }
      if isFolder.boolValue {
        _ = try home.folder("product/" + file)
      } else {
        try Data(contentsOf: URL(fileURLWithPath: source))
          .write(to: URL(fileURLWithPath: copy + "/" + file))
      }
    }
    return copy
  }
}

@Suite("Real Sentinel-2 products", .enabled(if: RealSentinel2.isThere))
struct Sentinel2RealProductsTests {
  @Test(
    "have an offset of -1000 counts in 13 bands where their metadata says so, and none elsewhere",
    arguments: RealSentinel2.layouts)
  func offsets(layout: String) throws {
    let has = layout.contains("5_09")
    let path = try InputPath(RealSentinel2.path(layout))
    let candidate = try ProductCandidate(path)
    let listing = try #require(candidate.files)
    let metadata = try Sentinel2Opening(candidate, listing).metadata
    #expect(
      metadata.offsets
        == (has ? Dictionary(uniqueKeysWithValues: (0..<13).map { ($0, -1_000.0) }) : [:]))
    let scene = try Scene(opening: path)
    // Level 2A has no cirrus band, whatever its list of offsets says.
    #expect(scene.bands.count == (scene.level == "L1C" ? 13 : 12))
    #expect(scene.bands.values.allSatisfy { $0.calibration.offset == (has ? -0.1 : 0) })
    #expect(
      scene.bands.values.allSatisfy {
        $0.calibrationReason.contains(has ? "_ADD_OFFSET -1000 from MTD_MSIL" : "no offset in ")
      })
  }

  @Test("in the geometry of the sensor are refused as such", arguments: ["", "_geoloc"])
  func level1B(suffix: String) throws {
    let refusal = try SAFEHome.refusal { _ = try RealSentinel2.scene("layouts/fake_l1b" + suffix) }
    #expect(refusal.reason == .badInput && refusal.what.contains("Level-1B"), "\(refusal)")
  }

  @Test("with two granules are refused with the names of both")
  func granules() throws {
    let refusal = try SAFEHome.refusal { _ = try RealSentinel2.scene("layouts/fake_l1c") }
    #expect(refusal.what.contains("2 granules"))
    #expect(refusal.advice.contains("T32TQR") && refusal.advice.contains("T32TRQ"))
  }

  @Test("with images finer than their names say are read as they are, and say so")
  func finer() throws {
    let scene = try RealSentinel2.scene("layouts/fake_l2a")
    let red = try #require(scene.bands[.red])
    #expect(red.grid.width == 10_980 && red.grid.affine.columnStepX == 10)
    #expect(scene.bands[.coastal]?.grid.affine.columnStepX == 60)
    #expect(scene.facts.notes.contains { $0.hasPrefix("9 of its images are finer") })
    #expect(scene.facts.notes.contains { $0.contains("B02_60m.jp2 has 10980 x 10980 pixels") })
  }

  @Test("give their pixels out of a zip, though the metadata says another size")
  func decimated() throws {
    let scene = try RealSentinel2.scene(
      "decimated/S2A_MSIL1C_20180629T000241_N0206_R030_T56JMM_20180629T012042.zip")
    let red = try #require(scene.bands[.red])
    #expect(red.grid.width == 439 && red.grid.height == 439)
    #expect(red.calibration == Calibration(scale: 1e-4, offset: 0, nodata: 0))
    let reader = try SAFEHome.reader(scene, roles: [.red], on: red.grid)
    let counts = try reader.band(BandReference(date: .only, role: .red)).samples.numbers
    // The README of the data, by rasterio.
    #expect(counts.min() == 0 && counts.max() == 7351)
    #expect(abs(counts.reduce(0, +) / Double(counts.count) - 387.353) < 5e-4)
  }

  @Test("say what decimated means with an image that is")
  func decimationNote() throws {
    let scene = try RealSentinel2.scene("layouts/fake_l2a_MSIL2A")
    let note = try #require(scene.facts.notes.first { $0.contains("decimated") })
    #expect(note.contains("B02_10m.jp2 has 1830 x 1830 pixels"))
    #expect(note.contains("says 10980 x 10980"))
  }

  @Test("keep the counts of their scene classification")
  func classes() throws {
    let home = try TemporaryFolder()
    for name in ["B04", "SCL"] {
      let bytes = try Data(
        contentsOf: URL(
          fileURLWithPath: RealSentinel2.path("decimated-L2A-29RKH/\(name).tif")))
      try home.write([UInt8](bytes), to: name + ".tif")
    }
    try home.write(
      """
      sensor: sentinel-2a
      level: L2A
      acquired: 2020-02-19T11:33:46Z
      quantity: reflectance
      scale: 0.0001
      nodata: 0
      bands: {red: B04.tif}
      mask: {file: SCL.tif, coding: sentinel-2-scl}
      """, to: "scene.yaml")
    let scene = try Scene(opening: InputPath(home.path))
    let grid = try #require(scene.masks.first?.band?.grid)
    #expect(grid.width == 549, "20 m, where the bands of 10 m have 1098")
    let reader = try SAFEHome.reader(scene, roles: [], on: grid)
    let bits = try #require(try reader.reasons(.only)).numbers
    func count(_ reason: MaskReasons) -> Int {
      bits.count { UInt16($0) & reason.rawValue != 0 }
    }
    // The README of the data: class 5 (bare) 289159, 7 (unclassified) 3, 10 (cirrus) 10434, 9 (cloud)
    // 837, 2 (dark) 1; 8 is possible cloud, and so is what lies near a cloud.
    #expect(bits.count == 301_401)
    #expect(count(.cirrus) == 10_434)
    #expect(count(.cloud) == 837)
    #expect(count(.terrainShadow) == 1)
    #expect(bits.count { $0 == 0 } <= 289_159 + 3)
    let file = try RasterFile(opening: InputPath(home.file("SCL.tif")))
    let plane = SamplePlane()
    try file.read(band: 1, window: grid.window, as: .uint8, into: plane)
    #expect(plane.numbers.count { $0 == 5 } == 289_159)
    #expect(plane.numbers.count { $0 == 10 } == 10_434)
  }
}
