internal import CGDAL
import RasterGrid

/// The polygons of a GeoJSON or GeoPackage file, as one area.
public struct PolygonFile: Sendable {
  /// The polygons of the area, each an exterior ring and its holes, closed.
  public let polygons: [[[MapPoint]]]
  /// All rings, exteriors and holes alike, each closed: inside is where an odd number surrounds.
  public var rings: [[MapPoint]] { polygons.flatMap { $0 } }
  /// What their coordinates mean.
  public let crs: CoordinateSystem

  /// Reads every polygon of every layer and unites them; refuses a file without any.
  public init(reading path: InputPath) throws {
    _ = GDALRuntime.started
    guard try FileBytes(opening: path).count <= Self.mostBytes else {
      throw Refusal(
        .badInput, "is too large for a boundary, over \(Self.mostBytes >> 20) MiB",
        subject: path.shown,
        advice: "unite and simplify its polygons first")
    }
    try Self.refuseLinkedCRS(path)
    do {
      (polygons, crs) = try Self.read(path)
    } catch {
      throw Refusal(
        .badInput, error.messages.joined(separator: "; "), subject: path.shown,
        advice: "a boundary is a GeoJSON or GeoPackage file with polygons")
    }
    guard !polygons.isEmpty else {
      throw Refusal(.badInput, "holds no polygon", subject: path.shown)
    }
    guard rings.joined().allSatisfy({ max(abs($0.x), abs($0.y)) <= Self.farthest }) else {
      throw Refusal(
        .badInput, "has coordinates that lie on no map", subject: path.shown,
        advice: "GeoJSON holds longitudes and latitudes in degrees")
    }
  }

  /// The most bytes of a boundary: that of a county takes some hundred kilobytes.
  private static let mostBytes = 64 << 20
  /// No coordinate system has coordinates beyond it, in metres or feet: the Earth measures 4e7 m.
  private static let farthest = 1e9

  /// The most bytes of a boundary or a result that are looked through: 100 000 sites take about 200 MB.
  private static let sizeLimit = 512 << 20

  /// An old form of GeoJSON could link its coordinate system to a URL, which would be fetched.
  static func refuseLinkedCRS(_ path: InputPath) throws {
    guard ["geojson", "json"].contains(path.fileExtension) else { return }
    let text = try FileBytes.text(of: path, limit: sizeLimit)
    guard text.contains("\"crs\""), text.contains("\"link\"") else { return }
    throw Refusal(
      .badInput, "links its coordinate system to another place", subject: path.shown,
      advice: "write longitude and latitude on WGS 84 and leave \"crs\" out")
  }

  private static func read(_ path: InputPath) throws(GDALError) -> (
    [[[MapPoint]]], CoordinateSystem
  ) {
    let flags = UInt32(GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR)
    let dataset = try withStringList(GDALRuntime.vectorDrivers) { (drivers) throws(GDALError) in
      DatasetHandle(
        raw: try reportingErrors("open", path.shown) {
          GDALOpenEx(path.gdalName, flags, drivers.constStrings, nil, nil)
        })
    }
    let whole = try reportingErrors("collect", path.shown) {
      Geometry(OGR_G_CreateGeometry(wkbMultiPolygon))
    }
    var crs = CoordinateSystem.wgs84
    for i in 0..<GDALDatasetGetLayerCount(dataset.raw) {
      let layer = try reportingErrors("open layer of", path.shown) {
        GDALDatasetGetLayer(dataset.raw, i)
      }
      if let reference = OGR_L_GetSpatialRef(layer) {
        crs = try SpatialReference.definition(of: reference, subject: path.shown)
      }
      while let feature = try collectingErrors(
        "read a feature of", path.shown, { OGR_L_GetNextFeature(layer) })
      {
        defer { OGR_F_Destroy(feature) }
        if let geometry = OGR_F_GetGeometryRef(feature) { whole.add(polygonsOf: geometry) }
      }
    }
    let united = try reportingErrors("unite polygons of", path.shown) {
      Geometry(OGR_G_UnionCascaded(whole.raw))
    }
    return (united.polygons, crs)
  }
}

extension Optional where Wrapped == UnsafeMutablePointer<UnsafeMutablePointer<CChar>?> {
  /// The same list as a C `const char *const *`.
  var constStrings: UnsafePointer<UnsafePointer<CChar>?>? {
    map { UnsafePointer(UnsafeRawPointer($0).assumingMemoryBound(to: UnsafePointer<CChar>?.self)) }
  }
}
