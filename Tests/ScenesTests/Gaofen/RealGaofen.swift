import SceneBuilding

/// The metadata of real products beside the project; their images are placeholders.
enum RealGaofen {
  private static let home = SharedData.file("data/products/gaofen/GAOFEN-1/")

  /// The folders.
  static let wfv3Folder = home + "WFV3/data/GF1_WFV3_E89.0_N23.9_20200523_L1A0004819525"
  static let pms1Folder = home + "PMS1/data/GF1_PMS1_E69.4_N33.3_20220624_L1A0006547030"
  /// The multispectral files without extension.
  static let wfv3 = wfv3Folder + "/GF1_WFV3_E89.0_N23.9_20200523_L1A0004819525"
  static let pms1 = pms1Folder + "/GF1_PMS1_E69.4_N33.3_20220624_L1A0006547030-MSS1"
}
