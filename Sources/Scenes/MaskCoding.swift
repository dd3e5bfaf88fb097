/// What the values of a mask band mean.
public enum MaskCoding: String, Hashable, Sendable, CaseIterable {
  /// Sen2Cor's scene classification.
  case sentinel2SCL = "sentinel-2-scl"
  /// Landsat Collection 2's pixel quality bits.
  case landsatQAPixel = "landsat-qa-pixel"
  /// Landsat Collection 2's saturation bits of OLI (Landsat 8 and 9).
  case landsatQARadsat = "landsat-qa-radsat"
  /// Landsat Collection 2's saturation bits of TM and ETM+ (Landsat 4, 5 and 7).
  case landsatQARadsatTM = "landsat-qa-radsat-tm"
  /// A flag of Sentinel-2's L1C classification: 1 is an opaque cloud (band 1 of `MSK_CLASSI_B00`).
  case sentinel2Cloud = "sentinel-2-cloud"
  /// The same for cirrus (its band 2).
  case sentinel2Cirrus = "sentinel-2-cirrus"
  /// The same for snow and ice (its band 3).
  case sentinel2Snow = "sentinel-2-snow"
  /// The number of the detector that saw a pixel of Sentinel-2, 0 where none did (`MSK_DETFOO`).
  case sentinel2Footprint = "sentinel-2-footprint-edge"
  /// The counts of one of Sentinel-2's bands, of which the highest is a detector at its limit.
  case sentinel2Saturated = "sentinel-2-saturated"
  /// The bits of `MaskReasons` themselves, as analysis-ready layers hold them.
  case tianyanReasons = "tianyan-reasons"

  /// The reasons that a raw value stands for.
  public func reasons(_ value: UInt16) -> MaskReasons {
    switch self {
    case .sentinel2SCL:
      value < Self.sclReasons.count ? Self.sclReasons[Int(value)] : .nodata
    case .landsatQAPixel:
      Self.landsatReasons(value)
    case .landsatQARadsat:
      Self.saturation(value, bands: 0b1_0111_1111, others: [(11, .terrainShadow)])
    case .landsatQARadsatTM:
      Self.saturation(value, bands: 0b0_0101_1111, others: [(9, .nodata)])
    case .sentinel2Cloud: Self.flag(value, .cloud)
    case .sentinel2Cirrus: Self.flag(value, .cirrus)
    case .sentinel2Snow: Self.flag(value, .snow)
    case .sentinel2Footprint: value == 0 ? .edge : value == nodata ? .nodata : []
    case .sentinel2Saturated:
      value == Self.sentinel2SaturatedCount ? .saturated : value == nodata ? .nodata : []
    case .tianyanReasons:
      MaskReasons(rawValue: value)
    }
  }

  /// The count of a saturated pixel of Sentinel-2 (ESA, Products Specification Document, Special_Values).
  static let sentinel2SaturatedCount: UInt16 = 65_535

  /// What no flag is, for pixels that the mask does not cover.
  private static let noFlag: UInt16 = 255

  private static func flag(_ value: UInt16, _ reason: MaskReasons) -> MaskReasons {
    value == 1 ? reason : value == noFlag ? .nodata : []
  }

  /// The raw value that stands where the mask does not reach: that nothing was measured, in codings
  /// that can say so.
  var nodata: UInt16 {
    switch self {
    case .sentinel2SCL, .sentinel2Saturated: 0
    case .sentinel2Cloud, .sentinel2Cirrus, .sentinel2Snow, .sentinel2Footprint: Self.noFlag
    case .landsatQAPixel: 1  // the fill bit
    case .landsatQARadsat, .landsatQARadsatTM: 0  // fill pixels are not marked in it
    case .tianyanReasons: MaskReasons.nodata.rawValue
    }
  }

  /// The classes 0...11 of Sen2Cor's scene classification, in order (ESA, S2 MPC Level-2A ATBD).
  private static let sclReasons: [MaskReasons] = [
    .nodata,  // 0 no data
    .saturated,  // 1 saturated or defective
    .terrainShadow,  // 2 dark area: topographic shadow, and black water
    .cloudShadow,  // 3
    [], [], [], [],  // 4 vegetation, 5 bare, 6 water, 7 unclassified
    .possibleCloud,  // 8 cloud, medium probability: bright roofs too
    .cloud,  // 9 cloud, high probability
    .cirrus,  // 10
    .snow,  // 11 snow or ice: muddy water too
  ]

  /// The bits of QA_PIXEL (USGS, Landsat 8-9 Collection 2 Level 2 Science Product Guide, LSDS-1619).
  private static func landsatReasons(_ value: UInt16) -> MaskReasons {
    func bit(_ n: UInt16) -> Bool { value >> n & 1 == 1 }
    let highConfidence: UInt16 = 3
    var reasons: MaskReasons = []
    if bit(0) { reasons.insert(.nodata) }
    if bit(1) { reasons.insert(.possibleCloud) }  // dilated cloud
    if bit(2) { reasons.insert(.cirrus) }
    if bit(3) { reasons.insert(value >> 8 & 3 == highConfidence ? .cloud : .possibleCloud) }
    if bit(4) { reasons.insert(.cloudShadow) }
    if bit(5) { reasons.insert(.snow) }
    return reasons
  }

  /// The bits of QA_RADSAT. Bands are bits 0 and up; those of the thermal bands of TM and ETM+ (5 and,
  /// for the high gain, 8) say nothing of reflectance. Bit 11 of OLI: terrain hid the pixel from the
  /// sensor; bit 9 of TM and ETM+: the detector gave no signal (USGS, LSDS-1619 and LSDS-1618).
  private static func saturation(
    _ value: UInt16, bands: UInt16, others: [(bit: UInt16, reason: MaskReasons)]
  ) -> MaskReasons {
    others.reduce(into: value & bands == 0 ? [] : .saturated) { reasons, other in
      if value >> other.bit & 1 == 1 { reasons.insert(other.reason) }
    }
  }
}
