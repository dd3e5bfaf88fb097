import Foundation
import GeoFiles
import SceneBuilding
import Testing

@testable import Scenes

@Suite("Landsat calibration")
struct LandsatCalibrationTests {
  private let home: TemporaryFolder

  init() throws { home = try TemporaryFolder() }

  private func open(_ bundle: SyntheticLandsat) throws -> Scene {
    try Scene(opening: InputPath(bundle.write(in: home)))
  }

  // The numbers of Level 1 stand in the same file, in another group.
  @Test("of Level 2 is Level 2's, with its reason")
  func surface() throws {
    let scene = try open(SyntheticLandsat())
    let red = try #require(scene.bands[.red])
    #expect(red.calibration == Calibration(scale: 2.75e-5, offset: -0.2, nodata: 0))
    #expect(
      red.calibrationReason
        == "REFLECTANCE_MULT 2.75e-05, ADD -0.2 from \(scene.id)_MTL.txt; fill 0")
    #expect(
      scene.bands[.lwir11]?.calibration == Calibration(scale: 0.00341802, offset: 149, nodata: 0))
  }

  @Test("of Level 2 is the documented one where the metadata says none, and says so")
  func documented() throws {
    var bundle = SyntheticLandsat()
    bundle.changes = [("LEVEL2_SURFACE_", "OTHER_SURFACE_")]
    let scene = try open(bundle)
    let red = try #require(scene.bands[.red])
    #expect(red.calibration == Calibration(scale: 2.75e-5, offset: -0.2, nodata: 0))
    #expect(red.calibrationReason.contains("the constants of Collection 2"))
    #expect(
      scene.bands[.lwir11]?.calibration == Calibration(scale: 0.00341802, offset: 149, nodata: 0))
  }

  @Test("of Level 2 is refused where the metadata says half of it")
  func half() throws {
    var bundle = SyntheticLandsat()
    bundle.changes = [("REFLECTANCE_ADD_BAND_4 = -0.2", "X = -0.2")]
    let refusal = #expect(throws: Refusal.self) { _ = try open(bundle) }
    #expect(refusal?.what.contains("REFLECTANCE_ADD_BAND_4") == true)
  }

  // The sun of the synthetic bundle stands at 30 degrees, whose sine is one half.
  @Test("of Level 1 is divided by the sine of the sun's elevation")
  func topOfAtmosphere() throws {
    let red = try #require(try open(.levelOne).bands[.red])
    #expect(abs(red.calibration.scale - 4e-5) < 1e-18)
    #expect(abs(red.calibration.offset + 0.2) < 1e-14)
    #expect(red.calibration.nodata == 0 && red.calibration.planck == nil)
    #expect(red.calibrationReason.contains("divided by the sine of SUN_ELEVATION 30.0"))
  }

  @Test("of a thermal band of Level 1 goes through radiance to kelvin")
  func thermal() throws {
    let thermal = try #require(try open(.levelOne).bands[.lwir11])
    #expect(
      thermal.calibration
        == Calibration(
          scale: 3.342e-4, offset: 0.1, nodata: 0,
          planck: PlanckConstants(k1: 774.8853, k2: 1321.0789)))
    #expect(thermal.calibrationReason.hasSuffix("to kelvin by K1 774.8853, K2 1321.0789; fill 0"))
  }

  @Test("with a temperature makes another identity")
  func identity() throws {
    var scene = try open(.levelOne)
    let before = try SceneIdentity.make(for: scene)
    scene.bands[.lwir11]?.calibration.planck?.k1 += 1
    #expect(try SceneIdentity.make(for: scene) != before)
    scene.bands[.lwir11]?.calibration.planck = nil
    #expect(try SceneIdentity.make(for: scene) != before)
  }

  @Test("and all else are those of the finest band but the panchromatic one")
  func panchromatic() throws {
    var bundle = SyntheticLandsat.levelOne
    bundle.bands.append("8")
    // Its first pixel has the middle of the others' first pixel, as USGS places it.
    bundle.changes = [
      (
        "DATUM =",
        "GRID_CELL_SIZE_PANCHROMATIC = 15.00\nPANCHROMATIC_LINES = 5\nPANCHROMATIC_SAMPLES = 7\n    DATUM ="
      )
    ]
    let folder = try bundle.write(in: home)
    try home.write(
      BareTIFF.bytes(width: 7, height: 5, [UInt16](repeating: 9, count: 35)),
      to: "bundle/\(bundle.file("8"))")
    let scene = try Scene(opening: InputPath(folder))
    let pan = try #require(scene.bands[.pan]?.grid)
    #expect(pan.affine.originX == 583_492.5 && pan.affine.originY == -2_222_692.5)
    #expect(pan.affine.columnStepX == 15 && pan.width == 7)
    #expect(scene.grid == SyntheticLandsat.grid)
  }
}
