/// Decimals that numbers are rounded to in every output.
private enum Places {
  static let fraction = 4
  static let squareMetres = 1
  static let mu = 2
  static let degrees = JSONText.degreePlaces
}

extension Candidate {
  /// Its attributes as a flat row: the columns of every output, in their order.
  ///
  /// `indices` are the names of `GeoJSON.indexNames` over the whole collection; a candidate whose
  /// rule does not measure one of them has null there.
  public func properties(indices: [String]) -> [(String, JSONValue)] {
    let chinese = ChineseDatum.gcj02(from: place.point)
    var row: [(String, JSONValue)] = [
      ("kind", .string(rule.kind)),
      ("title_en", .string(rule.title.en)),
      ("title_zh", .string(rule.title.zh)),
      ("score", .rounded(score, places: Places.fraction)),
      ("severity", .int(rule.severity)),
      ("duration", .string(rule.duration.rawValue)),
      ("area_m2", .rounded(place.area, places: Places.squareMetres)),
      ("area_mu", .rounded(place.areaInMu, places: Places.mu)),
      ("lon", .rounded(place.point.longitude, places: Places.degrees)),
      ("lat", .rounded(place.point.latitude, places: Places.degrees)),
      ("gcj_lon", .rounded(chinese.longitude, places: Places.degrees)),
      ("gcj_lat", .rounded(chinese.latitude, places: Places.degrees)),
      ("before_scene", .string(scenes.before.id)),
      ("after_scene", .string(scenes.after.id)),
      ("before_time", .optional(scenes.before.time)),
      ("after_time", .optional(scenes.after.time)),
      ("pixels", .int(evidence.pixels)),
      ("clear_fraction", .rounded(evidence.clearFraction, places: Places.fraction)),
      ("mask_reasons", .string(evidence.maskReasons.joined(separator: ","))),
      ("change", .fraction(evidence.change)),
    ]
    row += history?.properties ?? []
    for name in indices {
      let index = evidence.indices.first { $0.name.lowercased() == name }
      row.append((name + "_before", .fraction(index?.before)))
      row.append((name + "_after", .fraction(index?.after)))
    }
    row += [
      ("region", .optional(provenance.region)),
      ("rule_version", .string(rule.version)),
      ("software", .string(provenance.software)),
    ]
    return row
  }
}

extension JSONValue {
  /// A text, or null.
  fileprivate static func optional(_ text: String?) -> JSONValue {
    text.map { .string($0) } ?? .null
  }

  /// A number rounded like fractions and indices are, or null.
  fileprivate static func fraction(_ number: Double?) -> JSONValue {
    number.map { .rounded($0, places: Places.fraction) } ?? .null
  }
}
