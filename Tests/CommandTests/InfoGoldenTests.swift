import Foundation
import SceneBuilding
import Testing

/// What is said of real products; the files were compared with the providers' metadata when they were
/// recorded. The products lie beside the project.
@Suite("Info on real products", .enabled(if: SharedData.isThere))
struct InfoGoldenTests {
  private static let gaofen = "data/products/gaofen/GAOFEN-1"
  private static let landsat = "data/products/landsat"
  private static let sentinel = "data/products/sentinel2"
  private static let layouts = sentinel + "/layouts"
  private static let decimated = sentinel + "/decimated"

  @Test(
    "is as it was last read over",
    arguments: [
      "\(landsat)/LC08_L2SP_001062_20201031_with_QA_PIXEL",
      "\(landsat)/LC08_L2SP_218074_20190114_20200829_02_T1",
      "\(landsat)/LC08_L2SP_218074_20190130_20200829_02_T1",
      "\(landsat)/LC09_L1TP_063046_20230714_20230714_02_T1",
      "\(landsat)/LC09_L1TP_063046_20230831_20230901_02_T1",
      "\(gaofen)/PMS1/data/GF1_PMS1_E69.4_N33.3_20220624_L1A0006547030",
      "\(gaofen)/WFV3/data/GF1_WFV3_E89.0_N23.9_20200523_L1A0004819525",
    ])
  func golden(product: String) throws { try expectGolden(product) }

  @Test(
    "is as it was last read over for Sentinel-2", .enabled(if: SharedData.hasSentinel2),
    arguments: [
      "\(decimated)/S2A_MSIL1C_20180629T000241_N0206_R030_T56JMM_20180629T012042.zip",
      "\(decimated)/S2A_MSIL1C_20201031T004711_N0209_R102_T53JQJ_20201031T022859.zip",
      "\(decimated)/S2A_MSIL1C_20210713T032051_N0301_R032_T48LWP_20210713T054224.zip",
    ])
  func sentinel2(product: String) throws { try expectGolden(product) }

  /// Where the tiles of the layouts lie, whose pixels are all zero: counting all of them takes long.
  private static let (venice, adria, gdansk, estonia) =
    ((12.2, 45.5), (13.4, 44.6), (18.7, 54.5), (23.5, 57.2))

  @Test(
    "is as it was last read over for layouts of Sentinel-2", .enabled(if: SharedData.hasSentinel2),
    arguments: [
      ("fake_l1c/S2A_OPER_PRD_MSIL1C.SAFE/GRANULE/S2A_OPER_MSI_L1C_T32TQR_N01.03", venice),
      ("fake_l1c/S2A_OPER_PRD_MSIL1C.SAFE/GRANULE/S2A_OPER_MSI_L1C_T32TRQ_N01.03", adria),
      ("fake_l1c_safecompact", venice), ("fake_l1c_processing_baseline_5_09", gdansk),
      ("fake_l2a", venice), ("fake_l2a_MSIL2A", estonia), ("fake_l2a_MSIL2Ap", estonia),
      ("fake_l2a_processing_baseline_5_09", gdansk),
    ])
  func layouts(layout: String, place: (Double, Double)) throws {
    let (x, y) = place
    let ring = [(x, y), (x + 0.01, y), (x + 0.01, y + 0.01), (x, y + 0.01), (x, y)]
    let home = try TemporaryFolder()
    try home.write(
      #"{"type": "Polygon", "coordinates": [["#
        + ring.map { "[\($0.0), \($0.1)]" }.joined(separator: ", ") + "]]}", to: "place.geojson")
    try expectGolden("\(Self.layouts)/\(layout)", ["--region", home.file("place.geojson")])
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
    "refuses what is no scene in the words that were last read over", .enabled(if: SharedData.hasSentinel2),
    arguments: [
      "\(layouts)/fake_l1b", "\(layouts)/fake_l1b_geoloc", "\(layouts)/fake_l1c",
      "\(sentinel)/decimated-L2A-29RKH",
      "\(sentinel)/barbellino/inst/extdata/out/S2A2A_20170703_022_Barbellino_BOA_10.tif",
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
