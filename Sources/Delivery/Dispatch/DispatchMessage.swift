import Crypto
import GeoFiles
import Sites

/// A list that is sent: its bytes, and the key by which sender and receiver know it again.
public struct DispatchMessage: Hashable, Sendable {
  /// What is sent: GeoJSON.
  public let body: [UInt8]
  /// The SHA-256 of the body in hexadecimal digits: the same list has the same key, whoever sends it and when.
  public let key: String

  /// A message of these bytes.
  public init(body: [UInt8]) {
    self.body = body
    key = Hexadecimal.text(SHA256.hash(data: body))
  }

  /// The first `limit` sites of a list (all where it is nil), ranked, as GeoJSON that says how many are left out.
  public init(_ sites: DeliveredSites, limit: Int? = nil) {
    let shown = sites.sites.prefix(limit ?? sites.sites.count)
    let features = shown.enumerated().map { place, site in
      GeoFeature(
        id: site.id, geometry: site.geometry,
        properties: [("rank", .int(place + 1))]
          + sites.columns.map { ($0.name, JSONValue(site[$0.name])) })
    }
    let counts: JSONValue = .object([
      ("sites", .int(shown.count)), ("left_out", .int(sites.sites.count - shown.count)),
    ])
    let members = [("dispatch", counts)] + (sites.provenance.map { [("tianyan", $0)] } ?? [])
    self.init(
      body: GeoJSON.featureCollection(name: "dispatch", features: features, members: members))
  }
}

/// Bytes as hexadecimal digits.
enum Hexadecimal {
  /// Two digits a byte, in lower case.
  static func text(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }
}
