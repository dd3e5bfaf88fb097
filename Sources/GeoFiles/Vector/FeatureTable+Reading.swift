internal import CGDAL
import RasterGrid

extension FeatureTable {
  /// The drivers that may open a result.
  static let readingDrivers = GDALRuntime.vectorDrivers + ["GeoJSONSeq"]

  /// Reads the first layer of a GeoJSON, GeoJSON text sequence or GeoPackage file: every feature in the order of
  /// the file, times as text. A feature's `id` (RFC 7946, section 3.2) is the column `id`.
  ///
  /// Refuses what is none of these, and a feature with a geometry that is no polygon.
  public init(reading path: InputPath) throws {
    _ = GDALRuntime.started
    try PolygonFile.refuseLinkedCRS(path)
    do {
      self = try Self.read(path)
    } catch {
      throw Refusal(
        .badInput, error.messages.joined(separator: "; "), subject: path.shown,
        advice: "a result is GeoJSON, as scan -o writes it")
    }
  }

  /// The members of a GeoJSON collection besides its features (RFC 7946, section 6.1), as the text of one JSON object;
  /// nil where the file has none.
  public static func collectionMembers(of path: InputPath) throws -> String? {
    _ = GDALRuntime.started
    try PolygonFile.refuseLinkedCRS(path)
    let domain = "NATIVE_DATA"
    do {
      let dataset = try open(
        path.gdalName, shown: path.shown, drivers: readingDrivers, options: [domain + "=YES"])
      return try collectingErrors("read members of", path.shown) {
        GDALDatasetGetLayer(dataset.raw, 0).flatMap { layer in
          GDALGetMetadataItem(layer, domain, domain).map { String(cString: $0) }
        }
      }
    } catch {
      throw Refusal(.badInput, error.messages.joined(separator: "; "), subject: path.shown)
    }
  }

  private static func read(_ path: InputPath) throws(GDALError) -> FeatureTable {
    let dataset = try open(path.gdalName, shown: path.shown, drivers: readingDrivers)
    let layer = try reportingErrors("open layer of", path.shown) {
      GDALDatasetGetLayer(dataset.raw, 0)
    }
    return try read(layer, of: path.shown)
  }

  /// A vector dataset to read, times left as they are written.
  static func open(
    _ name: String, shown: String, drivers: [String], options: [String] = []
  ) throws(GDALError) -> DatasetHandle {
    let flags = UInt32(GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR)
    let raw = try withStringLists(drivers, ["DATE_AS_STRING=YES"] + options) {
      (drivers, options) throws(GDALError) in
      try reportingErrors("open", shown) {
        GDALOpenEx(name, flags, drivers.constStrings, options.constStrings, nil)
      }
    }
    return DatasetHandle(raw: raw)
  }

  /// All features of a layer.
  static func read(_ layer: OGRLayerH, of subject: String) throws(GDALError) -> FeatureTable {
    let definition = OGR_L_GetLayerDefn(layer)
    let columns = (0..<OGR_FD_GetFieldCount(definition)).map { i in
      let field = OGR_FD_GetFieldDefn(definition, i)
      return Column(String(cString: OGR_Fld_GetNameRef(field)), type(of: OGR_Fld_GetType(field)))
    }
    var crs: CoordinateSystem?
    if let reference = OGR_L_GetSpatialRef(layer) {
      crs = try SpatialReference.definition(of: reference, subject: subject)
    }
    var rows: [Row] = []
    while let feature = try collectingErrors(
      "read a feature of", subject, { OGR_L_GetNextFeature(layer) })
    {
      defer { OGR_F_Destroy(feature) }
      let polygons = try polygons(of: feature, "\(subject), feature \(rows.count + 1)")
      let values = columns.enumerated().map { value(of: feature, Int32($0), $1.type) }
      rows.append(Row(polygons: polygons, values: values))
    }
    return FeatureTable(
      name: String(cString: OGR_L_GetName(layer)), columns: columns, rows: rows, crs: crs)
  }

  private static func type(of type: OGRFieldType) -> ColumnType {
    switch type {
    case OFTInteger, OFTInteger64: .integer
    case OFTReal: .real
    default: .text
    }
  }

  private static func polygons(of feature: OGRFeatureH, _ subject: String) throws(GDALError)
    -> [[[MapPoint]]]
  {
    guard let geometry = OGR_F_GetGeometryRef(feature) else { return [] }
    let whole = try reportingErrors("collect", subject) {
      Geometry(OGR_G_CreateGeometry(wkbMultiPolygon))
    }
    whole.add(polygonsOf: geometry)
    guard OGR_G_GetGeometryCount(whole.raw) > 0 || OGR_G_IsEmpty(geometry) != 0 else {
      throw GDALError(
        code: .none, operation: "read", subject: subject,
        messages: ["\(subject) has a geometry that is no polygon"])
    }
    return whole.polygons
  }

  private static func value(of feature: OGRFeatureH, _ field: Int32, _ type: ColumnType)
    -> FeatureValue
  {
    guard OGR_F_IsFieldSetAndNotNull(feature, field) != 0 else { return .null }
    switch type {
    case .integer: return .integer(Int(OGR_F_GetFieldAsInteger64(feature, field)))
    case .real:
      let number = OGR_F_GetFieldAsDouble(feature, field)
      return number.isFinite ? .real(number) : .null
    case .text:
      return OGR_F_GetFieldAsString(feature, field).map { .text(String(cString: $0)) } ?? .null
    }
  }
}
