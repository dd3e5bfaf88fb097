import GeoFiles
import Sites

extension DeliveredSites {
  /// Sites from features that a program made, such as the listing of a catalogue: every feature has the same
  /// properties, and ids differ.
  public init(features: some Sequence<GeoFeature>, provenance: JSONValue? = nil) {
    var columns: [FeatureTable.Column] = []
    var places: [String: Int] = [:]
    let sites = features.map { feature in
      var attributes: [String: FeatureValue] = [:]
      for (name, value) in feature.properties {
        let cell = FeatureValue(value)
        if let place = places[name] {
          // A column that began with nulls is of the type of its first value.
          if let type = cell.type, columns[place].type == .text, SiteColumns.known(name) == nil {
            columns[place].type = type
          }
        } else {
          places[name] = columns.count
          columns.append(SiteColumns.known(name) ?? .init(name, cell.type ?? .text))
        }
        if cell != .null { attributes[name] = cell }
      }
      return DeliveredSite(id: feature.id, geometry: feature.geometry, attributes: attributes)
    }
    self.init(columns: columns, sites: sites, provenance: provenance)
  }
}

extension FeatureValue {
  /// The value of a property; what is nested becomes its JSON text.
  init(_ value: JSONValue) {
    switch value {
    case .null: self = .null
    case .bool(let flag): self = .integer(flag ? 1 : 0)
    case .int(let number): self = .integer(number)
    case .number(let number): self = number.isFinite ? .real(number) : .null
    case .rounded(let number, let places):
      // What the text of JSON says, so that every format has the same number.
      self =
        number.isFinite
        ? .real(Double(JSONValue.rounded(number, places: places).description) ?? number) : .null
    case .string(let text): self = .text(text)
    case .array, .object: self = .text(value.description)
    }
  }

  /// The type of column that it fits into; nil for null.
  fileprivate var type: FeatureTable.ColumnType? {
    switch self {
    case .null: nil
    case .text: .text
    case .integer: .integer
    case .real: .real
    }
  }
}
