internal import CGDAL
import RasterGrid

/// Writes tables as vector files, through OGR.
public enum VectorFile {
  /// Makes a file with a layer a table, reads it again and refuses to be satisfied with anything but all features with
  /// valid geometries.
  ///
  /// The geometries are MultiPolygons. `date` (RFC 3339, with milliseconds) is what the file says of its last change, so
  /// that the same content gives the same bytes.
  public static func write(
    _ tables: [FeatureTable], as format: VectorFormat, to path: String, date: String
  ) throws {
    _ = GDALRuntime.started
    precondition(
      tables.count == 1 || format == .geoPackage, "only a GeoPackage holds several layers")
    do {
      CPLSetThreadLocalConfigOption("OGR_CURRENT_DATE", date)
      defer { CPLSetThreadLocalConfigOption("OGR_CURRENT_DATE", nil) }
      try create(tables, format, path)
      for table in tables where table.crs != nil { try check(table, format, path) }
    } catch {
      throw Refusal(
        error.code == .fileIO ? .ioError : .cannotWrite, error.messages.joined(separator: "; "),
        subject: path, advice: "free some space and run again, or choose another format")
    }
  }

  private static func create(_ tables: [FeatureTable], _ format: VectorFormat, _ path: String)
    throws(GDALError)
  {
    let driver = try reportingErrors("find driver", format.driver) {
      GDALGetDriverByName(format.driver)
    }
    let raw = try reportingErrors("create", path) {
      GDALCreate(driver, path, 0, 0, 0, GDT_Unknown, nil)
    }
    do throws(GDALError) {
      for table in tables {
        let layer = try FeatureLayer(
          in: raw, table, options: format.layerOptions(hasGeometry: table.crs != nil), path)
        try layer.append(table.rows)
      }
    } catch {
      GDALClose(raw)
      throw error
    }
    // Much is written only now.
    try reportingEveryFailure("finish", path) { GDALClose(raw) }
  }

  private static func check(_ table: FeatureTable, _ format: VectorFormat, _ path: String)
    throws(GDALError)
  {
    let dataset = try FeatureTable.open(path, shown: path, drivers: [format.driver])
    let layer = try reportingErrors("find layer of", path) {
      format == .geoPackage
        ? GDALDatasetGetLayerByName(dataset.raw, table.name)
        : GDALDatasetGetLayer(dataset.raw, 0)
    }
    var valid = 0
    while let feature = try collectingErrors("check", path, { OGR_L_GetNextFeature(layer) }) {
      defer { OGR_F_Destroy(feature) }
      if let geometry = OGR_F_GetGeometryRef(feature) {
        try reportingErrors("check a geometry of", path) {
          OGR_G_IsValid(geometry) != 0 ? () : nil
        }
      }
      valid += 1
    }
    guard valid == table.rows.count else {
      throw GDALError(
        code: .fileIO, operation: "check", subject: path,
        messages: ["holds \(valid) of \(table.rows.count) features"])
    }
  }
}
