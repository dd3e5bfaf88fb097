import GeoFiles
import RasterGrid
import SceneBuilding
import Scenes
import Testing

@Suite("Zipped Sentinel-2 product")
struct Sentinel2ZipTests {
  private let home: SAFEHome
  private let product = SyntheticSAFE(level: "L2A")

  init() throws { home = try SAFEHome() }

  private func scene(_ bytes: [UInt8], _ name: String = "a.SAFE.zip") throws -> Scene {
    try Scene(opening: InputPath(home.folder.write(bytes, to: name)))
  }

  @Test("is the same scene as its folder, with the SAFE folder in it or without")
  func sameAsFolder() throws {
    let folder = try home.scene(product)
    for isFlat in [false, true] {
      let zipped = try scene(product.zip(isFlat: isFlat))
      #expect(zipped.id == folder.id && zipped.acquired == folder.acquired)
      #expect(zipped.bands.mapValues(\.grid) == folder.bands.mapValues(\.grid))
      #expect(zipped.bands.mapValues(\.calibration) == folder.bands.mapValues(\.calibration))
      let grid = folder.grid
      #expect(
        try SAFEHome.reflectances(zipped, .swir16, on: grid)
          == SAFEHome.reflectances(folder, .swir16, on: grid))
      #expect(try SAFEHome.reasons(zipped) == SAFEHome.reasons(folder))
    }
  }

  @Test("is the same scene under any name")
  func anyName() throws {
    #expect(try scene(product.zip(), "it.zip").id == product.name)
  }

  @Test("never reads what leads out of it")
  func outside() throws {
    let files = product.files()
    let granule = "../" + product.granule + "/MTD_TL.xml"
    let bytes = StoredZip.bytes(
      of: files.map { ($0.key.hasSuffix("MTD_TL.xml") ? granule : $0.key, $0.value) })
    let refusal = try SAFEHome.refusal { _ = try scene(bytes) }
    #expect(refusal.reason == .badInput, "\(refusal)")
    // Names that lead out and are not asked for do no harm.
    let more = files.map { ($0.key, $0.value) } + [("../../evil.xml", [UInt8]())]
    #expect(try scene(StoredZip.bytes(of: more)).id == product.name)
  }

  @Test("never reads an image whose listed name leads out of it")
  func listedOutside() throws {
    let image = product.image("B04", 10)
    let bytes = product.zip { $0.edit("MTD_MSIL2A.xml", image + "<", "GRANULE/../../B04_10m<") }
    let scene = try scene(bytes)
    #expect(scene.bands.values.allSatisfy { !$0.file.gdalName.contains("..") })
  }

  @Test("refuses metadata that claims to be huge before it reads it")
  func huge() throws {
    let bytes = product.zip(claimedSizes: ["MTD_MSIL2A.xml": 3_000_000_000])
    let refusal = try SAFEHome.refusal { _ = try scene(bytes) }
    #expect(refusal.reason == .badInput && refusal.what.contains("3000000000 bytes"), "\(refusal)")
  }

  @Test("refuses metadata that would grow as it is read")
  func entities() throws {
    let bomb = "<!DOCTYPE a [<!ENTITY b \"xxxxxxxx\"><!ENTITY c \"&b;&b;&b;&b;\">]><a>&c;</a>"
    for name in ["MTD_MSIL2A.xml", product.granule + "/MTD_TL.xml"] {
      let bytes = product.zip { $0[name] = Array(bomb.utf8) }
      let refusal = try SAFEHome.refusal { _ = try scene(bytes) }
      #expect(refusal.reason == .badInput && refusal.what.contains("document type"))
    }
  }

  @Test("refuses an archive that is cut off")
  func cutOff() throws {
    let bytes = product.zip()
    let refusal = try SAFEHome.refusal { _ = try scene(Array(bytes.prefix(bytes.count / 2))) }
    #expect(refusal.reason == .badInput)
  }

  @Test("refuses metadata and masks of which a bit has flipped, and names them")
  func flipped() throws {
    for name in [
      "MTD_MSIL2A.xml", product.granule + "/MTD_TL.xml", product.image("SCL", 20) + ".jp2",
    ] {
      let content = try #require(product.files()[name])
      var bytes = product.zip()
      let place = try #require(bytes.firstRange(of: content)).lowerBound
      // The last byte: a line break, or a class.
      bytes[place + content.count - 1] ^= 0x10
      let refusal = try SAFEHome.refusal { _ = try scene(bytes) }
      #expect(refusal.reason == .badInput && refusal.what.contains("checksum"), "\(refusal)")
      #expect(refusal.subject.hasSuffix(name))
    }
  }
}
