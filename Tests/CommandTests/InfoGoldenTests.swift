import Foundation
import SceneBuilding
import Testing

/// What is said of real products; the files were compared with the providers' metadata when they were
/// recorded. The products lie beside the project.
@Suite("Info on real products", .enabled(if: SharedData.isThere))
struct InfoGoldenTests {
  private static let gaofen = "data/products/gaofen/GAOFEN-1"
  private static let landsat = "data/products/landsat"

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
  func golden(product: String) throws {
    let outcome = try Program.run(["info", "--json", SharedData.file(product)])
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
}
