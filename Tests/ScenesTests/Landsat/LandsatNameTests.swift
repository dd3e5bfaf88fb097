import Testing

@testable import Scenes

@Suite("Landsat name")
struct LandsatNameTests {
  @Test(
    "says satellite, level and day",
    arguments: [
      ("LC08_L2SP_218074_20190114_20200829_02_T1", "landsat-8", "L2SP", "2019-01-14", true),
      ("LC09_L1TP_063046_20230808_20230808_02_T1", "landsat-9", "L1TP", "2023-08-08", true),
      ("LE07_L2SP_119040_20000317_20200918_02_T1", "landsat-7", "L2SP", "2000-03-17", false),
      ("LT05_L1GS_119040_19991231_20200907_02_T2", "landsat-5", "L1GS", "1999-12-31", false),
    ])
  func parts(name: String, sensor: String, level: String, day: String, isOLI: Bool) {
    for path in [name, "/data/\(name)/stack.tif", "inbox/\(name)_SR_B2.TIF"] {
      let found = LandsatName(in: path)
      #expect(found?.sensor == sensor)
      #expect(found?.level == level)
      #expect(found?.acquired?.text == day)
      #expect(found?.isOLI == isOLI)
    }
  }

  @Test(
    "is none elsewhere",
    arguments: [
      "S2A_MSIL2A_20161209T031122", "LC08_L2SP_218074_20190114",
      "LC8_L2SP_218074_20190114_20200829_02_T1",
      "LC08_L2SP_218074_20190114_20200829_01_T1", "",
    ])
  func none(path: String) {
    #expect(LandsatName(in: path) == nil)
  }
}
