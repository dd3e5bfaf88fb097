import GeoFiles

/// The table `layer_styles` of a GeoPackage, from which QGIS takes the style of a layer by itself.
enum StyleTable {
  private static let columns: [FeatureTable.Column] = [
    .init("f_table_catalog", .text), .init("f_table_schema", .text), .init("f_table_name", .text),
    .init("f_geometry_column", .text), .init("styleName", .text), .init("styleQML", .text),
    .init("styleSLD", .text), .init("useAsDefault", .integer), .init("description", .text),
    .init("owner", .text), .init("ui", .text), .init("update_time", .text),
  ]

  /// The table with a row a style; the first is the layer's own.
  static func make(_ styles: [SiteStyle], layer: String, date: String) -> FeatureTable {
    let rows = styles.enumerated().map { place, style in
      let values: [FeatureValue] = [
        .text(""), .text(""), .text(layer), .text("geom"), .text(style.name), .text(style.qml),
        .text(style.sld(layer: layer)), .integer(place == 0 ? 1 : 0),
        .text("A colour a kind, a line a state"), .text(""), .null, .text(date),
      ]
      return FeatureTable.Row(polygons: [], values: values)
    }
    return FeatureTable(name: "layer_styles", columns: columns, rows: rows, crs: nil)
  }
}
