import Foundation
import RasterGrid

/// The features of a GeoJSON FeatureCollection (RFC 7946) with polygons and a `score`, in the order of
/// the file.
public struct ScoredPolygonFile: Sendable {
  /// One proposal.
  public struct Feature: Hashable, Sendable {
    /// Its `score`, finite; higher is more certain.
    public let score: Double
    /// Its polygons, each an exterior ring and its holes, closed.
    public let polygons: [[[MapPoint]]]
  }

  /// The features, none left out.
  public let features: [Feature]
  /// What their coordinates mean: WGS 84, or the registered system that an older file states.
  public let crs: CoordinateSystem

  /// The most bytes that are read: a candidate takes about two thousand.
  private static let sizeLimit = 64 << 20

  /// Reads the file; refuses one that is no collection, and a feature without a number as its score or
  /// without polygons, by its place in the file.
  public init(reading path: InputPath) throws {
    let text = try FileBytes.text(of: path, limit: Self.sizeLimit)
    do {
      let collection = try JSONDecoder().decode(Collection.self, from: Data(text.utf8))
      features = collection.features.map {
        Feature(score: $0.properties.score, polygons: $0.geometry.polygons)
      }
      crs = collection.crs?.system ?? .wgs84
    } catch let error as DecodingError {
      throw Refusal(
        .badInput, error.reason, subject: path.shown,
        advice: "the result is a FeatureCollection of polygons with a score, as scan -o writes it")
    }
  }
}

/// The members that are read; all others are passed over.
private struct Collection: Decodable {
  var features: [Member]
  var crs: NamedSystem?

  struct Member: Decodable {
    var properties: Properties
    var geometry: Polygons
  }

  struct Properties: Decodable { var score: Double }
}

/// The coordinates of a Polygon or a MultiPolygon.
private struct Polygons: Decodable {
  let polygons: [[[MapPoint]]]

  private enum CodingKeys: CodingKey { case type, coordinates }

  /// Three corners, and the first of them again (RFC 7946, section 3.1.6).
  private static let fewestPoints = 4

  init(from decoder: any Decoder) throws {
    let members = try decoder.container(keyedBy: CodingKeys.self)
    let parts: [[[Position]]]
    switch try members.decode(String.self, forKey: .type) {
    case "Polygon": parts = [try members.decode([[Position]].self, forKey: .coordinates)]
    case "MultiPolygon": parts = try members.decode([[[Position]]].self, forKey: .coordinates)
    default:
      throw DecodingError.dataCorruptedError(
        forKey: .type, in: members, debugDescription: "is neither Polygon nor MultiPolygon")
    }
    polygons = parts.map { $0.map { $0.map(\.point) } }
    guard !polygons.isEmpty,
      polygons.allSatisfy({ polygon in
        !polygon.isEmpty
          && polygon.allSatisfy { $0.count >= Self.fewestPoints && $0.first == $0.last }
      })
    else {
      throw DecodingError.dataCorruptedError(
        forKey: .coordinates, in: members,
        debugDescription: "holds a ring that is not closed or has too few points")
    }
  }

  private struct Position: Decodable {
    let point: MapPoint

    /// The first two numbers; a third is a height.
    init(from decoder: any Decoder) throws {
      var numbers = try decoder.unkeyedContainer()
      point = MapPoint(
        x: try numbers.decode(Double.self), y: try numbers.decode(Double.self))
    }
  }
}

/// The coordinate system that the format had before RFC 7946, by name. A link would be fetched.
private struct NamedSystem: Decodable {
  let system: CoordinateSystem

  private struct Members: Decodable {
    struct Properties: Decodable { var name: String }
    var properties: Properties
  }

  init(from decoder: any Decoder) throws {
    let name = try Members(from: decoder).properties.name
    if let code = name.wholeMatch(of: /(?:urn:ogc:def:crs:EPSG:[0-9.]*:|EPSG:)([0-9]{1,9})/) {
      system = CoordinateSystem("EPSG:\(code.1)")
    } else if name.wholeMatch(of: /urn:ogc:def:crs:OGC:[0-9.]*:CRS84/) != nil {
      system = .wgs84
    } else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "names no EPSG code"))
    }
  }
}

extension DecodingError {
  /// What is wrong, as a clause, and where.
  fileprivate var reason: String {
    switch self {
    case .keyNotFound(let key, let context): place(context) + "has no \(key.stringValue)"
    case .typeMismatch(let wanted, let context):
      place(context) + "is not \(wanted == Double.self ? "a number" : "what GeoJSON has there")"
    case .valueNotFound(_, let context): place(context) + "is null or too short"
    case .dataCorrupted(let context) where context.codingPath.isEmpty: "is no JSON"
    case .dataCorrupted(let context): place(context) + context.debugDescription
    @unknown default: "is not what GeoJSON is"
    }
  }

  private func place(_ context: Context) -> String {
    let path = context.codingPath.reduce("") { path, key in
      if let index = key.intValue { return "\(path)[\(index)]" }
      return path + (path.isEmpty ? "" : ".") + key.stringValue
    }
    return path.isEmpty ? "" : path + " "
  }
}
