import GeoFiles
import RasterGrid
import SceneBuilding
import Scenes
import Spectral
import Testing

@Suite("Sentinel-2 product")
struct Sentinel2ProductTests {
  private let home: SAFEHome

  init() throws { home = try SAFEHome() }

  @Test("says satellite, level, time, baseline, tile and its provider's name")
  func facts() throws {
    let scene = try home.scene(SyntheticSAFE(level: "L2A"))
    #expect(scene.sensor == "sentinel-2b")
    #expect(scene.level == "L2A")
    #expect(scene.acquired?.text == "2024-05-01T02:45:35Z", "the granule's time, not the product's")
    #expect(scene.quantity == .reflectance)
    #expect(scene.facts.family == .sentinel2)
    #expect(scene.facts.baseline == "05.09")
    #expect(scene.facts.tile == "T51RTL")
    #expect(scene.facts.name == "S2B_MSIL2A_20240501T023539_N0509_R089_T51RTL_20240501T050000")
    #expect(scene.id == scene.facts.name)
    #expect(scene.facts.cloudPercent == 12.5)
    #expect(scene.facts.missing == [])
  }

  @Test("averages views across north and takes elevations from zeniths")
  func angles() throws {
    let facts = try home.scene(SyntheticSAFE(level: "L2A")).facts
    let sun = try #require(facts.sun)
    let view = try #require(facts.view)
    #expect(abs(sun.elevation - 46.5) < 1e-9 && abs(sun.azimuth - 165.25) < 1e-9)
    #expect(abs(view.azimuth - 355) < 1e-9, "between 340 and 10 degrees")
    // Two vectors of 5 degrees of tilt, 15 degrees to either side: tan t = tan 5 * cos 15.
    #expect(abs(view.elevation - 85.1696) < 1e-3)
  }

  @Test("tells the satellites apart", arguments: ["A", "B", "C"])
  func satellites(letter: String) throws {
    var product = SyntheticSAFE(level: "L1C")
    product.satellite = letter
    let scene = try home.scene(product)
    #expect(scene.sensor == "sentinel-2" + letter.lowercased())
    #expect(SensorProfile(sensor: scene.sensor).isKnown)
  }

