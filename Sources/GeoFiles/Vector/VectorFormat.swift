/// The forms of vector file that are written through OGR.
public enum VectorFormat: Hashable, Sendable, CaseIterable {
  /// OGC GeoPackage: several layers, styles.
  case geoPackage
  /// FlatGeobuf: one layer with a spatial index. The index orders the features.
  case flatGeobuf
  /// ESRI Shapefile: `.shp`, `.shx`, `.dbf`, `.prj` and a `.cpg` that says UTF-8.
  case shapefile
  /// The same files in one zip.
  case zippedShapefile
  /// Keyhole Markup Language 2.2, on WGS 84.
  case kml
  /// Comma-separated values in UTF-8 with a byte order mark, geometry as WKT in the first column.
  case csv

  /// The name of OGR's driver.
  var driver: String {
    switch self {
    case .geoPackage: "GPKG"
    case .flatGeobuf: "FlatGeobuf"
    case .shapefile, .zippedShapefile: "ESRI Shapefile"
    case .kml: "KML"
    case .csv: "CSV"
    }
  }

  /// The options for a layer.
  func layerOptions(hasGeometry: Bool) -> [String] {
    switch self {
    case .geoPackage: hasGeometry ? ["GEOMETRY_NAME=geom"] : ["FID=id"]
    case .flatGeobuf, .kml: []
    case .shapefile, .zippedShapefile: ["ENCODING=UTF-8"]
    case .csv: ["GEOMETRY=AS_WKT", "WRITE_BOM=YES"]
    }
  }

  /// Whether it can say what coordinate system it is in: CSV cannot, and KML has only WGS 84.
  public var carriesCoordinateSystem: Bool { self != .kml && self != .csv }

  /// The longest name of a column, in bytes.
  public var nameLimit: Int? {
    self == .shapefile || self == .zippedShapefile ? 10 : nil
  }

  /// The longest text of a cell, in bytes.
  public var textLimit: Int? {
    self == .shapefile || self == .zippedShapefile ? 254 : nil
  }
}
