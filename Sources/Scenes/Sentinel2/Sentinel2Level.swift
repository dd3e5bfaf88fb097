/// The processing levels of Sentinel-2 that are orthorectified, with what their metadata is called.
enum Sentinel2Level: String, Sendable {
  case l1C = "L1C"
  case l2A = "L2A"

  /// From `PROCESSING_LEVEL`: `Level-1C`, `Level-2A`, or the pilot phase's `Level-2Ap`.
  init?(processing: String) {
    switch processing {
    case "Level-1C": self = .l1C
    case "Level-2A", "Level-2Ap": self = .l2A
    default: return nil
    }
  }

  /// The element of a band's additive offset, in counts; products before baseline 04.00 have none.
  var offset: String {
    switch self {
    case .l1C: "RADIO_ADD_OFFSET"
    case .l2A: "BOA_ADD_OFFSET"
    }
  }

  /// The elements that may say how many counts a reflectance of 1 is; Sen2Cor renamed its own.
  var quantification: [String] {
    switch self {
    case .l1C: ["QUANTIFICATION_VALUE"]
    case .l2A: ["BOA_QUANTIFICATION_VALUE", "L2A_BOA_QUANTIFICATION_VALUE"]
    }
  }

  /// The bands that mean something at this level: surface reflectance has no cirrus band, which
  /// never sees the surface.
  var bands: [Sentinel2Band] {
    Sentinel2Band.allCases.filter { self == .l1C || $0 != .b10 }
  }
}
