import Sites
import Testing

@Suite("Chinese datum")
struct ChineseDatumTests {
  /// In Yongkang, Beijing, Urumqi and Hong Kong, made with Python from the public formula.
  static let places: [(wgs84: GeoPoint, gcj02: GeoPoint)] = [
    (at(120.03, 28.89), at(120.0346429525, 28.8871025036)),
    (at(116.3975, 39.9087), at(116.4037435727, 39.9101034993)),
    (at(87.6168, 43.8256), at(87.6196499495, 43.8268053931)),
    (at(114.0579, 22.5431), at(114.0630139986, 22.5403828142)),
  ]

  private static func at(_ longitude: Double, _ latitude: Double) -> GeoPoint {
    GeoPoint(longitude: longitude, latitude: latitude)
  }

  @Test("shifts places in China by the public formula", arguments: places)
  func forward(wgs84: GeoPoint, gcj02: GeoPoint) {
    let shifted = ChineseDatum.gcj02(from: wgs84)
    #expect(abs(shifted.longitude - gcj02.longitude) < 1e-9)
    #expect(abs(shifted.latitude - gcj02.latitude) < 1e-9)
  }

  @Test(
    "leaves places outside the rectangle round China where they are",
    arguments: [(72.003, 35.0), (137.835, 35.0), (105.0, 0.829), (105.0, 55.828), (-0.1, 51.5)])
  func outside(longitude: Double, latitude: Double) {
    let place = GeoPoint(longitude: longitude, latitude: latitude)
    #expect(ChineseDatum.gcj02(from: place) == place)
  }

  @Test("shifts a place just inside the rectangle")
  func inside() {
    let place = GeoPoint(longitude: 72.005, latitude: 35)
    #expect(ChineseDatum.gcj02(from: place) != place)
  }

  @Test("passes unknown on")
  func unknown() {
    let place = ChineseDatum.gcj02(from: GeoPoint(longitude: .nan, latitude: 30))
    #expect(place.longitude.isNaN && place.latitude == 30)
  }
}
