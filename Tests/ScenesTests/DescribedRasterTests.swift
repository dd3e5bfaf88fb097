import GeoFiles
import RasterGrid
import SceneBuilding
import Scenes
import Spectral
import Testing

@Suite("Described raster")
struct DescribedRasterTests {
  private let home: TemporaryFolder

  init() throws { home = try TemporaryFolder() }

  /// A small file with a band a name.
  private func write(
    _ names: [String], to file: String = "a.tif", metadata: [(String, String)] = [],
    as samples: RasterImage.Samples = .uint16([UInt16](repeating: 5, count: 6))
  ) throws -> InputPath {
    let image = RasterImage(
      grid: SyntheticScene.grid(width: 3, height: 2),
      bands: names.map { .init(name: $0, samples: samples) }, nodata: 0, metadata: metadata)
    try CloudOptimizedGeoTIFF.write(image, to: home.file(file))
    return try InputPath(home.file(file))
  }

  private func refusal(_ path: InputPath) -> Refusal? {
    #expect(throws: Refusal.self) { _ = try Scene(opening: path) }
  }

  @Test("has the roles that its bands are described by, whatever their order")
  func roles() throws {
    let scene = try Scene(opening: write(["swir16", "Green", "cloudiness", "red"]))
    #expect(scene.bands.mapValues(\.band) == [.swir16: 1, .green: 2, .red: 4])
    #expect(scene.quantity == .dn)
    #expect(scene.sensor == nil)
    #expect(scene.bands[.red]?.calibration == Calibration(scale: 1, offset: 0, nodata: 0))
    #expect(scene.masks.isEmpty)
  }

  @Test("of fractions is of reflectance")
  func fractions() throws {
    let fractions = RasterImage.Samples.float32([Float](repeating: 0.25, count: 6))
    #expect(try Scene(opening: write(["green", "red"], as: fractions)).quantity == .reflectance)
  }

