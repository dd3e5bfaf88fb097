/// What the values of a mask band mean.
public enum MaskCoding: String, Hashable, Sendable, CaseIterable {
  /// Sen2Cor's scene classification.
  case sentinel2SCL = "sentinel-2-scl"
  /// Landsat Collection 2's pixel quality bits.
  case landsatQAPixel = "landsat-qa-pixel"
  /// The bits of `MaskReasons` themselves, as analysis-ready layers hold them.
  case tianyanReasons = "tianyan-reasons"

  /// The reasons that a raw value stands for.
  public func reasons(_ value: UInt16) -> MaskReasons {
    switch self {
    case .sentinel2SCL:
      value < Self.sclReasons.count ? Self.sclReasons[Int(value)] : .nodata
    case .landsatQAPixel:
      Self.landsatReasons(value)
    case .tianyanReasons:
      MaskReasons(rawValue: value)
    }
  }

  /// The raw value that says that nothing was measured.
  var nodata: UInt16 {
    switch self {
    case .sentinel2SCL: 0
    case .landsatQAPixel: 1  // the fill bit
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
}
