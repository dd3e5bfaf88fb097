import GeoFiles
import RasterGrid
import Testing

@Suite("Coordinate transform")
struct CoordinateTransformTests {
  // Computed with pyproj 3.7 (always_xy=True) from 120.125 E 28.925 N and 119.9 E 29.1 N.
  private static let known: [(code: String, east: MapPoint, west: MapPoint)] = [
    (
      "EPSG:4549", MapPoint(x: 512_188.6505, y: 3_200_963.1185),
      MapPoint(x: 490_265.4998, y: 3_220_357.1142)
    ),
    (
      "EPSG:32651", MapPoint(x: 219_710.2546, y: 3_203_079.3671),
      MapPoint(x: 198_273.1567, y: 3_223_037.0283)
    ),
    (
      "EPSG:32650", MapPoint(x: 804_675.2004, y: 3_203_697.4924),
      MapPoint(x: 782_251.4698, y: 3_222_540.6386)
    ),
    (
      "EPSG:3857", MapPoint(x: 13_372_253.8315, y: 3_366_103.6742),
      MapPoint(x: 13_347_206.9461, y: 3_388_379.9614)
    ),
  ]

  private static let places = [MapPoint(x: 120.125, y: 28.925), MapPoint(x: 119.9, y: 29.1)]

  @Test("takes longitude and latitude, in that order, to easting and northing", arguments: known)
  func literal(code: String, east: MapPoint, west: MapPoint) throws {
    let system = CoordinateSystem(code)
    let found = try CoordinateTransform(from: .wgs84, to: system).transform(Self.places)
    for (a, b) in zip(found, [east, west]) {
      #expect(abs(a.x - b.x) < 0.001)
      #expect(abs(a.y - b.y) < 0.001)
    }
  }

  @Test("comes back to where it began", arguments: known.map(\.code))
  func roundTrip(code: String) throws {
    let system = CoordinateSystem(code)
    let there = try CoordinateTransform(from: .wgs84, to: system).transform(Self.places)
    let back = try CoordinateTransform(from: system, to: .wgs84).transform(there)
    for (a, b) in zip(back, Self.places) {
      #expect(abs(a.x - b.x) < 1e-9)
      #expect(abs(a.y - b.y) < 1e-9)
    }
  }

  @Test("of no points is no points")
  func none() throws {
    let transform = try CoordinateTransform(from: .wgs84, to: CoordinateSystem("EPSG:4549"))
    #expect(try transform.transform([]).isEmpty)
  }

  @Test("refuses a point that has no place in the other system")
  func noPlace() throws {
    let error = #expect(throws: GDALError.self) {
      try CoordinateTransform(from: .wgs84, to: CoordinateSystem("EPSG:3857"))
        .transform([MapPoint(x: 120, y: 28), MapPoint(x: 120, y: 95)])
    }
    #expect(error?.operation == "transform points")
    #expect(error?.subject == "EPSG:4326 to EPSG:3857")
  }
}
