import Foundation
import GeoFiles
import RasterGrid
import Sites

/// A list of sites to deliver, ranked, with the columns that they have in common and where they come from.
public struct DeliveredSites: Sendable {
  /// The columns beside `id`, in the order of `SiteColumns`, the same in every format.
  public let columns: [FeatureTable.Column]
  /// The sites, the most suspicious first; equal scores in the order of their ids.
  public let sites: [DeliveredSite]
  /// What the result says of how it came to be: the collection's member `tianyan` with sorted keys; nil where it says
  /// nothing.
  public let provenance: JSONValue?

  /// Sites from a source that knows its columns; ids must differ.
  public init(
    columns: [FeatureTable.Column], sites: [DeliveredSite], provenance: JSONValue? = nil
  ) {
    precondition(Set(sites.map(\.id)).count == sites.count, "a site has an id of its own")
    self.columns = SiteColumns.ordered(columns)
    self.sites = sites.sorted { a, b in a.score != b.score ? a.score > b.score : a.id < b.id }
    self.provenance = provenance
  }

  /// Reads a result of `tianyan scan`, or any GeoJSON of sites with `id` and `kind`; refuses one that is not on
  /// WGS 84, and a site without an id or with that of another, by its place in the file.
  public init(reading path: InputPath) throws {
    let table = try FeatureTable(reading: path)
    guard table.crs == nil || table.crs == .wgs84 || table.rows.isEmpty else {
      throw Refusal(
        .badInput, "is not on WGS 84 but on \(table.crs.map(String.init(describing:)) ?? "")",
        subject: path.shown,
        advice: "ogr2ogr -t_srs EPSG:4326 -lco RFC7946=YES sites.geojson ... takes it there")
    }
    self.init(
      columns: table.columns.filter { $0.name != "id" }.map { SiteColumns.known($0.name) ?? $0 },
      sites: try Self.sites(of: table, path.shown), provenance: try Self.provenance(of: path))
  }

  private static func provenance(of path: InputPath) throws -> JSONValue? {
    guard let members = try FeatureTable.collectionMembers(of: path) else { return nil }
    return try JSONDecoder().decode(JSONValue.self, from: Data(members.utf8))["tianyan"]
  }

  private static func sites(of table: FeatureTable, _ subject: String) throws -> [DeliveredSite] {
    let names = table.columns.map(\.name)
    for name in ["id", "kind"] where !names.contains(name) && !table.rows.isEmpty {
      throw Refusal(
        .badInput, "its features have no \(name)", subject: subject,
        advice: "a result is what scan -o writes")
    }
    var seen: Set<String> = []
    return try table.rows.enumerated().map { place, row in
      let subject = "\(subject), feature \(place + 1)"
      var attributes: [String: FeatureValue] = [:]
      for (column, value) in zip(table.columns, row.values) where value != .null {
        attributes[column.name] = try value.cast(to: column, of: subject)
      }
      guard case .text(let id) = attributes.removeValue(forKey: "id"), !id.isEmpty,
        seen.insert(id).inserted
      else {
        throw Refusal(
          .badInput, "has no id of its own", subject: subject,
          advice: "a result is what scan -o writes")
      }
      return DeliveredSite(
        id: id, geometry: GeoMultiPolygon(closed: row.polygons), attributes: attributes)
    }
  }
}

extension FeatureValue {
  /// The value in the type that its column is known to have; refuses one that is none of that type.
  fileprivate func cast(to column: FeatureTable.Column, of subject: String) throws -> FeatureValue {
    switch (self, SiteColumns.known(column.name)?.type ?? column.type) {
    case (.integer(let number), .real): return .real(Double(number))
    case (.real(let number), .integer):
      if let whole = Int(exactly: number) { return .integer(whole) }
    case (.integer(let number), .text): return .text(String(number))
    case (.real(let number), .text): return .text(String(number))
    case (.null, _), (.text, .text), (.integer, .integer), (.real, .real): return self
    case (.text, .integer), (.text, .real): break
    }
    throw Refusal(
      .badInput, "its \(column.name) is not a number of the sort that it should be",
      subject: subject)
  }
}

extension GeoMultiPolygon {
  /// From polygons of closed rings.
  init(closed polygons: [[[MapPoint]]]) {
    self.init(
      polygons: polygons.compactMap { rings in
        let open = rings.map { ring in
          ring.dropLast().map { GeoPoint(longitude: $0.x, latitude: $0.y) }
        }
        return open.first.map { GeoPolygon(exterior: $0, holes: Array(open.dropFirst())) }
      })
  }

  /// As polygons of closed rings, wound as RFC 7946 says.
  var closed: [[[MapPoint]]] {
    rewound().polygons.map { polygon in
      ([polygon.exterior] + polygon.holes).map { ring in
        (ring + ring.prefix(1)).map { MapPoint(x: $0.longitude, y: $0.latitude) }
      }
    }
  }
}
