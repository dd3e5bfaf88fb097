import GeoFiles
import RasterGrid
import SceneBuilding
import Scenes
import Spectral
import Testing

@Suite("Sentinel-2 calibration")
struct Sentinel2CalibrationTests {
  private let home: SAFEHome

  init() throws { home = try SAFEHome() }

  /// ESA's order of bands, by `band_id`.
  private static let roles: [BandRole] = [
    .coastal, .blue, .green, .red, .rededge071, .rededge075, .rededge078, .nir, .nir08, .nir09,
    .cirrus, .swir16, .swir22,
  ]

  @Test(
    "takes each band's own offset from the metadata, whatever the baseline's number",
    arguments: ["05.09", "02.05"])
  func ownOffsets(baseline: String) throws {
    for (level, element) in [("L1C", "RADIO_ADD_OFFSET"), ("L2A", "BOA_ADD_OFFSET")] {
      var product = SyntheticSAFE(level: level)
      product.baseline = baseline
      product.offsets = Dictionary(uniqueKeysWithValues: (0..<13).map { ($0, -1_000 - $0) })
      let scene = try home.scene(product)
      #expect(scene.bands.count == (level == "L1C" ? 13 : 12))
      for (i, role) in Self.roles.enumerated() where level == "L1C" || role != .cirrus {
        let band = try #require(scene.bands[role])
        #expect(abs(band.calibration.offset + Double(1_000 + i) / 10_000) < 1e-12)
        #expect(band.calibration.scale == 0.0001)
        #expect(band.calibration.nodata == 0)
        #expect(band.calibrationReason == "\(element) -\(1_000 + i) from MTD_MSI\(level).xml")
      }
    }
  }

