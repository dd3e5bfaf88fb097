import Foundation
import GeoFiles
import RasterGrid
import SceneBuilding
import Scenes
import Testing

@Suite("Scene description")
struct SceneDescriptionTests {
  private let folder: PlainFolder

  init() throws { folder = try PlainFolder() }

  @Test("gives what it says")
  func allKeys() throws {
    let scene = try folder.scene(
      """
      sensor: sentinel-2
      level: L1C
      acquired: 2016-12-09T11:11:22+08:00
      quantity: reflectance
      scale: 0.0001
      offset: -0.1
      nodata: 0
      bands:
        green: a.tif
        swir16: {file: b.tif, band: 1}
      mask: {file: b.tif, coding: sentinel-2-scl}
      """)
    #expect(scene.sensor == "sentinel-2")
    #expect(scene.level == "L1C")
    #expect(scene.acquired?.text == "2016-12-09T03:11:22Z")
    #expect(scene.quantity == .reflectance)
    #expect(scene.bands.keys.sorted() == [.green, .swir16])
    #expect(scene.bands[.green]?.calibration == Calibration(scale: 0.0001, offset: -0.1, nodata: 0))
    #expect(scene.bands[.swir16]?.file.shown == folder.path + "/b.tif")
    #expect(scene.grid == PlainFolder.grid)
    #expect(scene.path == folder.path)
    #expect(scene.masks.first?.coding == .sentinel2SCL)
    #expect(scene.masks.first?.band?.calibration == Calibration())
    #expect(scene.id.hasPrefix("sentinel-2-l1c-20161209-"))
  }

