import Foundation
import GeoFiles
import RasterGrid
import SceneBuilding
import Spectral
import Testing

@testable import Scenes

@Suite("Landsat product that is damaged")
struct LandsatRefusalTests {
  private let home: TemporaryFolder

  init() throws { home = try TemporaryFolder() }

  private func refusal(_ folder: String) -> Refusal? {
    #expect(throws: Refusal.self) { _ = try Scene(opening: InputPath(folder)) }
  }

  private func refusal(_ bundle: SyntheticLandsat) throws -> Refusal? {
    refusal(try bundle.write(in: home))
  }

  // Each change alone; the key that must be named comes first.
  @Test(
    "is refused with the key whose value is absurd",
    arguments: [
      ("REFLECTANCE_MULT_BAND_3", "2.0E-05", "1e400"),
      ("REFLECTANCE_MULT_BAND_3", "2.0E-05", "nan"),
      ("REFLECTANCE_MULT_BAND_3", "2.0E-05", "0"),
      ("REFLECTANCE_ADD_BAND_3", "-0.1", "-inf"), ("RADIANCE_MULT_BAND_10", "3.3420E-04", "1e30"),
      ("K1_CONSTANT_BAND_10", "774.8853", "-1"), ("K2_CONSTANT_BAND_11", "1321.0789", "many"),
      ("SUN_ELEVATION", "30.0", "-5"), ("SUN_ELEVATION", "30.0", "1e9"),
      ("SUN_AZIMUTH", "-97.5", "1e9"), ("REFLECTIVE_LINES", "3", "-3"),
      ("REFLECTIVE_SAMPLES", "4", "9223372036854775808"), ("REFLECTIVE_SAMPLES", "4", "0"),
      ("REFLECTIVE_SAMPLES", "4", "5"), ("THERMAL_LINES", "3", "4.5"), ("UTM_ZONE", "23", "61"),
      ("GRID_CELL_SIZE_REFLECTIVE", "30.00", "0"), ("DATUM", "\"WGS84\"", "\"NAD27\""),
      ("ORIENTATION", "\"NORTH_UP\"", "\"NOM\""),
      ("CORNER_LR_PROJECTION_Y_PRODUCT", "-2222760.000", "1e300"),
      ("WRS_PATH", "218", "0"), ("WRS_ROW", "74", "999"), ("CLOUD_COVER", "9.86", "101"),
      ("DATE_ACQUIRED", "2019-01-14", "2019-02-30"),
      ("SCENE_CENTER_TIME", "\"12:57:13.1804960Z\"", "\"25:00:00Z\""),
      ("SPACECRAFT_ID", "\"LANDSAT_8\"", "\"EO1\""), ("SENSOR_ID", "\"OLI_TIRS\"", "\"MSS\""),
      ("PROCESSING_LEVEL", "\"L1TP\"", "\"L3\""),
      ("LANDSAT_PRODUCT_ID", "\"LC08_L1TP_218074_20190114_20200829_02_T1\"", "\"../../etc\""),
    ])
  func absurd(key: String, old: String, new: String) throws {
    var bundle = SyntheticLandsat.levelOne
    bundle.changes = [(" \(key) = \(old)", " \(key) = \(new)")]
    let refusal = try refusal(bundle)
    #expect(refusal?.reason == .badInput)
    #expect(refusal?.what.contains(key) == true, "\(refusal.debugDescription)")
    #expect(refusal?.subject == home.file("bundle/\(bundle.name)_MTL.txt"))
  }

  @Test(
    "is refused with the key that is missing",
    arguments: [
      "K1_CONSTANT_BAND_10", "REFLECTANCE_ADD_BAND_3", "SUN_ELEVATION", "UTM_ZONE", "WRS_PATH",
      "DATE_ACQUIRED", "SENSOR_ID", "LANDSAT_PRODUCT_ID", "CORNER_UL_PROJECTION_X_PRODUCT",
    ])
  func missing(key: String) throws {
    var bundle = SyntheticLandsat.levelOne
    bundle.changes = [(" \(key) = ", " NOT_\(key) = ")]
    let refusal = try refusal(bundle)
    #expect(refusal?.reason == .badInput)
    #expect(refusal?.what.hasPrefix("says no \(key)") == true, "\(refusal.debugDescription)")
  }