  @Test("has no offset where the metadata has none", arguments: ["02.05", "05.09"])
  func noOffset(baseline: String) throws {
    var product = SyntheticSAFE(level: "L2A")
    product.baseline = baseline
    let scene = try home.scene(product)
    #expect(scene.bands.values.allSatisfy { $0.calibration.offset == 0 })
    #expect(
      scene.bands.values.allSatisfy { $0.calibrationReason == "no offset in MTD_MSIL2A.xml" })
  }

  @Test("takes DN 0 for unknown and DN 500 for -0.05, warped or not")
  func belowZero() throws {
    var product = SyntheticSAFE(level: "L2A")
    product.offsets = Dictionary(uniqueKeysWithValues: (0..<13).map { ($0, -1_000) })
    product.sample = { _, column, _ in column == 0 ? 0 : 500 }
    let scene = try home.scene(product)
    var shifted = scene.grid
    shifted.affine = shifted.affine.shifted(column: 0.25, row: 0.25)
    shifted.width -= 1
    shifted.height -= 1
    for grid in [scene.grid, shifted] {
      let values = try SAFEHome.reflectances(scene, .red, on: grid)
      for (i, value) in values.enumerated() {
        if i % grid.width == 0 {
          #expect(value == nil)
        } else {
          #expect(abs((value ?? 1) + 0.05) < 1e-9)
        }
      }
    }
  }

  @Test("divides by the quantification of the metadata")
  func quantification() throws {
    var product = SyntheticSAFE(level: "L1C")
    product.quantification = "1000"
    product.offsets = Dictionary(uniqueKeysWithValues: (0..<13).map { ($0, -100) })
    let red = try #require(try home.scene(product).bands[.red])
    #expect(red.calibration.scale == 0.001 && red.calibration.offset == -0.1)
  }

  @Test("reads the names that Sen2Cor gave its elements in 2017")
  func oldSen2Cor() throws {
    let product = SyntheticSAFE(level: "L2A")
    let scene = try home.scene(product) { files in
      files.edit(product.productMetadata) {
        $0.replacing("BOA_QUANTIFICATION_VALUE", with: "L2A_BOA_QUANTIFICATION_VALUE")
          .replacing("PRODUCT_URI", with: "PRODUCT_URI_2A")
          .replacing("IMAGE_FILE", with: "IMAGE_FILE_2A")
          .replacing(">Level-2A<", with: ">Level-2Ap<")
      }
    }
    #expect(scene.level == "L2A" && scene.id == product.name && scene.bands.count == 12)
  }

  @Test("takes the count of no data from the metadata")
  func nodata() throws {
    var product = SyntheticSAFE(level: "L1C")
    product.nodata = 1
    #expect(try home.scene(product).bands[.red]?.calibration.nodata == 1)
  }

  @Test("refuses a list of offsets that leaves a band out")
  func gap() throws {
    var product = SyntheticSAFE(level: "L2A")
    product.offsets = [1: -1_000, 2: -1_000]
    let refusal = try home.refusal(product)
    #expect(refusal.what.contains("no BOA_ADD_OFFSET for B01 (band_id 0)"))
    #expect(refusal.subject.hasSuffix("MTD_MSIL2A.xml"))
  }

  @Test(
    "refuses metadata that cannot be understood, and says what and where",
    arguments: [
      (">10000<", ">0<", "QUANTIFICATION_VALUE"), (">10000<", ">many<", "QUANTIFICATION_VALUE"),
      (">10000<", ">1e308<", "QUANTIFICATION_VALUE"),
      ("band_id=\"3\">-1000<", "band_id=\"3\">nan<", "RADIO_ADD_OFFSET"),
      ("band_id=\"3\">-1000<", "band_id=\"3\">1e308<", "RADIO_ADD_OFFSET"),
      ("band_id=\"3\">-1000<", "band_id=\"4\">-999<", "RADIO_ADD_OFFSET"),
      ("band_id=\"3\">", "band=\"3\">", "RADIO_ADD_OFFSET"),
      ("Sentinel-2B", "Landsat", "SPACECRAFT_NAME"), ("Level-1C<", "Level-9<", "PROCESSING_LEVEL"),
      ("<n1:General_Info>", "<!DOCTYPE a><n1:General_Info>", "document type"),
      ("</n1:General_Info>", "", "XML"),
    ])
  func badMetadata(old: String, new: String, said: String) throws {
    var product = SyntheticSAFE(level: "L1C")
    product.offsets = Dictionary(uniqueKeysWithValues: (0..<13).map { ($0, -1_000) })
    let refusal = try home.refusal(product) { $0.edit("MTD_MSIL1C.xml", old, new) }
    #expect(refusal.reason == .badInput && refusal.what.contains(said), "\(refusal)")
    #expect(refusal.subject.hasSuffix("MTD_MSIL1C.xml"))
  }

  @Test(
    "refuses a granule that does not say where it lies",
    arguments: [
      ("EPSG:32651", "EPSG:3857", "HORIZONTAL_CS_CODE"),
      ("EPSG:32651", "EPSG:32661", "HORIZONTAL_CS_CODE"),
      ("<NROWS>24<", "<NROWS>99999999999999999999<", "10 m"),
      ("<NROWS>24<", "<NROWS>-24<", "10 m"), ("<NROWS>24<", "<NROWS>30<", "extents"),
      ("<XDIM>20<", "<XDIM>0<", "20 m"), ("Tile_Geocoding", "Tile_Coding", "Tile_Geocoding"),
      ("Geoposition", "Position", "Geoposition"),
    ])
  func badGranule(old: String, new: String, said: String) throws {
    let product = SyntheticSAFE(level: "L1C")
    let refusal = try home.refusal(product) { $0.edit(product.granule + "/MTD_TL.xml", old, new) }
    #expect(refusal.reason == .badInput && refusal.what.contains(said), "\(refusal)")
    #expect(refusal.subject.hasSuffix("MTD_TL.xml"))
  }
}

extension [String: [UInt8]] {
  /// Changes the text of a file.
  mutating func edit(_ name: String, _ change: (String) -> String) {
    self[name] = self[name].map { Array(change(String(decoding: $0, as: UTF8.self)).utf8) }
  }

  /// Replaces a text in a file, which must be there.
  mutating func edit(_ name: String, _ old: String, _ new: String) {
    edit(name) { text in
      precondition(text.contains(old), "\(old) is in \(name)")
      return text.replacing(old, with: new)
    }
  }
}