  @Test("has every band of its level, each from its finest image, at the tile's corner")
  func bands() throws {
    let expected: [BandRole: Double] = [
      .coastal: 60, .blue: 10, .green: 10, .red: 10, .rededge071: 20, .rededge075: 20,
      .rededge078: 20, .nir: 10, .nir08: 20, .nir09: 60, .swir16: 20, .swir22: 20,
    ]
    for level in ["L1C", "L2A"] {
      let bands = try home.scene(SyntheticSAFE(level: level)).bands
      var wanted = expected
      wanted[.cirrus] = level == "L1C" ? 60 : nil
      #expect(bands.mapValues { $0.grid.affine.columnStepX } == wanted)
      #expect(
        bands.values.allSatisfy {
          $0.grid.affine.originX == 199_980 && $0.grid.affine.originY == 3_200_040
            && $0.grid.affine.rowStepY == -$0.grid.affine.columnStepX
            && $0.grid.crs == CoordinateSystem("EPSG:32651")
            && Double($0.grid.width) * $0.grid.affine.columnStepX == 240
        })
    }
  }

  @Test("takes each band's own samples, not its neighbour's")
  func samples() throws {
    var product = SyntheticSAFE(level: "L1C")
    let numbers = Dictionary(
      uniqueKeysWithValues: SyntheticSAFE.bands.enumerated().map { ($1.0, UInt16($0)) })
    product.sample = { band, _, _ in 1_000 * (1 + (numbers[band] ?? 99)) }
    let scene = try home.scene(product)
    let order: [BandRole] = [
      .coastal, .blue, .green, .red, .rededge071, .rededge075, .rededge078, .nir, .nir08, .nir09,
      .cirrus, .swir16, .swir22,
    ]
    for (i, role) in order.enumerated() {
      let values = try SAFEHome.reflectances(scene, role, on: scene.grid)
      #expect(values.allSatisfy { abs(($0 ?? -1) - Double(1 + i) / 10) < 1e-6 }, "\(role)")
    }
  }

  @Test("reads the layout before December 2016 like the compact one", arguments: ["L1C", "L2A"])
  func oldLayout(level: String) throws {
    let old = SyntheticSAFE(level: level, layout: .old)
    let scene = try home.scene(old)
    let compact = try home.scene(SyntheticSAFE(level: level))
    #expect(scene.facts.name == old.tileIdentifier, "the product's name does not say the tile")
    #expect(scene.id == old.tileIdentifier)
    #expect(scene.facts.tile == "T51RTL")
    #expect(scene.facts.missing == compact.facts.missing)
    #expect(scene.bands.mapValues(\.grid) == compact.bands.mapValues(\.grid))
    #expect(scene.maskNames == compact.maskNames)
  }

  @Test("refuses several granules, names them, and takes the folder of one")
  func granules() throws {
    let first = SyntheticSAFE(level: "L1C", layout: .old)
    var second = first
    second.tile = "T51RTM"
    let path = try first.write(to: home.folder) { files in
      files.merge(second.files().filter { $0.key.hasPrefix("GRANULE/") }) { $1 }
    }
    let refusal = try SAFEHome.refusal { _ = try Scene(opening: InputPath(path)) }
    #expect(refusal.reason == .badInput && refusal.what.contains("2 granules"))
    #expect(refusal.advice.contains(first.granule) && refusal.advice.contains(second.granule))
    for product in [first, second] {
      let scene = try Scene(opening: InputPath(path + "/" + product.granule))
      #expect(scene.facts.tile == product.tile)
      #expect(scene.bands.count == 13)
      #expect(scene.bands.values.allSatisfy { $0.file.shown.contains(product.tile) })
    }
  }

  @Test("finds the SAFE folder one level down, and refuses two of them")
  func nested() throws {
    let product = SyntheticSAFE(level: "L2A")
    let path = try product.write(to: home.folder)
    #expect(try Scene(opening: InputPath(home.folder.path)).bands.count == 12)
    var other = product
    other.tile = "T51RTM"
    _ = try other.write(to: home.folder)
    let refusal = try SAFEHome.refusal { _ = try Scene(opening: InputPath(home.folder.path)) }
    #expect(refusal.what.contains("2 products") && refusal.what.contains(other.name))
    #expect(try Scene(opening: InputPath(path)).id == product.name)
  }

  @Test("refuses a product in the geometry of the sensor")
  func level1B() throws {
    let folder = try home.folder.folder("S2B_OPER_PRD_MSIL1B.SAFE")
    try home.folder.write("<a/>", to: "S2B_OPER_PRD_MSIL1B.SAFE/S2B_OPER_MTD_SAFL1B.xml")
    let refusal = try SAFEHome.refusal { _ = try Scene(opening: InputPath(folder)) }
    #expect(refusal.reason == .badInput && refusal.what.contains("Level-1B"))
    #expect(refusal.advice.contains("L1C"))
  }

  @Test("declines a folder without its metadata, in one clause")
  func declined() throws {
    let folder = try home.folder.folder("empty")
    let refusal = try SAFEHome.refusal { _ = try Scene(opening: InputPath(folder)) }
    #expect(
      refusal.what.contains(
        "Sentinel-2 SAFE: there is no MTD_MSIL1C.xml or MTD_MSIL2A.xml in it"))
  }

  @Test("reads real JPEG 2000 by windows, through a zip too")
  func jpeg2000() throws {
    let product = SyntheticSAFE(level: "L1C")
    let image = product.image("B03", 10) + ".jp2"
    let folder = try home.scene(product) { $0[image] = TinyJPEG2000.bytes }
    let archive = try home.folder.write(
      product.zip { $0[image] = TinyJPEG2000.bytes }, to: product.name + ".SAFE.zip")
    for scene in [folder, try Scene(opening: InputPath(archive))] {
      let window = PixelWindow(column: 5, row: 7, width: 3, height: 2)
      let values = try SAFEHome.reflectances(scene, .green, on: scene.grid.cropped(to: window))
      let expected = [706, 707, 708, 806, 807, 808].map { Double($0) / 10_000 }
      #expect(zip(values, expected).allSatisfy { abs(($0 ?? -1) - $1) < 1e-9 }, "\(values)")
      #expect(values.count == 6)
    }
  }
}
