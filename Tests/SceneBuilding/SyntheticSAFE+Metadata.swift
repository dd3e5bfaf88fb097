extension SyntheticSAFE {
  /// The product's metadata, with the elements that ESA's has at their places.
  var productXML: String {
    let lines = images.map { band, resolution in
      let path = image(band, resolution)
      return layout == .compact
        ? "<IMAGE_FILE>\(path)</IMAGE_FILE>"
        : "<IMAGE_ID>\(path.split(separator: "/").last ?? "")</IMAGE_ID>"
    }
    let granules = layout == .compact ? "Granule" : "Granules"
    return """
      <?xml version="1.0" encoding="UTF-8" standalone="no"?>
      <n1:Level-\(level.dropFirst())_User_Product xmlns:n1="https://psd-14.sentinel2.eo.esa.int/x">
        <n1:General_Info>
          <Product_Info>
            <PRODUCT_START_TIME>2024-05-01T02:35:39.024Z</PRODUCT_START_TIME>
            <PRODUCT_URI>\(layout == .compact ? name + ".SAFE" : "")</PRODUCT_URI>
            <PROCESSING_LEVEL>Level-\(level.dropFirst())</PROCESSING_LEVEL>
            <PROCESSING_BASELINE>\(baseline)</PROCESSING_BASELINE>
            <Datatake><SPACECRAFT_NAME>Sentinel-2\(satellite)</SPACECRAFT_NAME></Datatake>
            <Query_Options>
              <PRODUCT_FORMAT>\(layout == .compact ? "SAFE_COMPACT" : "SAFE")</PRODUCT_FORMAT>
            </Query_Options>
            <Product_Organisation><Granule_List>
              <\(granules) granuleIdentifier="\(tileIdentifier)" imageFormat="JPEG2000">
              \(lines.joined(separator: "\n"))
              </\(granules)>
            </Granule_List></Product_Organisation>
          </Product_Info>
          <Product_Image_Characteristics>
            \(special("NODATA", nodata))
            \(special("SATURATED", saturated))
            \(calibrationXML)
          </Product_Image_Characteristics>
        </n1:General_Info>
        <n1:Quality_Indicators_Info>
          <Cloud_Coverage_Assessment>12.5</Cloud_Coverage_Assessment>
        </n1:Quality_Indicators_Info>
      </n1:Level-\(level.dropFirst())_User_Product>
      """
  }

  private func special(_ name: String, _ value: Int) -> String {
    "<Special_Values><SPECIAL_VALUE_TEXT>\(name)</SPECIAL_VALUE_TEXT>"
      + "<SPECIAL_VALUE_INDEX>\(value)</SPECIAL_VALUE_INDEX></Special_Values>"
  }

  private var calibrationXML: String {
    let isSurface = level == "L2A"
    let offset = isSurface ? "BOA_ADD_OFFSET" : "RADIO_ADD_OFFSET"
    let value = isSurface ? "BOA_QUANTIFICATION_VALUE" : "QUANTIFICATION_VALUE"
    let lines = offsets.sorted { $0.key < $1.key }.map {
      "<\(offset) band_id=\"\($0.key)\">\($0.value)</\(offset)>"
    }
    return "<\(value) unit=\"none\">\(quantification)</\(value)>\n" + lines.joined(separator: "\n")
  }

  /// The granule's metadata. The view is that of two bands on either side of north.
  var tileXML: String {
    let places = [10, 20, 60].map { resolution in
      let pixels = side * 10 / resolution
      return """
        <Size resolution="\(resolution)"><NROWS>\(pixels)</NROWS><NCOLS>\(pixels)</NCOLS></Size>
        <Geoposition resolution="\(resolution)">
          <ULX>\(Int(Self.corner.x))</ULX><ULY>\(Int(Self.corner.y))</ULY>
          <XDIM>\(resolution)</XDIM><YDIM>-\(resolution)</YDIM>
        </Geoposition>
        """
    }
    return """
      <?xml version="1.0" encoding="UTF-8" standalone="no"?>
      <n1:Level-\(level.dropFirst())_Tile_ID xmlns:n1="https://psd-14.sentinel2.eo.esa.int/x">
        <n1:General_Info>
          <TILE_ID metadataLevel="Brief">\(tileIdentifier)</TILE_ID>
          <SENSING_TIME metadataLevel="Standard">2024-05-01T02:45:35.271949Z</SENSING_TIME>
        </n1:General_Info>
        <n1:Geometric_Info>
          <Tile_Geocoding metadataLevel="Brief">
            <HORIZONTAL_CS_CODE>EPSG:32651</HORIZONTAL_CS_CODE>
            \(places.joined(separator: "\n"))
          </Tile_Geocoding>
          <Tile_Angles>
            <Mean_Sun_Angle>\(angles(zenith: 43.5, azimuth: 165.25))</Mean_Sun_Angle>
            <Mean_Viewing_Incidence_Angle_List>
              <Mean_Viewing_Incidence_Angle bandId="0">\(angles(zenith: 5, azimuth: 340))
              </Mean_Viewing_Incidence_Angle>
              <Mean_Viewing_Incidence_Angle bandId="1">\(angles(zenith: 5, azimuth: 10))
              </Mean_Viewing_Incidence_Angle>
            </Mean_Viewing_Incidence_Angle_List>
          </Tile_Angles>
        </n1:Geometric_Info>
      </n1:Level-\(level.dropFirst())_Tile_ID>
      """
  }

  private func angles(zenith: Double, azimuth: Double) -> String {
    "<ZENITH_ANGLE unit=\"deg\">\(zenith)</ZENITH_ANGLE>"
      + "<AZIMUTH_ANGLE unit=\"deg\">\(azimuth)</AZIMUTH_ANGLE>"
  }
}