  @Test("may not call whole numbers reflectance without a scale, which is easily forgotten")
  func forgottenScale() throws {
    let refusal = #expect(throws: Refusal.self) {
      _ = try folder.scene("quantity: reflectance\nbands: {green: a.tif}")
    }
    #expect(refusal?.reason == .badInput)
    #expect(refusal?.advice.contains("scale and offset") == true)
  }

  @Test("with a scale and no quantity is of reflectance, with neither of counts")
  func defaults() throws {
    let calibrated = try folder.scene("scale: 0.0001\nbands: {green: a.tif}")
    #expect(calibrated.quantity == .reflectance)
    let counts = try folder.scene("bands: {green: a.tif}")
    #expect(counts.quantity == .dn)
    #expect(counts.bands[.green]?.calibration == Calibration())
    #expect(counts.sensor == nil && counts.level == nil && counts.acquired == nil)
    #expect(counts.masks.isEmpty)
    #expect(try folder.scene("scale: 2\nquantity: dn\nbands: {green: a.tif}").quantity == .dn)
  }

  @Test("takes nodata from the file where it says none, and its own where it does")
  func nodata() throws {
    try CloudOptimizedGeoTIFF.write(
      CoordinateImage.counts(on: PlainFolder.grid, nodata: 7), to: folder.path + "/n.tif")
    let stated = try folder.scene("bands: {green: n.tif}").bands[.green]
    #expect(stated?.calibration.nodata == 7)
    #expect(stated?.fileStatesNodata == true)
    let own = try folder.scene("nodata: 3\nbands: {green: n.tif}").bands[.green]
    #expect(own?.calibration.nodata == 3)
    #expect(own?.fileStatesNodata == false)
  }

  @Test("lets a narrow near infrared stand in for a broad one")
  func nearInfrared() throws {
    let scene = try folder.scene("bands: {nir08: a.tif}")
    #expect(scene.bands[.nir] == scene.bands[.nir08])
    let both = try folder.scene("bands: {nir08: a.tif, nir: b.tif}")
    #expect(both.bands[.nir] != both.bands[.nir08])
  }

  /// The words, what is said of them, and where.
  private static let wrong: [(yaml: String, what: String, place: String)] = [
    ("sensor: s\ncolour: red\nbands: {green: a.tif}", "unknown key \"colour\"", "scene.yaml:2:1"),
    ("sensor: s\nlevel: L2A\n", "the key \"bands\" is missing", "scene.yaml:1:1"),
    ("bands: {}", "names no band", "scene.yaml:1:8"),
    ("bands: green", "expected keys with values", "scene.yaml:1:8"),
    ("- bands", "expected keys with values", "scene.yaml:1:1"),
    ("bands:\n  grün: a.tif", "\"grün\" is no role of a band", "scene.yaml:2:3"),
    ("bands:\n  green: [a.tif]", "expected text", "scene.yaml:2:10"),
    ("bands:\n  green: {file: a.tif, bond: 1}", "unknown key \"bond\"", "scene.yaml:2:24"),
    ("bands:\n  green: {band: 1}", "the key \"file\" is missing", "scene.yaml:2:10"),
    (
      "bands:\n  green: {file: a.tif, band: 0}",
      "expected a whole number from 1 to 65535, found \"0\"", "scene.yaml:2:30"
    ),
    (
      "scale: ten\nbands: {green: a.tif}", "expected a number, found \"ten\"", "scene.yaml:1:8"
    ),
    ("offset: inf\nbands: {green: a.tif}", "expected a number, found \"inf\"", "scene.yaml:1:9"),
    ("nodata: nan\nbands: {green: a.tif}", "expected a number, found \"nan\"", "scene.yaml:1:9"),
    (
      "bands: {green: a.tif}\nscale: 0", "states a scale of 0.0, which is none from",
      "scene.yaml:2:8"
    ),
    (
      "scale: -1e300\nbands: {green: a.tif}", "states a scale of -1e+300, which is none from",
      "scene.yaml:1:8"
    ),
    (
      "scale: 0.0001\noffset: 1e300\nbands: {green: a.tif}", "states an offset of 1e+300",
      "scene.yaml:2:9"
    ),
    ("acquired: 2023-02-29\nbands: {green: a.tif}", "is not a time", "scene.yaml:1:11"),
    ("bands: {green: a.tif}\nsensor: a b", "\"a b\" is no short name", "scene.yaml:2:9"),
    (
      "quantity: radiance\nbands: {green: a.tif}", "\"radiance\" is none of reflectance, dn",
      "scene.yaml:1:11"
    ),
    (
      "bands: {green: a.tif}\nmask: {file: b.tif, coding: fmask}",
      "\"fmask\" is none of sentinel-2-scl, landsat-qa-pixel", "scene.yaml:2:29"
    ),
    (
      "bands: {green: a.tif}\nmask: {file: b.tif}", "the key \"coding\" is missing",
      "scene.yaml:2:7"
    ),
    ("bands:\n  green: none.tif", "there is no file \"none.tif\"", "scene.yaml:2:10"),
    (
      "bands: {green: a.tif}\nsensor: a\nsensor: b", "the key \"sensor\" is given twice",
      "scene.yaml:"
    ),
    ("bands: {green: a.tif, green: b.tif}", "the key \"green\" is given twice", "scene.yaml:"),
    ("bands: {green: a.tif", "bad YAML", "scene.yaml:"),
    ("bands:\n\tgreen: a.tif", "bad YAML", "scene.yaml:2:1"),
    ("", "is empty", "scene.yaml"),
    (
      String(repeating: "[", count: 900) + String(repeating: "]", count: 900),
      "expected keys with values", "scene.yaml:1:1"
    ),
  ]

  @Test("is refused with the place of what is wrong", arguments: wrong)
  func refused(yaml: String, what: String, place: String) throws {
    let found = try folder.refusal(yaml)
    #expect(found.refusal.reason == .badInput)
    #expect(found.refusal.what.hasPrefix(what), "\(found.refusal)")
    #expect(found.place.hasPrefix(place), "\(found.refusal)")
  }

  @Test(
    "is refused where it nests so deeply that a reader could fall over it",
    arguments: [
      String(repeating: "- ", count: 20_000), String(repeating: "? ", count: 20_000),
      // Closing brackets in comments and quotes must not hide the open ones.
      "# " + String(repeating: "]", count: 20_000) + "\n" + String(repeating: "[", count: 20_000),
      String(repeating: "[\"]\", ", count: 20_000),
    ])
  func deep(yaml: String) throws {
    #expect(try folder.refusal(yaml).refusal.reason == .badInput)
  }

  @Test(
    "is refused where a name leads out of the folder",
    arguments: [
      "../a.tif", "/etc/hostname", "GTIFF_RAW:a.tif",
    ])
  func outside(name: String) throws {
    try CloudOptimizedGeoTIFF.write(
      CoordinateImage.counts(on: PlainFolder.grid), to: folder.home.file("a.tif"))
    let found = try folder.refusal("bands: {green: \"\(name)\"}")
    #expect(found.refusal.reason == .badInput)
    #expect(found.refusal.what.contains("not a plain file name inside the folder"))
  }

  @Test("is refused where a link leads out of the folder")
  func link() throws {
    try CloudOptimizedGeoTIFF.write(
      CoordinateImage.counts(on: PlainFolder.grid), to: folder.home.file("a.tif"))
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/link.tif", withDestinationPath: "../a.tif")
    let found = try folder.refusal("bands: {green: link.tif}")
    #expect(found.refusal.reason == .badInput)
    #expect(found.refusal.what.contains("link that leads out"))
  }

  @Test("is refused where a file lacks the band")
  func bandTooLarge() throws {
    let found = try folder.refusal("bands: {green: {file: a.tif, band: 2}}")
    #expect(found.refusal.reason == .badInput)
    #expect(found.refusal.what == "has 1 bands, not a band 2")
    #expect(found.place == "a.tif")
  }

  @Test("is refused where a file has no georeferencing")
  func noGeoreferencing() throws {
    try folder.home.write(TinyTIFF.claimingTiles(width: 64, height: 64), to: "scene/c.tif")
    let found = try folder.refusal("bands: {green: c.tif}")
    #expect(found.refusal.reason == .badInput)
    #expect(found.refusal.what == "has no georeferencing")
    #expect(found.place == "c.tif")
  }

  @Test("is refused where a file is no raster")
  func noRaster() throws {
    try folder.home.write("words", to: "scene/c.tif")
    let found = try folder.refusal("bands: {green: c.tif}")
    #expect(found.refusal.reason == .badInput)
    #expect(found.refusal.what.hasPrefix("is no raster that can be read"))
    #expect(found.place == "c.tif")
  }

  @Test("is refused where it is longer than a mebibyte")
  func tooLong() throws {
    let comment = "# " + String(repeating: "x", count: 1 << 20)
    let found = try folder.refusal("bands: {green: a.tif}\n" + comment)
    #expect(found.refusal.reason == .badInput)
    #expect(found.refusal.what.contains("bytes long"))
  }

  @Test("is refused where it is no UTF-8")
  func notText() throws {
    try folder.home.write(Array("bands: {green: a.tif} # ".utf8) + [0xff], to: "scene/scene.yaml")
    let path = try InputPath(folder.path)
    let refusal = #expect(throws: Refusal.self) { _ = try Scene(opening: path) }
    #expect(refusal?.reason == .badInput)
    #expect(refusal?.what == "is not UTF-8 text")
    #expect(refusal?.subject == folder.path + "/scene.yaml")
  }

  @Test("is asked for where a folder has none")
  func missing() throws {
    let path = try InputPath(folder.path)
    let refusal = #expect(throws: Refusal.self) { _ = try Scene(opening: path) }
    #expect(refusal?.reason == .badInput)
    #expect(refusal?.what.contains("plain rasters: it holds no scene.yaml") == true)
    #expect(refusal?.subject == folder.path)
  }

  // The Onera pairs lie beside the project.
  @Test("of a real scene gives thirteen bands of three sizes", .enabled(if: SharedData.isThere))
  func real() throws {
    let path = try InputPath(SharedData.file("data/oscd/paris/2017-11-07"))
    let scene = try Scene(opening: path)
    #expect(scene.sensor == "sentinel-2")
    #expect(scene.level == "L1C")
    #expect(scene.acquired?.text == "2017-11-07")
    #expect(scene.bands.count == 13)
    #expect(scene.quantity == .reflectance)
    #expect(scene.grid == scene.bands[.blue]?.grid)
  }
}
