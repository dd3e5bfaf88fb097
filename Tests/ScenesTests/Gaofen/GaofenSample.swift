import Foundation
import GeoFiles
import RasterGrid
import SceneBuilding

@testable import Scenes

/// A small Gaofen product made in a test: what a camera with given polynomials sees of a ground that
/// says everywhere where it is.
struct GaofenSample {
  /// Columns and rows.
  static let width = 72
  static let height = 60
  /// The name of the product without extension.
  static let stem = "GF1_WFV3_E120.0_N28.9_20170523_L1A0004819525"
  /// What the counts of the first two bands start from; 0 is no data.
  static let base = 5_000.0

  /// The polynomials of the image.
  var polynomials = RationalPolynomials.slanted.cropped(column: 1_276, row: 1_470)
  /// How high the ground is, in metres.
  var ground: (MapPoint) -> Double = { _ in 300 }
  /// The nominal pixel, and who took it.
  var pixel = 16.0
  var satellite = "GF1"
  var camera = "WFV3"
  var received = "2017-05-23 05:03:08"
  /// How many bands the image has.
  var bands = 4
  /// More elements of the XML.
  var more = ""

  var twin: PolynomialTwin { PolynomialTwin(polynomials) }

  /// Where the middle of the image is, in degrees.
  var middle: MapPoint {
    let range = polynomials.ground
    return twin.ground(
      of: [(Double(Self.width) / 2, Double(Self.height) / 2)],
      near: MapPoint(x: range.longitude.offset, y: range.latitude.offset), height: ground)[0]
  }

  /// The system that the counts are given in.
  var crs: CoordinateSystem {
    CoordinateSystem("EPSG:\(32_600 + Int((middle.x + 180) / 6) + 1)")
  }

  /// The map point that counts are measured from: metres east of it in the first band, north of it in
  /// the second, both from `base`.
  func origin() throws -> MapPoint {
    try CoordinateTransform(from: .wgs84, to: crs).transform([middle])[0]
  }

  /// The metadata.
  var xml: String {
    """
    <?xml version="1.0" encoding="UTF-8" ?>
    <ProductMetaData>
      <SatelliteID>\(satellite)</SatelliteID><SensorID>\(camera)</SensorID>
      <ReceiveTime>\(received)</ReceiveTime>
      <ProductLevel>LEVEL1A</ProductLevel>
      <Bands>1,2,3,4</Bands>
      <WidthInPixels>\(Self.width)</WidthInPixels>
      <HeightInPixels>\(Self.height)</HeightInPixels>
      <CloudPercent>101</CloudPercent>
      <SolarAzimuth>100.742</SolarAzimuth><SolarZenith>13.7242</SolarZenith>
      <SatelliteAzimuth>281.853</SatelliteAzimuth><SatelliteZenith>81.2272</SatelliteZenith>
      \(more)
    </ProductMetaData>
    """
  }

  /// The image, in counts; blank where nobody will look at it.
  func image(isBlank: Bool) throws -> RasterImage {
    let flat = [UInt16](repeating: 700, count: Self.width * Self.height)
    if isBlank { return raster([flat, flat, flat, flat]) }
    let pixels = (0..<Self.height).flatMap { row in
      (0..<Self.width).map { (column: Double($0) + 0.5, row: Double(row) + 0.5) }
    }
    let places = twin.ground(of: pixels, near: middle, height: ground)
    let origin = try origin()
    let points = try CoordinateTransform(from: .wgs84, to: crs).transform(places)
    let east = points.map { UInt16((Self.base + $0.x - origin.x).rounded()) }
    let north = points.map { UInt16((Self.base + $0.y - origin.y).rounded()) }
    return raster([east, north, flat, flat])
  }

  private func raster(_ samples: [[UInt16]]) -> RasterImage {
    RasterImage(
      grid: SyntheticScene.grid(width: Self.width, height: Self.height),
      bands: samples.prefix(bands).map { .init(name: "", samples: .uint16($0)) },
      nodata: nil, metadata: [])
  }

  /// Writes the product into a folder of `home` and gives the folder's path.
  func write(
    to folder: String, in home: TemporaryFolder, isBlank: Bool = true
  ) throws -> String {
    let path = try home.folder(folder)
    try home.write(xml, to: "\(folder)/\(Self.stem).xml")
    try home.write(twin.text, to: "\(folder)/\(Self.stem).rpb")
    try CloudOptimizedGeoTIFF.write(try image(isBlank: isBlank), to: "\(path)/\(Self.stem).tiff")
    return path
  }

  /// An elevation model of its ground, a pixel of 0.0002 degrees (20 m), to `name` in `home`; where
  /// it is `halved`, only of the ground west of the middle and a little beyond.
  func writeDEM(
    to name: String, in home: TemporaryFolder, halved: Bool = false
  ) throws -> InputPath {
    let side = 180
    let width = halved ? side / 2 + 4 : side
    let pixel = 0.0002
    let middle = middle
    let grid = Grid(
      width: width, height: side,
      affine: Affine(
        originX: middle.x - pixel * Double(side) / 2, originY: middle.y + pixel * Double(side) / 2,
        pixel: pixel), crs: .wgs84)
    let heights = (0..<side).flatMap { row in
      (0..<width).map { column in
        Float(ground(grid.affine.map(column: Double(column) + 0.5, row: Double(row) + 0.5)))
      }
    }
    try CloudOptimizedGeoTIFF.write(
      RasterImage(
        grid: grid, bands: [.init(name: "height", samples: .float32(heights))], nodata: nil,
        metadata: []),
      to: home.file(name))
    return try InputPath(home.file(name))
  }

  /// A hill of 800 m, a kilometre wide, on a plain of 300 m.
  static func hill(at middle: MapPoint) -> (MapPoint) -> Double {
    let wide = 0.005  // degrees
    return { place in
      let x = (place.x - middle.x) / wide
      let y = (place.y - middle.y) / wide
      return 300 + 800 * exp(-(x * x + y * y))
    }
  }
}
