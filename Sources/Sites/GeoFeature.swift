/// A feature of GeoJSON: an identity, a place and a flat row.
public struct GeoFeature: Sendable {
  /// Its identity.
  public var id: String
  /// Its outline.
  public var geometry: GeoMultiPolygon
  /// Its attributes in order; names differ.
  public var properties: [(String, JSONValue)]

  /// A feature from its parts.
  public init(id: String, geometry: GeoMultiPolygon, properties: [(String, JSONValue)]) {
    self.id = id
    self.geometry = geometry
    self.properties = properties
  }
}
