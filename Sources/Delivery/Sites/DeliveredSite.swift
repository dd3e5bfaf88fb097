import GeoFiles
import Sites

/// A site as it leaves the program, whether one comparison found it or the catalogue knows it: its identity, its
/// place, and flat attributes by the names of the GeoJSON of `tianyan scan`.
public struct DeliveredSite: Hashable, Sendable, Identifiable {
  /// Its identity; never empty.
  public var id: String
  /// Its outline on WGS 84.
  public var geometry: GeoMultiPolygon
  /// What is told of it, by column; a column that is missing here is null.
  public var attributes: [String: FeatureValue]

  /// A site from its parts.
  public init(id: String, geometry: GeoMultiPolygon, attributes: [String: FeatureValue]) {
    self.id = id
    self.geometry = geometry
    self.attributes = attributes
  }

  /// The value of a column; null where it has none.
  public subscript(column: String) -> FeatureValue { attributes[column] ?? .null }

  /// A column as text; nil where it is null. Numbers come as they are written in JSON.
  public func text(_ column: String) -> String? {
    switch self[column] {
    case .null: nil
    case .text(let text): text
    case .integer(let number): String(number)
    case .real(let number): String(number)
    }
  }

  /// A column as a number; nil where it is null or text.
  public func number(_ column: String) -> Double? {
    switch self[column] {
    case .null, .text: nil
    case .integer(let number): Double(number)
    case .real(let number): number
    }
  }

  /// The sort of suspicion, a slug.
  public var kind: String { text("kind") ?? "" }

  /// The kind for people, in both languages; the slug where the rule has no title.
  public var title: BilingualTitle {
    BilingualTitle(en: text("title_en") ?? kind, zh: text("title_zh") ?? kind)
  }

  /// How suspicious it is, from 0 to 1; 0 where nothing says it.
  public var score: Double { number("score") ?? 0 }

  /// A point inside it on WGS 84; nil where it has no place.
  public var point: GeoPoint? {
    guard let longitude = number("lon"), let latitude = number("lat") else { return nil }
    return GeoPoint(longitude: longitude, latitude: latitude)
  }
}
