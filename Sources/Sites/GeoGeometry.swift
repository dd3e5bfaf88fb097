/// A place on the earth in degrees of WGS 84.
public struct GeoPoint: Hashable, Sendable {
  /// Degrees east of Greenwich.
  public var longitude: Double
  /// Degrees north of the equator.
  public var latitude: Double

  /// A place from its longitude and latitude in degrees.
  public init(longitude: Double, latitude: Double) {
    self.longitude = longitude
    self.latitude = latitude
  }
}

/// The smallest box of longitude and latitude that holds something, in degrees of WGS 84.
public struct GeoBounds: Hashable, Sendable {
  /// The smallest and the largest longitude.
  public var west, east: Double
  /// The smallest and the largest latitude.
  public var south, north: Double

  /// A box in the order of GeoJSON's `bbox`.
  public init(west: Double, south: Double, east: Double, north: Double) {
    self.west = west
    self.south = south
    self.east = east
    self.north = north
  }

  /// The smallest box that holds both.
  public func union(_ other: GeoBounds) -> GeoBounds {
    GeoBounds(
      west: min(west, other.west), south: min(south, other.south),
      east: max(east, other.east), north: max(north, other.north))
  }
}

/// An area with holes. Rings are not closed: the first point is not repeated at the end.
public struct GeoPolygon: Hashable, Sendable {
  /// The outer ring.
  public var exterior: [GeoPoint]
  /// The rings of what is left out.
  public var holes: [[GeoPoint]]

  /// A polygon from its rings.
  public init(exterior: [GeoPoint], holes: [[GeoPoint]] = []) {
    self.exterior = exterior
    self.holes = holes
  }

  /// The same area with its exterior counter-clockwise and its holes clockwise, as RFC 7946,
  /// section 3.1.6 asks, whatever way they ran.
  public func rewound() -> GeoPolygon {
    GeoPolygon(
      exterior: Self.signedArea(of: exterior) < 0 ? exterior.reversed() : exterior,
      holes: holes.map { Self.signedArea(of: $0) > 0 ? $0.reversed() : $0 })
  }

  /// Area of a ring in square degrees of the plane of longitude and latitude, positive where it
  /// runs counter-clockwise. Its sign is what it is good for.
  static func signedArea(of ring: [GeoPoint]) -> Double {
    guard let origin = ring.first, var before = ring.last else { return 0 }
    var twice = 0.0
    for point in ring {
      // Measured from the ring itself: of two products near 120 x 30 little would be left.
      let dx = before.longitude - origin.longitude
      let dy = before.latitude - origin.latitude
      twice += dx * (point.latitude - before.latitude) - dy * (point.longitude - before.longitude)
      before = point
    }
    return twice / 2
  }
}

/// Polygons that are one thing.
public struct GeoMultiPolygon: Hashable, Sendable {
  /// The members; they share no area.
  public var polygons: [GeoPolygon]

  /// A multipolygon from its members.
  public init(polygons: [GeoPolygon]) {
    self.polygons = polygons
  }

  /// The smallest box that holds every exterior; nil where there is no point.
  public var bounds: GeoBounds? {
    var bounds: GeoBounds?
    for polygon in polygons {
      for point in polygon.exterior {
        let here = GeoBounds(
          west: point.longitude, south: point.latitude,
          east: point.longitude, north: point.latitude)
        bounds = bounds?.union(here) ?? here
      }
    }
    return bounds
  }

  /// The same area with exteriors counter-clockwise and holes clockwise (RFC 7946, 3.1.6).
  public func rewound() -> GeoMultiPolygon {
    GeoMultiPolygon(polygons: polygons.map { $0.rewound() })
  }
}
