import Foundation
import GeoFiles
import RasterGrid
import SceneBuilding
import Scenes
import Spectral
import Testing

@Suite("Damaged Sentinel-2 product")
struct Sentinel2DamageTests {
  private let home: SAFEHome

  init() throws { home = try SAFEHome() }

  private func name(_ image: String) -> String {
    image.split(separator: "/").last.map { "\($0).jp2" } ?? ""
  }

  @Test(
    "is refused where an image of 10 or 20 m is missing, by its name",
    arguments: [("L2A", "B04", 10), ("L2A", "B11", 20), ("L1C", "B8A", 20)])
  func missing(level: String, band: String, resolution: Int) throws {
    let product = SyntheticSAFE(level: level)
    let image = product.image(band, resolution)
    let refusal = try home.refusal(product) { $0[image + ".jp2"] = nil }
    #expect(refusal.reason == .badInput)
    #expect(refusal.what == "\(name(image)) is missing")
  }

  @Test("does without an image of 60 m, or one that it has finer, and says so")
  func dispensable() throws {
    let product = SyntheticSAFE(level: "L2A")
    let images = [("B04", 20), ("B09", 60), ("SCL", 20)].map { product.image($0.0, $0.1) }
    let scene = try home.scene(product) { files in for i in images { files[i + ".jp2"] = nil } }
    #expect(scene.facts.missing.sorted() == images.map(name).sorted())
    #expect(scene.bands[.nir09] == nil && scene.bands.count == 11)
    #expect(scene.masks.first?.band?.grid.affine.columnStepX == 60, "the coarser classification")
  }

  @Test("finds its images by name where the metadata lists none")
  func unlisted() throws {
    let product = SyntheticSAFE(level: "L1C")
    let scene = try home.scene(product) {
      $0.edit("MTD_MSIL1C.xml", "IMAGE_FILE", "OTHER")
      $0[product.image("B05", 20) + ".jp2"] = nil
    }
    #expect(scene.bands.count == 12)
    #expect(scene.facts.missing.contains("an image of B05"))
  }

  @Test("is refused where it has no image at all")
  func nothing() throws {
    let product = SyntheticSAFE(level: "L1C")
    let refusal = try home.refusal(product) { files in
      files.edit("MTD_MSIL1C.xml", "IMAGE_FILE", "OTHER")
      files = files.filter { !$0.key.contains("IMG_DATA") }
    }
    #expect(refusal.what.contains("no image of a band"))
  }

  @Test("is refused where an image is empty, no image, or cut off in its header, by its name")
  func broken() throws {
    let product = SyntheticSAFE(level: "L2A")
    let image = product.image("B03", 10)
    for bytes in [[], Array("404 not found".utf8), Array(TinyJPEG2000.bytes.prefix(100))] {
      let refusal = try home.refusal(product) { $0[image + ".jp2"] = bytes }
      #expect(refusal.reason == .badInput && refusal.subject.hasSuffix(name(image)), "\(refusal)")
    }
  }

  @Test("is refused when pixels are read where an image is cut off behind its header")
  func cutOff() throws {
    let product = SyntheticSAFE(level: "L2A")
    let image = product.image("B03", 10)
    let bytes = TinyTIFF.image(
      width: 24, height: 24, bands: [[UInt16](repeating: 7, count: 24 * 24)])
    let scene = try home.scene(product) { $0[image + ".jp2"] = Array(bytes.prefix(400)) }
    let refusal = try SAFEHome.refusal {
      _ = try SAFEHome.reflectances(scene, .green, on: scene.grid)
    }
    #expect(refusal.reason == .badInput && refusal.subject.hasSuffix(name(image)))
    #expect(refusal.what.contains("cut off"))
  }

  @Test("is refused where one image has another size than the rest, by its name")
  func size() throws {
    for decimation in [1, 2] {
      var product = SyntheticSAFE(level: "L2A")
      product.decimation = decimation
      let image = product.image("B08", 10)
      let refusal = try home.refusal(product) {
        $0[image + ".jp2"] = TinyTIFF.image(
          width: 18, height: 18, bands: [[UInt16](repeating: 7, count: 18 * 18)])
      }
      #expect(refusal.reason == .badInput && refusal.subject.hasSuffix(name(image)), "\(refusal)")
      #expect(refusal.what.contains("18 x 18 pixels, not the 24 x 24"))
    }
  }

  @Test("is refused where an image is of another shape than its tile")
  func shape() throws {
    let product = SyntheticSAFE(level: "L1C")
    let refusal = try home.refusal(product) { files in
      for (band, resolution) in product.images {
        files[product.image(band, resolution) + ".jp2"] = TinyTIFF.image(
          width: 6, height: 12, bands: [[UInt16](repeating: 7, count: 72)])
      }
    }
    #expect(refusal.what.contains("6 x 12 pixels"))
  }

  @Test("is read where all images are decimated alike, over the whole tile, and says so")
  func decimated() throws {
    var product = SyntheticSAFE(level: "L1C")
    product.side = 60
    product.decimation = 5
    let scene = try home.scene(product)
    let red = try #require(scene.bands[.red])
    #expect(red.grid.width == 12 && red.grid.affine.columnStepX == 50)
    #expect(scene.bands[.coastal]?.grid.affine.columnStepX == 300)
    #expect(scene.facts.notes.contains { $0.contains("decimated") && $0.contains("2 x 2 pixels") })
    let values = try SAFEHome.reflectances(scene, .red, on: red.grid)
    for (i, value) in values.enumerated() {
      let count = Double(product.sample("B04", i % 12, i / 12))
      #expect(abs((value ?? -1) - count / 10_000) < 1e-9)
    }
  }

  @Test("is read where all images are decimated to one size")
  func oneSize() throws {
    let product = SyntheticSAFE(level: "L1C")
    let scene = try home.scene(product) { files in
      for (band, resolution) in product.images {
        files[product.image(band, resolution) + ".jp2"] = TinyTIFF.image(
          width: 3, height: 3, bands: [[UInt16](repeating: 7, count: 9)])
      }
    }
    #expect(scene.bands.values.allSatisfy { $0.grid.affine.columnStepX == 80 })
  }

  @Test("is refused where an image lies in another coordinate system, or has several bands")
  func otherImage() throws {
    let product = SyntheticSAFE(level: "L1C")
    let image = product.image("B04", 10)
    let grid = Grid(
      width: 24, height: 24, affine: Affine(originX: 0, originY: 0, pixel: 10),
      crs: CoordinateSystem("EPSG:32650"))
    let file = home.folder.file("other.tif")
    try CloudOptimizedGeoTIFF.write(CoordinateImage.counts(on: grid), to: file)
    let moved = try home.folder.bytes(of: "other.tif")
    var refusal = try home.refusal(product) { $0[image + ".jp2"] = moved }
    #expect(refusal.subject.hasSuffix(name(image)) && refusal.what.contains("EPSG:32650"))
    let plane = [UInt16](repeating: 7, count: 24 * 24)
    refusal = try home.refusal(product) {
      $0[image + ".jp2"] = TinyTIFF.image(width: 24, height: 24, bands: [plane, plane, plane])
    }
    #expect(refusal.subject.hasSuffix(name(image)) && refusal.what.contains("3 bands"))
  }

  @Test("is refused where its granule's metadata is missing")
  func noGranule() throws {
    let product = SyntheticSAFE(level: "L1C")
    let refusal = try home.refusal(product) { $0[product.granule + "/MTD_TL.xml"] = nil }
    #expect(refusal.what.contains("GRANULE"))
  }
}
