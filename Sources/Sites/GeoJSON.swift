/// Features as GeoJSON by RFC 7946: WGS 84, longitude first, exteriors counter-clockwise.
///
/// Every geometry is a MultiPolygon and every feature has the same properties in the same order, so
/// that any program makes one table with one geometry type of it. No number is NaN or infinite.
public enum GeoJSON {
  /// A FeatureCollection in UTF-8, one feature a line, with a line break at the end.
  ///
  /// `name` becomes the name of the layer in GDAL and QGIS. `members` are foreign members of the
  /// collection (RFC 7946, section 6.1); their keys must not be those that the format gives a
  /// meaning to. An empty collection has no `bbox`.
  public static func featureCollection(
    name: String, candidates: [Candidate], members: [(String, JSONValue)] = []
  ) -> [UInt8] {
    featureCollection(name: name, features: features(of: candidates), members: members)
  }

  /// The same of any features, which must have the same properties in the same order.
  public static func featureCollection(
    name: String, features: some Collection<GeoFeature>, members: [(String, JSONValue)] = []
  ) -> [UInt8] {
    let reserved: Set = [
      "type", "name", "bbox", "features", "geometry", "properties", "coordinates", "geometries",
    ]
    precondition(
      members.allSatisfy { !reserved.contains($0.0) }, "a foreign member has a name of its own")
    var text = JSONText()
    text.append(raw: "{\"type\":\"FeatureCollection\",\n")
    text.append(key: "name", value: .string(name))
    text.append(raw: ",\n")
    if let bounds = bounds(of: features) {
      text.append(raw: "\"bbox\":")
      text.append(bounds)
      text.append(raw: ",\n")
    }
    for (key, value) in members {
      text.append(key: key, value: value)
      text.append(raw: ",\n")
    }
    text.appendList(features, open: "\"features\":[", close: "\n]}\n") { text, feature in
      text.append(raw: "\n")
      text.append(feature)
    }
    return text.bytes
  }

  /// GeoJSON text sequence in UTF-8: one feature a line, the `.geojsonl` that GDAL's GeoJSONSeq
  /// driver and tippecanoe read (RFC 8142 without its record separators).
  public static func sequence(_ candidates: [Candidate]) -> [UInt8] {
    sequence(features(of: candidates))
  }

  /// The same of any features, which must have the same properties in the same order.
  public static func sequence(_ features: some Sequence<GeoFeature>) -> [UInt8] {
    var text = JSONText()
    for feature in features {
      text.append(feature)
      text.append(raw: "\n")
    }
    return text.bytes
  }

  /// Candidates as features, one at a time: a hundred thousand rows need not stand in memory together.
  private static func features(of candidates: [Candidate]) -> some Collection<GeoFeature> {
    let indices = indexNames(of: candidates)
    return candidates.lazy.map { candidate in
      GeoFeature(
        id: candidate.id, geometry: candidate.place.geometry,
        properties: candidate.properties(indices: indices))
    }
  }

  /// The names of all indices of some candidates in lower case, in the order in which they first
  /// appear: what makes the columns of all of them the same.
  public static func indexNames(of candidates: [Candidate]) -> [String] {
    var known: Set<String> = []
    var lowered: Set<String> = []
    var names: [String] = []
    for candidate in candidates {
      // Lowering is dear: it is done once for each spelling.
      for index in candidate.evidence.indices where known.insert(index.name).inserted {
        let name = index.name.lowercased()
        if lowered.insert(name).inserted { names.append(name) }
      }
    }
    return names
  }

  private static func bounds(of features: some Sequence<GeoFeature>) -> GeoBounds? {
    features.reduce(nil) { whole, feature in
      guard let bounds = feature.geometry.bounds else { return whole }
      return whole?.union(bounds) ?? bounds
    }
  }
}

extension JSONText {
  /// Adds a feature.
  fileprivate mutating func append(_ feature: GeoFeature) {
    append(raw: "{\"type\":\"Feature\",")
    append(key: "id", value: .string(feature.id))
    if let bounds = feature.geometry.bounds {
      append(raw: ",\"bbox\":")
      append(bounds)
    }
    append(raw: ",\"properties\":")
    append(.object(feature.properties))
    append(raw: ",\"geometry\":{\"type\":\"MultiPolygon\",\"coordinates\":")
    append(coordinatesOf: feature.geometry.rewound())
    append(raw: "}}")
  }
}
