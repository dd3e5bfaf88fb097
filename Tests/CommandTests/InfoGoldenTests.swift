import Foundation
import SceneBuilding
import Testing

/// Where the real products lie beside the project.
private enum Sample {
  static let gaofen = "data/products/gaofen/GAOFEN-1"
  static let landsat = "data/products/landsat"
  static let sentinel = "data/products/sentinel2"
  static let layouts = sentinel + "/layouts"
  static let decimated = sentinel + "/decimated"

  /// Where the tiles of the layouts lie, whose pixels are all zero: counting all of them takes long.
  static let venice = (12.2, 45.5)
  static let adria = (13.4, 44.6)
  static let gdansk = (18.7, 54.5)
  static let estonia = (23.5, 57.2)
}

/// What is said of real products; the files were compared with the providers' metadata when they were
/// recorded. The products lie beside the project.
@Suite("Info on real products", .enabled(if: SharedData.isThere))
struct InfoGoldenTests {
  @Test(
    "is as it was last read over",
    arguments: [
      "\(Sample.landsat)/LC08_L2SP_001062_20201031_with_QA_PIXEL",
      "\(Sample.landsat)/LC08_L2SP_218074_20190114_20200829_02_T1",
      "\(Sample.landsat)/LC08_L2SP_218074_20190130_20200829_02_T1",
      "\(Sample.landsat)/LC09_L1TP_063046_20230714_20230714_02_T1",
      "\(Sample.landsat)/LC09_L1TP_063046_20230831_20230901_02_T1",
      "\(Sample.gaofen)/PMS1/data/GF1_PMS1_E69.4_N33.3_20220624_L1A0006547030",
      "\(Sample.gaofen)/WFV3/data/GF1_WFV3_E89.0_N23.9_20200523_L1A0004819525",
    ])
  func golden(product: String) throws { try expectGolden(product) }

  @Test(
    "is as it was last read over for Sentinel-2", .enabled(if: SharedData.hasSentinel2),
    arguments: [
      "\(Sample.decimated)/S2A_MSIL1C_20180629T000241_N0206_R030_T56JMM_20180629T012042.zip",
      "\(Sample.decimated)/S2A_MSIL1C_20201031T004711_N0209_R102_T53JQJ_20201031T022859.zip",
      "\(Sample.decimated)/S2A_MSIL1C_20210713T032051_N0301_R032_T48LWP_20210713T054224.zip",
    ])
  func sentinel2(product: String) throws { try expectGolden(product) }

  @Test(
    "is as it was last read over for layouts of Sentinel-2", .enabled(if: SharedData.hasSentinel2),
    arguments: [
      ("fake_l1c/S2A_OPER_PRD_MSIL1C.SAFE/GRANULE/S2A_OPER_MSI_L1C_T32TQR_N01.03", Sample.venice),
      ("fake_l1c/S2A_OPER_PRD_MSIL1C.SAFE/GRANULE/S2A_OPER_MSI_L1C_T32TRQ_N01.03", Sample.adria),
      ("fake_l1c_safecompact", Sample.venice), ("fake_l1c_processing_baseline_5_09", Sample.gdansk),
      ("fake_l2a", Sample.venice), ("fake_l2a_MSIL2A", Sample.estonia),
      ("fake_l2a_MSIL2Ap", Sample.estonia),
      ("fake_l2a_processing_baseline_5_09", Sample.gdansk),
    ])
  func placed(layout: String, place: (Double, Double)) throws {
    let (x, y) = place
    let ring = [(x, y), (x + 0.01, y), (x + 0.01, y + 0.01), (x, y + 0.01), (x, y)]
    let home = try TemporaryFolder()
    try home.write(
      #"{"type": "Polygon", "coordinates": [["#
        + ring.map { "[\($0.0), \($0.1)]" }.joined(separator: ", ") + "]]}", to: "place.geojson")
    try expectGolden("\(Sample.layouts)/\(layout)", ["--region", home.file("place.geojson")])
  }

  private func expectGolden(_ product: String, _ options: [String] = []) throws {
    let outcome = try Program.run(["info", "--json", SharedData.file(product)] + options)
    #expect(outcome.code == 0, "\(outcome.error)")
    let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
    let text = String(
      decoding: try JSONSerialization.data(
        withJSONObject: object,
        options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]), as: UTF8.self)
    let name = product.split(separator: "/").last.map(String.init) ?? product
    try Snapshot.expect(
      text.replacing(SharedData.path + "/", with: "") + "\n", is: "info/\(name).json")
  }

  @Test(
    "refuses what is no scene in the words that were last read over",
    .enabled(if: SharedData.hasSentinel2),
    arguments: [
      "\(Sample.layouts)/fake_l1b", "\(Sample.layouts)/fake_l1b_geoloc",
      "\(Sample.layouts)/fake_l1c",
      "\(Sample.sentinel)/decimated-L2A-29RKH",
      "\(Sample.sentinel)/barbellino/inst/extdata/out/S2A2A_20170703_022_Barbellino_BOA_10.tif",
    ])
  func refused(product: String) throws {
    let outcome = try Program.run(["info", "--json", SharedData.file(product)])
    #expect(outcome.code == 65 && outcome.output.isEmpty)
    let name = product.split(separator: "/").last.map(String.init) ?? product
    try Snapshot.expect(
      outcome.error.replacing(SharedData.path + "/", with: ""), is: "info/\(name).txt")
  }
}

extension SharedData {
  /// Whether the samples of Sentinel-2 are there too.
  fileprivate static var hasSentinel2: Bool {
    FileManager.default.fileExists(atPath: file("data/products/sentinel2/layouts/README.txt"))
  }
}