  @Test("of Collection 1, or of none, is refused and not misread")
  func collection1() throws {
    var bundle = SyntheticLandsat()
    bundle.changes = [("COLLECTION_NUMBER = 02", "COLLECTION_NUMBER = 01")]
    #expect(try refusal(bundle)?.what.hasPrefix("is of Collection 01") == true)
    bundle.changes = [("COLLECTION_NUMBER = 02", "X = 02")]
    #expect(try refusal(bundle)?.what.hasPrefix("is of no Collection") == true)
    let old = "LC08_L1TP_119040_20200101_20200201_01_T1"
    for (name, text) in [
      (
        "\(old)_MTL.txt",
        "GROUP = L1_METADATA_FILE\nGROUP = METADATA_FILE_INFO\nCOLLECTION_NUMBER = 01\n"
          + "END_GROUP = METADATA_FILE_INFO\nEND_GROUP = L1_METADATA_FILE\nEND\n"
      ), ("\(old)_BQA.TIF", ""),
    ] {
      try FileManager.default.removeItem(atPath: home.file("bundle"))
      let folder = try home.folder("bundle")
      try home.write(text, to: "bundle/\(name)")
      let refusal = refusal(folder)
      #expect(refusal?.reason == .badInput)
      #expect(
        refusal?.what.hasPrefix(
          text.isEmpty ? "holds bands of Landsat but no" : "is of Collection 01")
          == true, "\(refusal.debugDescription)")
    }
  }

  @Test("names the file that is empty")
  func empty() throws {
    let bundle = SyntheticLandsat()
    let folder = try bundle.write(in: home)
    try home.write([], to: "bundle/\(bundle.file("4"))")
    let refusal = refusal(folder)
    #expect(refusal?.reason == .badInput)
    #expect(refusal?.what == "is empty (0 bytes)")
    #expect(refusal?.subject == "\(folder)/\(bundle.file("4"))")
  }

  @Test("names the file that is no raster")
  func noRaster() throws {
    let bundle = SyntheticLandsat()
    let folder = try bundle.write(in: home)
    try home.write("<html>504</html>", to: "bundle/\(bundle.mask("QA_PIXEL"))")
    #expect(refusal(folder)?.subject == "\(folder)/\(bundle.mask("QA_PIXEL"))")
  }

  @Test("names the file that is cut off, as soon as the part is missing that is read")
  func cutOff() throws {
    let bundle = SyntheticLandsat()
    let folder = try bundle.write(in: home)
    let file = "bundle/\(bundle.file("3"))"
    let bytes = try home.bytes(of: file)
    try home.write(Array(bytes.prefix(60)), to: file)  // within its header
    #expect(refusal(folder)?.subject == home.file(file))
    try home.write(Array(bytes.dropLast(8)), to: file)  // within its pixels
    let scene = try Scene(opening: InputPath(folder))
    let green = BandReference(date: .only, role: .green)
    let reader = TileReader(
      try ReadPlan(
        [green], of: [.only: scene], on: scene.grid, resampling: .nearest, isPlain: true))
    reader.move(to: scene.grid.window)
    let refusal = #expect(throws: Refusal.self) { _ = try reader.band(green) }
    #expect(refusal?.reason == .badInput)
    #expect(refusal?.subject == home.file(file))
  }

  @Test("names the band that has another size, with and without georeferencing")
  func otherSize() throws {
    var bundle = SyntheticLandsat()
    let folder = try bundle.write(in: home)
    let file = "bundle/\(bundle.file("4"))"
    try home.write(BareTIFF.bytes(width: 2, height: 2, [1, 2, 3, 4]), to: file)
    let bare = refusal(folder)
    #expect(bare?.reason == .badInput)
    #expect(bare?.what == "is 2 x 2 pixels, where \(bundle.name)_MTL.txt says 4 x 3")
    #expect(bare?.subject == home.file(file))

    bundle.stated = SyntheticLandsat.grid
    #expect(try bundle.write(in: home) == folder)
    let small = SyntheticLandsat.grid.cropped(
      to: PixelWindow(column: 0, row: 0, width: 2, height: 2))
    try CloudOptimizedGeoTIFF.write(
      RasterImage(
        grid: small, bands: [.init(name: "", samples: .uint16([1, 2, 3, 4]))], nodata: nil,
        metadata: []),
      to: home.file(file))
    let placed = refusal(folder)
    #expect(placed?.reason == .badInput)
    #expect(placed?.what.hasPrefix("has 2 x 2 pixels") == true)
    #expect(placed?.subject == home.file(file))
  }

  @Test("without a single band, or beside another product, is refused")
  func nothingOrTwo() throws {
    var bundle = SyntheticLandsat()
    bundle.leftOut = Set(bundle.bands.map(bundle.file))
    #expect(try refusal(bundle)?.what.hasPrefix("holds none of the bands") == true)
    _ = try SyntheticLandsat.landsat7.write(in: home)
    #expect(refusal(home.file("bundle"))?.what.hasPrefix("holds several products") == true)
  }

  @Test("in another projection is refused where its files bear no georeferencing")
  func polar() throws {
    var bundle = SyntheticLandsat()
    bundle.changes = [("\"UTM\"", "\"PS\"")]
    let refusal = try refusal(bundle)
    #expect(refusal?.what.contains("MAP_PROJECTION PS") == true)
    #expect(refusal?.advice.contains("USGS") == true)
    bundle.stated = SyntheticLandsat.grid
    #expect(try Scene(opening: InputPath(bundle.write(in: home))).grid == SyntheticLandsat.grid)
  }
}
