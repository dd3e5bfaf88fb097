import Foundation
import GeoFiles
import RasterGrid
import SceneBuilding
import Spectral
import Testing

@testable import Scenes

@Suite("Landsat product")
struct LandsatProductTests {
  private let home: TemporaryFolder

  init() throws { home = try TemporaryFolder() }

  private func open(_ bundle: SyntheticLandsat) throws -> Scene {
    try Scene(opening: InputPath(bundle.write(in: home)))
  }

  @Test("says what its metadata says")
  func facts() throws {
    let scene = try open(SyntheticLandsat())
    #expect(scene.id == "LC08_L2SP_218074_20190114_20200829_02_T1")
    #expect(scene.sensor == "landsat-8" && scene.level == "L2SP")
    #expect(scene.acquired?.text == "2019-01-14T12:57:13Z")
    #expect(scene.quantity == .reflectance)
    #expect(scene.facts.family == .landsat && scene.facts.name == scene.id)
    #expect(scene.facts.tile == "218074")
    #expect(scene.facts.sun == SkyDirection(azimuth: 262.5, elevation: 30))
    #expect(scene.facts.cloudPercent == 9.86)
    #expect(scene.facts.missing.isEmpty)
    #expect(
      scene.facts.notes == [
        "The files bear no georeferencing; it was taken from \(scene.id)_MTL.txt."
      ])
    #expect(scene.masks.map(\.coding) == [.landsatQAPixel, .landsatQARadsat])
    #expect(scene.files.contains { $0.shown.hasSuffix("_MTL.txt") })
  }

  // USGS numbers the bands of each instrument anew (LSDS-1618, LSDS-1619).
  @Test("has the roles of its instrument's bands")
  func roles() throws {
    let expected: [(SyntheticLandsat, [BandRole: String])] = [
      (
        SyntheticLandsat(),
        [
          .coastal: "SR_B1", .blue: "SR_B2", .green: "SR_B3", .red: "SR_B4", .nir08: "SR_B5",
          .nir: "SR_B5", .swir16: "SR_B6", .swir22: "SR_B7", .lwir11: "ST_B10",
        ]
      ),
      (
        .levelOne,
        [
          .coastal: "B1", .blue: "B2", .green: "B3", .red: "B4", .nir08: "B5", .nir: "B5",
          .swir16: "B6", .swir22: "B7", .cirrus: "B9", .lwir11: "B10", .lwir12: "B11",
        ]
      ),
      (
        .landsat7,
        [
          .blue: "B1", .green: "B2", .red: "B3", .nir08: "B4", .nir: "B4", .swir16: "B5",
          .swir22: "B7", .lwir11: "B6_VCID_1",
        ]
      ),
    ]
    for (bundle, roles) in expected {
      let scene = try Scene(opening: InputPath(bundle.write(to: bundle.name, in: home)))
      let files = scene.bands.mapValues {
        $0.file.shown.split(separator: "/").last?.dropFirst(bundle.name.count + 1).dropLast(4)
      }
      #expect(files == roles.mapValues { Substring($0) })
    }
  }

  @Test("of Landsat 7 takes the high gain where the low one is missing, and says so")
  func highGain() throws {
    var bundle = SyntheticLandsat.landsat7
    bundle.leftOut = [bundle.file("6_VCID_1")]
    let scene = try open(bundle)
    #expect(scene.bands[.lwir11]?.file.shown.hasSuffix("B6_VCID_2.TIF") == true)
    #expect(scene.facts.missing == [bundle.file("6_VCID_1")])
    #expect(scene.facts.notes.contains { $0.contains("6_VCID_2") })
    #expect(scene.masks.map(\.coding) == [.landsatQAPixel, .landsatQARadsatTM])
  }

  @Test("lies on the grid of the metadata where its files state none")
  func placed() throws {
    let scene = try open(SyntheticLandsat())
    #expect(scene.bands.values.allSatisfy { $0.grid == SyntheticLandsat.grid })
    #expect(scene.masks.allSatisfy { $0.band?.grid == SyntheticLandsat.grid })
  }

  @Test("lies where its files say, and what contradicts that is told")
  func stated() throws {
    var bundle = SyntheticLandsat()
    let promised = SyntheticLandsat.grid
    var resampled = promised
    resampled.affine.columnStepX = 30.5
    var elsewhere = promised
    elsewhere.affine.originX += 900
    var otherZone = promised
    otherZone.crs = CoordinateSystem("EPSG:32723")
    for (grid, words) in [
      (promised, ""), (resampled, ""), (elsewhere, "contradicts"), (otherZone, "contradicts"),
    ] {
      bundle.stated = grid
      let scene = try Scene(opening: InputPath(bundle.write(in: home)))
      #expect(scene.grid == grid)
      #expect(scene.facts.notes.count == (words.isEmpty ? 0 : 1))
      #expect(scene.facts.notes.allSatisfy { $0.contains(words) })
    }
  }

  @Test("is read out of an archive as out of its folder", arguments: ["tar", "tar.gz"])
  func archive(kind: String) throws {
    let bundle = SyntheticLandsat.levelOne
    let folder = try bundle.write(in: home)
    let archive = home.file("\(bundle.name).\(kind)")
    try Tar.pack(folder, into: archive)
    let packed = try Scene(opening: InputPath(archive))
    let plain = try Scene(opening: InputPath(folder))
    #expect(packed.id == plain.id && packed.facts == plain.facts)
    #expect(packed.bands.mapValues(\.grid) == plain.bands.mapValues(\.grid))
    #expect(packed.bands.mapValues(\.calibration) == plain.bands.mapValues(\.calibration))
    #expect(packed.files.map(\.shown).contains(archive))
    for role in plain.bands.keys {
      #expect(try samples(packed, role) == samples(plain, role))
    }
    #expect(try samples(packed, .green) == SyntheticLandsat.samples(ofBand: 2).map(Double.init))
  }

  private func samples(_ scene: Scene, _ role: BandRole) throws -> [Double] {
    let band = BandReference(date: .only, role: role)
    let reader = TileReader(
      try ReadPlan(
        [band], of: [.only: scene], on: scene.grid, resampling: .nearest, isPlain: true))
    reader.move(to: scene.grid.window)
    return try reader.band(band).samples.numbers
  }

  @Test("is found in a folder inside the one that was named")
  func inner() throws {
    _ = try SyntheticLandsat().write(to: "outer/inner", in: home)
    #expect(try Scene(opening: InputPath(home.file("outer"))).bands.count == 9)
  }

  @Test("gives way to a scene.yaml that the user wrote into its folder")
  func described() throws {
    var bundle = SyntheticLandsat()
    bundle.stated = SyntheticLandsat.grid
    let folder = try bundle.write(in: home)
    try home.write("bands: {red: \(bundle.file("3"))}", to: "bundle/scene.yaml")
    #expect(try Scene(opening: InputPath(folder)).bands.keys.sorted() == [.red])
  }

  @Test("without some of its files says which and goes on")
  func missing() throws {
    var bundle = SyntheticLandsat()
    bundle.leftOut = [bundle.file("1"), bundle.mask("QA_PIXEL"), bundle.mask("QA_RADSAT")]
    let scene = try open(bundle)
    #expect(
      scene.facts.missing == [bundle.file("1"), bundle.mask("QA_PIXEL"), bundle.mask("QA_RADSAT")])
    #expect(scene.facts.notes.contains("The product brings no band that marks clouds and fill."))
    #expect(scene.masks.isEmpty && scene.bands[.coastal] == nil && scene.bands[.blue] != nil)
  }

  @Test("never follows a name in its metadata out of its folder")
  func hostileName() throws {
    var bundle = SyntheticLandsat()
    let outside = try home.write(
      BareTIFF.bytes(
        width: SyntheticLandsat.width, height: SyntheticLandsat.height,
        SyntheticLandsat.samples(ofBand: 0)), to: "x.TIF")
    for name in ["../x.TIF", outside, "/vsicurl/http://a.example/x.TIF"] {
      bundle.changes = [("= \"\(bundle.file("3"))\"", "= \"\(name)\"")]
      let scene = try open(bundle)
      #expect(scene.bands[.green] == nil)
      #expect(scene.facts.missing == [name])
    }
  }
}
