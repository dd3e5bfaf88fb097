import Foundation
import GeoFiles
import RasterGrid
import SceneBuilding
import Scenes
import Spectral
import Testing

/// Copies of real products with one file damaged.
@Suite("Damaged real Sentinel-2 product", .enabled(if: RealSentinel2.isThere))
struct Sentinel2RealDamageTests {
  /// What may befall a file.
  enum Damage: CaseIterable {
    case missing, truncated, empty, resized
  }

  private static let products = [
    "layouts/fake_l1c_processing_baseline_5_09", "layouts/fake_l2a_processing_baseline_5_09",
    "layouts/fake_l1c_safecompact", "layouts/fake_l2a_MSIL2Ap",
  ]

  /// What a copy is refused with, of which the file whose name ends so is damaged: on opening, else
  /// when its pixels are read.
  private func refusal(of product: String, _ ending: String, _ damage: Damage) throws -> (
    refusal: Refusal, file: String
  ) {
    let home = try TemporaryFolder()
    let copy = try RealSentinel2.copy(product, to: home)
    let files = try FileManager.default.subpathsOfDirectory(atPath: copy).sorted()
    let name = try #require(files.first { $0.hasSuffix(ending) })
    let url = URL(fileURLWithPath: copy + "/" + name)
    let bytes = try Data(contentsOf: url)
    switch damage {
    case .missing: try FileManager.default.removeItem(at: url)
    case .truncated: try bytes.prefix(bytes.count / 4).write(to: url)
    case .empty: try Data().write(to: url)
    case .resized:
      try Data(
        TinyTIFF.image(width: 30, height: 30, bands: [[UInt16](repeating: 7, count: 900)])
      ).write(to: url)
    }
    let refusal = try SAFEHome.refusal {
      let scene = try Scene(opening: InputPath(copy))
      guard let green = scene.bands[.green] else { return }
      // The last pixels of the file.
      let corner = PixelWindow(
        column: green.grid.width - 64, row: green.grid.height - 64, width: 64, height: 64)
      let grid = green.grid.cropped(to: corner)
      _ = try SAFEHome.reflectances(scene, .green, on: grid)
    }
    return (refusal, String(name.split(separator: "/").last ?? ""))
  }

  @Test("is refused with the name of the image", arguments: products, Damage.allCases)
  func image(product: String, damage: Damage) throws {
    let ending =
      product.contains("l1c") ? "B03.jp2" : "B03_10m.jp2"
    let (refusal, file) = try refusal(of: product, ending, damage)
    #expect(refusal.reason == .badInput)
    #expect("\(refusal.subject) \(refusal.what)".contains(file), "\(refusal)")
  }

  @Test("is refused as it is opened where a real image is cut off behind its header")
  func cutOff() throws {
    let archive = "decimated/S2A_MSIL1C_20180629T000241_N0206_R030_T56JMM_20180629T012042.zip"
    let home = try TemporaryFolder()
    let files = try #require(try ProductFiles(listing: InputPath(RealSentinel2.path(archive))))
    for name in files.names where name.contains("/GRANULE/") || name.hasSuffix("MTD_MSIL1C.xml") {
      guard let path = try files.file(name) else { continue }
      let file = try FileBytes(opening: path)
      var bytes = try file.read(from: 0, count: file.count)
      if name.hasSuffix("B11.jp2") { bytes.removeLast(bytes.count / 50) }
      _ = try home.folder(name.split(separator: "/").dropLast().joined(separator: "/"))
      try home.write(bytes, to: name)
    }
    let refusal = try SAFEHome.refusal { _ = try Scene(opening: InputPath(home.path)) }
    #expect(refusal.reason == .badInput && refusal.what.contains("cut off"), "\(refusal)")
    #expect(refusal.subject.hasSuffix("T56JMM_20180629T000241_B11.jp2"))
  }

  @Test(
    "is refused with the name of the metadata", arguments: products,
    [Damage.truncated, .empty, .resized])
  func metadata(product: String, damage: Damage) throws {
    for ending in [product.contains("l1c") ? "MTD_MSIL1C.xml" : "MTD_MSIL2A.xml", "MTD_TL.xml"] {
      let (refusal, file) = try refusal(of: product, ending, damage)
      #expect(refusal.reason == .badInput)
      #expect("\(refusal.subject) \(refusal.what)".contains(file), "\(refusal)")
    }
  }

  @Test("is refused where its metadata is missing, and says what is missing", arguments: products)
  func noMetadata(product: String) throws {
    let (granule, _) = try refusal(of: product, "MTD_TL.xml", .missing)
    #expect(granule.what.contains("MTD_TL.xml"), "\(granule)")
    let ending = product.contains("l1c") ? "MTD_MSIL1C.xml" : "MTD_MSIL2A.xml"
    let (whole, _) = try refusal(of: product, ending, .missing)
    #expect(whole.what.contains(ending), "\(whole)")
  }
}
