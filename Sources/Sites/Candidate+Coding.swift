// Candidates travel between processes and into the catalogue as JSON. `Codable` is only for that: what users read
// is `GeoJSON`.

extension Duration: Codable {}

extension GeoPoint: Codable {
  /// From `[longitude, latitude]`.
  public init(from decoder: any Decoder) throws {
    var numbers = try decoder.unkeyedContainer()
    self.init(
      longitude: try numbers.decode(Double.self), latitude: try numbers.decode(Double.self))
  }

  /// As `[longitude, latitude]`.
  public func encode(to encoder: any Encoder) throws {
    var numbers = encoder.unkeyedContainer()
    try numbers.encode(longitude)
    try numbers.encode(latitude)
  }
}

extension GeoMultiPolygon: Codable {
  /// From polygons of rings of points, each ring open, its exterior first.
  public init(from decoder: any Decoder) throws {
    let polygons = try decoder.singleValueContainer().decode([[[GeoPoint]]].self)
    self.init(
      polygons: try polygons.map { rings in
        guard let exterior = rings.first else {
          throw DecodingError.dataCorrupted(
            .init(codingPath: decoder.codingPath, debugDescription: "a polygon has no ring"))
        }
        return GeoPolygon(exterior: exterior, holes: Array(rings.dropFirst()))
      })
  }

  /// As polygons of rings of points.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(polygons.map { [$0.exterior] + $0.holes })
  }
}
