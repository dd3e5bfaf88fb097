import Foundation
import GeoFiles
import RasterGrid

/// Where sites are exported to, and with that in which form.
public enum ExportTarget: Hashable, Sendable {
  /// One RFC 7946 FeatureCollection.
  case geoJSON
  /// One GeoJSON feature a line.
  case geoJSONSequence
  /// A file of one of OGR's formats.
  case vector(VectorFormat)
  /// A table in PostGIS.
  case database

  /// What the name promises: by its extension, or `PG:` at its beginning; refuses others.
  public init(naming name: String) throws {
    if name.prefixMatch(of: /PG:/) != nil {
      self = .database
      return
    }
    let file = URL(fileURLWithPath: name).lastPathComponent.lowercased()
    guard !file.hasSuffix(".shp.zip") else {
      self = .vector(.zippedShapefile)
      return
    }
    switch URL(fileURLWithPath: name).pathExtension.lowercased() {
    case "geojson", "json": self = .geoJSON
    case "geojsonl", "geojsons", "geojsonseq", "ndjson": self = .geoJSONSequence
    case "gpkg": self = .vector(.geoPackage)
    case "fgb": self = .vector(.flatGeobuf)
    case "shp": self = .vector(.shapefile)
    case "shz": self = .vector(.zippedShapefile)
    case "kml": self = .vector(.kml)
    case "csv": self = .vector(.csv)
    case let other:
      throw Refusal(
        .usage,
        other.isEmpty
          ? "its name has no extension, so it does not say its format"
          : "its name promises \(other), which sites are not exported to",
        subject: "--to \(name)",
        advice: "name it .geojson, .geojsonl, .gpkg, .fgb, .shp, .shp.zip, .kml, .csv or PG:...")
    }
  }

  /// Refuses a coordinate system that the form cannot say that it is in.
  func check(_ crs: CoordinateSystem) throws {
    guard crs != .wgs84 else { return }
    let reason: String
    switch self {
    case .geoJSON, .geoJSONSequence:
      reason = "GeoJSON is on WGS 84 by definition (RFC 7946, section 4)"
    case .vector(.kml): reason = "KML is on WGS 84 by definition"
    case .vector(.csv): reason = "CSV cannot say what its coordinates mean"
    case .vector, .database: return
    }
    throw Refusal(
      .usage, reason, subject: "--crs \(crs)",
      advice: "write .gpkg, .fgb, .shp or PG:... in that system, or leave --crs out")
  }
}