  // ESA's bands in order of wavelength, B8A after B8 (Sentinel-2 User Handbook).
  @Test("takes ESA's names for Sentinel-2's bands, with and without a zero")
  func sentinel2() throws {
    let names = [
      "B1", "B02", "B3", "B4", "B5", "B06", "B7", "B8", "B8A", "B09", "B10", "B11", "B12",
    ]
    let scene = try Scene(opening: write(names + ["SCL"]))
    let roles: [BandRole] = [
      .coastal, .blue, .green, .red, .rededge071, .rededge075, .rededge078, .nir, .nir08, .nir09,
      .cirrus, .swir16, .swir22,
    ]
    for (i, role) in roles.enumerated() { #expect(scene.bands[role]?.band == i + 1) }
    #expect(scene.bands.count == 13)
    #expect(scene.sensor == "sentinel-2")
    #expect(scene.masks.first?.coding == .sentinel2SCL)
    #expect(scene.masks.first?.band?.band == 14)
  }

  @Test(
    "takes USGS's names for the instrument that the product's name says",
    arguments: [
      ("LC08_L2SP_119040_20200101_20200201_02_T1.tif", BandRole.nir08, "landsat-8"),
      ("LT05_L2SP_119040_20000101_20200201_02_T1.tif", .swir16, "landsat-5"),
    ])
  func landsat(file: String, fifth: BandRole, sensor: String) throws {
    let scene = try Scene(opening: write(["SR_B3", "SR_B5", "QA_PIXEL"], to: file))
    #expect(scene.sensor == sensor)
    #expect(scene.bands[fifth]?.band == 2)
    #expect(scene.bands[sensor == "landsat-8" ? .green : .red]?.band == 1)
    #expect(scene.quantity == .reflectance)
    #expect(scene.masks.first?.coding == .landsatQAPixel)
    #expect(scene.masks.first?.band?.band == 3)
  }

  @Test("refuses USGS's names where no product name says the satellite")
  func landsatWithoutName() throws {
    let refusal = refusal(try write(["SR_B2", "SR_B3"]))
    #expect(refusal?.reason == .badInput)
    #expect(refusal?.what.hasPrefix("has Landsat's band names") == true)
    #expect(refusal?.subject == home.file("a.tif"))
  }

  @Test("refuses two bands with one role")
  func twice() throws {
    let refusal = refusal(try write(["green", "red", "green"]))
    #expect(refusal?.reason == .badInput)
    #expect(refusal?.what == "describes two bands as green")
  }

  @Test(
    "refuses bands that nothing is said of", arguments: [["", ""], ["band 1", "band 2"], ["scl"]])
  func undescribed(names: [String]) throws {
    let refusal = refusal(try write(names))
    #expect(refusal?.reason == .badInput)
    #expect(refusal?.what == "does not say what its bands measure")
    #expect(refusal?.advice.contains("scene.yaml") == true)
  }

  @Test("refuses a file without georeferencing")
  func noGrid() throws {
    var picture = PNGPicture(width: 3, height: 2)
    picture.bytes[3] = 255
    try picture.write(to: home.file("a.png"))
    let refusal = refusal(try InputPath(home.file("a.png")))
    #expect(refusal?.reason == .badInput)
  }

  @Test("refuses what is no raster")
  func noRaster() throws {
    let refusal = refusal(try InputPath(home.write("words", to: "a.tif")))
    #expect(refusal?.reason == .badInput)
    #expect(refusal?.what.contains("raster with described bands: it is none of GTiff") == true)
  }

  @Test(
    "takes its time from the metadata, GDAL's or TIFF's own",
    arguments: [
      ("ACQUISITION_DATE", "2015-08-01", "2015-08-01"),
      ("ACQUISITION_DATE", "2015-08-01T10:00:00+02:00", "2015-08-01T08:00:00Z"),
      ("TIFFTAG_DATETIME", "2016:12:09 03:11:22", "2016-12-09T03:11:22Z"),
    ])
  func time(key: String, value: String, text: String) throws {
    let path = try write(["green"], metadata: [(key, value)])
    #expect(try Scene(opening: path).acquired?.text == text)
  }

  @Test("has no time where nothing says a true one", arguments: ["", "last summer", "2015-02-30"])
  func noTime(value: String) throws {
    let path = try write(["green"], metadata: [("ACQUISITION_DATE", value)])
    #expect(try Scene(opening: path).acquired == nil)
  }

  // The stacks of the dam collapse at Brumadinho lie beside the project; gdalinfo says where.
  @Test(
    "of Brumadinho is Landsat 8's surface reflectance", .enabled(if: SharedData.isThere),
    arguments: [
      ("LC08_L2SP_218074_20190114_20200829_02_T1", "2019-01-14", 583_485),
      ("LC08_L2SP_218074_20190130_20200829_02_T1", "2019-01-30", 584_385),
    ])
  func brumadinho(name: String, day: String, originX: Double) throws {
    let file = SharedData.file("data/series/brumadinho-georeferenced/\(name).tif")
    let scene = try Scene(opening: InputPath(file))
    #expect(scene.sensor == "landsat-8")
    #expect(scene.level == "L2SP")
    #expect(scene.acquired?.text == day)
    #expect(scene.quantity == .reflectance)
    #expect(
      scene.bands.mapValues(\.band)
        == [.blue: 1, .green: 2, .red: 3, .nir08: 4, .nir: 4, .swir16: 5, .swir22: 6])
    #expect(
      scene.bands.values.allSatisfy {
        $0.calibration == Calibration(scale: 2.75e-5, offset: -0.2, nodata: 0)
      })
    #expect(scene.grid.crs.definition == "EPSG:32623")
    #expect(scene.grid.width == 400 && scene.grid.height == 300)
    #expect(scene.grid.affine == Affine(originX: originX, originY: -2_222_685, pixel: 30))
  }

  // The Romanian series lies beside the project.
  @Test("of Romania is Sentinel-2's counts with a mask", .enabled(if: SharedData.isThere))
  func romania() throws {
    let file = SharedData.file("data/series/romania/tif_10m/S2_20150801.tif")
    let scene = try Scene(opening: InputPath(file))
    #expect(scene.sensor == "sentinel-2")
    #expect(scene.acquired?.text == "2015-08-01")
    #expect(scene.bands.mapValues(\.band) == [.blue: 1, .green: 2, .red: 3, .nir: 4])
    #expect(scene.masks.first?.band?.band == 5)
    #expect(scene.masks.first?.coding == .sentinel2SCL)
    #expect(scene.quantity == .dn)
    #expect(scene.grid.crs.definition == "EPSG:3035")
  }

  // GDAL reads the numbers of a GeoTIFF's metadata as C does.
  @Test(
    "refuses a scale or an offset that leaves no values, in the words of whoever wrote it",
    arguments: [
      (1e300, 0.0), (0, 0), (.infinity, 0), (.nan, 0), (1e-300, 0), (0.0001, 1e300),
      (0.0001, -.infinity), (0.0001, .nan), (100, 0),
    ])
  func absurd(scale: Double, offset: Double) throws {
    let description = RasterDescription(
      grid: SyntheticScene.grid(width: 3, height: 2), type: .uint16,
      bands: [.init(name: "green", scale: scale, offset: offset)], nodata: 0, metadata: [])
    let path = home.file("a.tif")
    let raster = try StreamedRaster(description, to: path)
    try raster.write(
      [UInt16](repeating: 5, count: 6).span, band: 1, window: description.grid.window)
    try raster.publish(CloudOptimizedGeoTIFF.Making())
    let refusal = refusal(try InputPath(path))
    #expect(refusal?.reason == .badInput && refusal?.subject == path)
    #expect(refusal?.what.contains(scale == 0.0001 ? "an offset of" : "a scale of") == true)
    #expect(refusal?.advice.contains("gdal_edit.py -scale") == true)
  }
}
