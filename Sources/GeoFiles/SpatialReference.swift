internal import CGDAL
import RasterGrid

/// Owns one OSR spatial reference, always in traditional GIS axis order (easting or longitude first).
struct SpatialReference: ~Copyable {
  let raw: OGRSpatialReferenceH

  /// From an authority's code (`EPSG:4549`) or WKT. OSR would also read files and URLs named
  /// instead; anything else is therefore refused.
  init(_ crs: CoordinateSystem) throws(GDALError) {
    _ = GDALRuntime.started
    let isSafe = Self.isCodeOrWKT(crs.definition)
    raw = try reportingErrors("understand coordinate system", "\(crs)") {
      guard isSafe, let made = OSRNewSpatialReference(nil) else { return nil }
      OSRSetAxisMappingStrategy(made, OAMS_TRADITIONAL_GIS_ORDER)
      if OSRSetFromUserInput(made, crs.definition) == OGRERR_NONE { return made }
      OSRRelease(made)
      return nil
    }
  }

  private static func isCodeOrWKT(_ definition: String) -> Bool {
    if definition.wholeMatch(of: /[A-Za-z]+:[0-9]+/) != nil { return true }
    // Extensions of WKT can name grid files.
    return definition.prefixMatch(of: /\s*[A-Z][A-Z0-9_]*\s*\[/) != nil
      && !definition.uppercased().contains("EXTENSION[")
      && !definition.lowercased().contains("grids")
  }

  /// The shortest definition PROJ finds equal: `EPSG:n` where there is one, else WKT 2.
  static func definition(of raw: OGRSpatialReferenceH, subject: String) throws(GDALError)
    -> CoordinateSystem
  {
    if let name = OSRGetAuthorityName(raw, nil), let code = OSRGetAuthorityCode(raw, nil) {
      return CoordinateSystem(String(cString: name) + ":" + String(cString: code))
    }
    if let match = identified(raw) { return match }
    var text: UnsafeMutablePointer<CChar>?
    defer { VSIFree(text) }
    let wkt = try withStringList(["FORMAT=WKT2_2019", "MULTILINE=NO"]) {
      (options) throws(GDALError) in
      try reportingErrors("write coordinate system", subject) {
        OSRExportToWktEx(raw, &text, options.constStrings) == OGRERR_NONE
          ? text.map { String(cString: $0) } : nil
      }
    }
    return CoordinateSystem(wkt)
  }

  /// The first registered system that PROJ calls a certain match.
  private static func identified(_ raw: OGRSpatialReferenceH) -> CoordinateSystem? {
    var count: Int32 = 0
    var confidence: UnsafeMutablePointer<Int32>?
    guard let matches = OSRFindMatches(raw, nil, &count, &confidence), let confidence else {
      return nil
    }
    defer {
      OSRFreeSRSArray(matches)
      VSIFree(confidence)
    }
    let certain = 90  // percent: same system, another name
    for i in 0..<Int(count) where confidence[i] >= certain {
      guard let match = matches[i], let name = OSRGetAuthorityName(match, nil),
        let code = OSRGetAuthorityCode(match, nil)
      else { continue }
      return CoordinateSystem(String(cString: name) + ":" + String(cString: code))
    }
    return nil
  }

  deinit { OSRRelease(raw) }
}

extension CoordinateSystem {
  /// Whether PROJ understands it; throws what PROJ says where it does not.
  public func check() throws(GDALError) { _ = try SpatialReference(self) }

  /// Whether coordinates are degrees. Throws where PROJ does not understand the definition.
  public func isGeographic() throws(GDALError) -> Bool {
    let reference = try SpatialReference(self)
    return OSRIsGeographic(reference.raw) != 0
  }
}
