import Crypto

/// The identity of a candidate: a hash of what it was found by and where.
public enum CandidateID {
  /// How many hexadecimal digits an id has: 80 bits, so that among a billion candidates two share
  /// an id with a chance of one in two million.
  static let length = 20

  /// The first 20 hexadecimal digits of the SHA-256 of
  /// `["<format>",region,kind,before,after,[polygons of rings of [longitude,latitude]]]`
  /// as JSON without spaces, coordinates in 7 decimals; `before` and `after` are scene ids.
  ///
  /// JSON keeps the fields apart, so that no two inputs give the same text.
  public static func make(
    region: String?, kind: String, before: String, after: String, geometry: GeoMultiPolygon
  ) -> String {
    let names: [JSONValue] = [
      "tianyan-candidate-1", region.map { .string($0) } ?? .null,
      .string(kind), .string(before), .string(after),
    ]
    var text = JSONText()
    text.append(raw: "[")
    for name in names {
      text.append(name)
      text.append(raw: ",")
    }
    text.append(coordinatesOf: geometry)
    text.append(raw: "]")
    let digits = SHA256.hash(data: text.bytes).prefix(length / 2).map { byte in
      String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
    }
    return digits.joined()
  }
}
