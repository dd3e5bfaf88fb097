extension SiteStyle {
  /// The style in OGC's Styled Layer Descriptor 1.1, for GeoServer and its like: one rule a kind.
  func sld(layer: String) -> String {
    let rules = kinds.map { kind in
      let equal = XMLNode(
        "ogc:PropertyIsEqualTo", [],
        [
          XMLNode("ogc:PropertyName", text: "kind"), XMLNode("ogc:Literal", text: kind.slug),
        ])
      return XMLNode(
        "se:Rule", [],
        [
          XMLNode("se:Name", text: kind.slug),
          XMLNode("se:Description", [], [XMLNode("se:Title", text: kind.label)]),
          XMLNode("ogc:Filter", [("xmlns:ogc", "http://www.opengis.net/ogc")], [equal]),
          symbolizer(kind.colour),
        ])
    }
    let style = XMLNode(
      "UserStyle", [],
      [XMLNode("se:Name", text: name), XMLNode("se:FeatureTypeStyle", [], rules)])
    let document = XMLNode(
      "StyledLayerDescriptor",
      [
        ("version", "1.1.0"), ("xmlns", "http://www.opengis.net/sld"),
        ("xmlns:se", "http://www.opengis.net/se"),
      ], [XMLNode("NamedLayer", [], [XMLNode("se:Name", text: layer), style])])
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + document.text
  }

  private func symbolizer(_ colour: Colour) -> XMLNode {
    func parameter(_ name: String, _ value: String) -> XMLNode {
      XMLNode("se:SvgParameter", [("name", name)], text: value)
    }
    // A millimetre of paper is 1 / 0.28 pixels of OGC's screen.
    let pixels = (Self.lineWidth / 0.28 * 10).rounded() / 10
    return XMLNode(
      "se:PolygonSymbolizer", [],
      [
        XMLNode(
          "se:Fill", [],
          [
            parameter("fill", colour.web),
            parameter("fill-opacity", "\((Double(Self.fillOpacity) / 2.55).rounded() / 100)"),
          ]),
        XMLNode(
          "se:Stroke", [],
          [parameter("stroke", colour.web), parameter("stroke-width", "\(pixels)")]),
      ])
  }
}
