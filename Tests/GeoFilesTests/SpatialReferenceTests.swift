import RasterGrid
import SceneBuilding
import Testing

@testable import GeoFiles

@Suite("Spatial reference")
struct SpatialReferenceTests {
  /// UTM zone 23 north as ESRI writes it, without an authority (pyproj 3.7, `to_wkt("WKT1_ESRI")`).
  private static let utm23 =
    #"PROJCS["WGS_1984_UTM_Zone_23N",GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["#
    + #""WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree","#
    + #"0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],"#
    + #"PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",-45.0],"#
    + #"PARAMETER["Scale_Factor",0.9996],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]"#

  /// An ENVI file of 2 x 2 bytes whose header names `system`.
  private func envi(
    _ system: String, zone: String = "UTM", in home: TemporaryFolder
  ) throws -> InputPath {
    try home.write([1, 2, 3, 4], to: "a.img")
    try home.write(
      """
      ENVI
      samples = 2
      lines = 2
      bands = 1
      data type = 1
      interleave = bsq
      byte order = 0
      map info = {\(zone), 1, 1, 583485, -2222685, 30, 30, 23, North, WGS-84}
      coordinate system string = {\(system)}
      """, to: "a.hdr")
    return try InputPath(home.file("a.img"))
  }

  @Test("is named by its code where the file says none but means it")
  func identified() throws {
    let home = try TemporaryFolder()
    let grid = try RasterFile(opening: envi(Self.utm23, in: home)).info().grid
    #expect(grid?.crs == CoordinateSystem("EPSG:32623"))
    let reference = try SpatialReference(CoordinateSystem(Self.utm23))
    #expect(
      try SpatialReference.definition(of: reference.raw, subject: "WKT").definition == "EPSG:32623")
  }

  @Test("is written as WKT where no code means it, and that WKT means the same")
  func custom() throws {
    // A transverse Mercator on 120.15 E, which nobody registered.
    let wkt = Self.utm23.replacing("-45.0", with: "120.15").replacing("UTM_Zone_23N", with: "Own")
    let reference = try SpatialReference(CoordinateSystem(wkt))
    let system = try SpatialReference.definition(of: reference.raw, subject: "WKT")
    #expect(system.definition.hasPrefix("PROJCRS["))
    let point = [MapPoint(x: 120.125, y: 28.925)]
    let first = try CoordinateTransform(from: .wgs84, to: CoordinateSystem(wkt)).transform(point)[0]
    let second = try CoordinateTransform(from: .wgs84, to: system).transform(point)[0]
    #expect(abs(first.x - second.x) < 1e-6)
    #expect(abs(first.y - second.y) < 1e-6)
  }

  @Test("knows degrees from metres")
  func geographic() throws {
    #expect(try CoordinateSystem.wgs84.isGeographic())
    #expect(try CoordinateSystem("EPSG:4490").isGeographic())
    #expect(try !CoordinateSystem("EPSG:4549").isGeographic())
  }

  @Test(
    "is refused where it is unknown or is no definition at all",
    arguments: [
      "EPSG:999999", "nowhere", "", "PROJCS[\"broken\"", "/etc/hostname",
      "https://example.org/a.wkt",
      "+proj=utm +zone=51", "{\"type\": \"ProjectedCRS\"}",
    ])
  func refused(definition: String) throws {
    let error = #expect(throws: GDALError.self) { try CoordinateSystem(definition).check() }
    #expect(error?.operation == "understand coordinate system")
  }

  @Test("that a file states and nobody can read leads nowhere")
  func unreadable() throws {
    let home = try TemporaryFolder()
    let path = try envi(#"PROJCS["broken",NONSENSE["x"]]"#, zone: "Nowhere", in: home)
    // GDAL makes a local system of it, which no other is related to.
    let system = try #require(try RasterFile(opening: path).info().grid?.crs)
    let error = #expect(throws: GDALError.self) {
      _ = try CoordinateTransform(from: system, to: .wgs84)
    }
    #expect(error?.operation == "make coordinate transform")
  }
}
