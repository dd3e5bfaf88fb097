import GeoFiles
import Sites

extension DeliveredSite {
  /// Degrees are written to 1e-7, 11 mm on the ground: the places of every GeoJSON of this program.
  private static let degreePlaces = 7

  /// The site alone as a FeatureCollection by RFC 7946, in UTF-8: opens wherever the whole result does.
  var geoJSON: [UInt8] {
    let outline = geometry.rewound()
    let bounds = geometry.bounds.map { box in
      JSONValue.array([box.west, box.south, box.east, box.north].map(Self.degrees))
    }
    let columns = SiteColumns.ordered(
      attributes.keys.map { SiteColumns.known($0) ?? FeatureTable.Column($0, .text) })
    let feature = JSONValue.object([
      ("type", "Feature"), ("id", .string(id)), ("bbox", bounds ?? .null),
      ("properties", .object(columns.map { ($0.name, self[$0.name].json) })),
      (
        "geometry",
        .object([
          ("type", "MultiPolygon"),
          ("coordinates", .array(outline.polygons.map(Self.coordinates))),
        ])
      ),
    ])
    return JSONValue.object([
      ("type", "FeatureCollection"), ("name", "site"), ("features", .array([feature])),
    ]).bytes + [UInt8(ascii: "\n")]
  }

  private static func degrees(_ value: Double) -> JSONValue {
    .rounded(value, places: degreePlaces)
  }

  private static func coordinates(of polygon: GeoPolygon) -> JSONValue {
    .array(
      ([polygon.exterior] + polygon.holes).map { ring in
        .array(
          (ring + ring.prefix(1)).map { .array([degrees($0.longitude), degrees($0.latitude)]) })
      })
  }
}

extension FeatureValue {
  /// The value in JSON.
  var json: JSONValue {
    switch self {
    case .null: .null
    case .text(let text): .string(text)
    case .integer(let number): .int(number)
    case .real(let number): .number(number)
    }
  }
}
