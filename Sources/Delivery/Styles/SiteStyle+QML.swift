extension SiteStyle {
  /// The style as QGIS stores it: one category a kind, and names for people for the columns. It is read by QGIS 3.16
  /// and later.
  var qml: String {
    let symbols = kinds.enumerated().map { symbol("\($0)", $1.colour) }
    let categories = kinds.enumerated().map { place, kind in
      XMLNode(
        "category",
        [
          ("render", "true"), ("symbol", "\(place)"), ("value", kind.slug), ("type", "string"),
          ("label", kind.label),
        ])
    }
    let renderer = XMLNode(
      "renderer-v2",
      [
        ("type", "categorizedSymbol"), ("attr", "kind"), ("symbollevels", "0"),
        ("forceraster", "0"), ("enableorderby", "0"),
      ], [XMLNode("categories", [], categories), XMLNode("symbols", [], symbols)])
    let aliases = columns.map { column in
      XMLNode("alias", [("field", column), ("name", ColumnTitle.of(column, language))])
    }
    let document = XMLNode(
      "qgis", [("version", "3.16"), ("styleCategories", "Symbology|Fields")],
      [renderer, XMLNode("aliases", [], aliases)])
    return "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n" + document.text
  }

  private func symbol(_ name: String, _ colour: Colour) -> XMLNode {
    let rgb = "\(colour.red),\(colour.green),\(colour.blue)"
    let properties = [
      ("color", "\(rgb),\(Self.fillOpacity)"), ("style", "solid"), ("outline_color", "\(rgb),255"),
      ("outline_style", "solid"), ("outline_width", "\(Self.lineWidth)"),
      ("outline_width_unit", "MM"), ("joinstyle", "bevel"),
    ].map { XMLNode("prop", [("k", $0.0), ("v", $0.1)]) }
    let layer = XMLNode(
      "layer", [("class", "SimpleFill"), ("enabled", "1"), ("locked", "0"), ("pass", "0")],
      properties + (hasStates ? [lineByState] : []))
    return XMLNode(
      "symbol",
      [
        ("type", "fill"), ("name", name), ("alpha", "1"), ("clip_to_extent", "1"),
        ("force_rhr", "0"),
      ],
      [layer])
  }

  /// The property of the line that follows the column `state`.
  private var lineByState: XMLNode {
    func list(_ states: [String]) -> String {
      states.map { "'\($0)'" }.joined(separator: ", ")
    }
    let expression =
      "CASE WHEN \"state\" IN (\(list(Self.openStates))) THEN 'dash' "
      + "WHEN \"state\" IN (\(list(Self.pastStates))) THEN 'dot' ELSE 'solid' END"
    func option(_ name: String, _ type: String, _ value: String) -> XMLNode {
      XMLNode("Option", [("name", name), ("type", type), ("value", value)])
    }
    let property = XMLNode(
      "Option", [("name", "outlineStyle"), ("type", "Map")],
      [
        option("active", "bool", "true"), option("expression", "QString", expression),
        option("type", "int", "3"),  // QgsProperty::ExpressionBasedProperty
      ])
    return XMLNode(
      "data_defined_properties", [],
      [
        XMLNode(
          "Option", [("type", "Map")],
          [
            option("name", "QString", ""),
            XMLNode("Option", [("name", "properties"), ("type", "Map")], [property]),
            option("type", "QString", "collection"),
          ])
      ])
  }
}
