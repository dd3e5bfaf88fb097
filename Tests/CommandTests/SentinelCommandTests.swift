import Foundation
import GeoFiles
import RasterGrid
import SceneBuilding
import Testing

@Suite("Commands on Sentinel-2 products")
struct SentinelCommandTests {
  private let home: TemporaryFolder
  private let archive: String
  private var product = SyntheticSAFE(level: "L2A")

  init() throws {
    home = try TemporaryFolder()
    product.offsets = Dictionary(uniqueKeysWithValues: (0..<13).map { ($0, -1_000) })
    product.classes = { column, _ in column == 5 ? 9 : 4 }
    product.sample = { band, column, _ in column == 3 ? 0 : band == "B04" ? 2_000 : 4_000 }
    archive = try home.write(product.zip(), to: "it.SAFE.zip")
  }

  @Test("say what a zipped product is and where each calibration comes from")
  func info() throws {
    let outcome = try Program.run(["info", "--json", archive])
    #expect(outcome.code == 0, "\(outcome.error)")
    let report = try #require(
      try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    #expect(report["family"] as? String == "sentinel-2")
    #expect(report["product"] as? String == product.name)
    #expect(report["baseline"] as? String == "05.09" && report["tile"] as? String == "T51RTL")
    #expect(report["cloud_percent"] as? Double == 12.5)
    let bands = try #require(report["bands"] as? [[String: Any]])
    #expect(bands.count == 12)
    #expect(
      bands.allSatisfy {
        $0["why"] as? String == "BOA_ADD_OFFSET -1000 from MTD_MSIL2A.xml"
      }, "\(bands)")
    let pixels = try #require(report["mask_pixels"] as? [String: Int])
    // A column of 20 m in 24 rows of 10 m is cloud; a rim of two pixels is edge.
    #expect(pixels["cloud"] == 48 && pixels["edge"] == 24 * 24 - 20 * 20)
  }

  @Test("make an index of a zipped product, with nothing where nothing was measured")
  func index() throws {
    let map = home.file("ndvi.tif")
    let outcome = try Program.run(["index", "NDVI", archive, "-o", map])
    #expect(outcome.code == 0, "\(outcome.error)")
    let file = try RasterFile(opening: try InputPath(map))
    let plane = SamplePlane()
    try file.read(
      band: 1, window: PixelWindow(column: 0, row: 12, width: 24, height: 1), as: .float32,
      into: plane)
    for (column, value) in plane.numbers.enumerated() {
      if column == 3 || column == 10 || column == 11 {
        #expect(value.isNaN, "no data, or cloud, in column \(column)")
      } else {
        // (0.3 - 0.1) / (0.3 + 0.1), which it would not be without the offset.
        #expect(abs(value - 0.5) < 1e-6, "column \(column)")
      }
    }
  }

  @Test("never write over the archive they read")
  func overwrite() throws {
    let before = try home.bytes(of: "it.SAFE.zip")
    let outcome = try Program.run(["index", "NDVI", archive, "-o", archive])
    #expect(outcome.code != 0)
    #expect(try home.bytes(of: "it.SAFE.zip") == before)
  }
}
