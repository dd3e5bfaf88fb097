import Foundation
import GeoFiles
import RasterGrid
import SceneBuilding
import Testing

@Suite("Image transform")
struct ImageTransformTests {
  private let twin = PolynomialTwin(.slanted)

  @Test("puts places where the polynomials worked out term by term do", arguments: [0, 300, 900.0])
  func forward(height: Double) throws {
    let transform = try ImageTransform(twin.values, height: .mean(height))
    for i in 0..<25 {
      let place = MapPoint(x: 119.95 + 0.05 * Double(i % 5), y: 28.8 + 0.05 * Double(i / 5))
      let expected = twin.image(place, height: height)
      let image = try #require(transform.image([place])[0])
      #expect(abs(image.x - expected.column) < 1e-6)
      #expect(abs(image.y - expected.row) < 1e-6)
    }
  }

  @Test("finds its way back to a hundredth of a pixel")
  func back() throws {
    let transform = try ImageTransform(twin.values, height: .mean(500))
    let pixels = [MapPoint(x: 0, y: 0), MapPoint(x: 2000, y: 40), MapPoint(x: 700, y: 2500)]
    let places = transform.ground(pixels).compactMap { $0 }
    #expect(places.count == 3)
    for (pixel, place) in zip(pixels, places) {
      let image = twin.image(place, height: 500)
      #expect(hypot(image.column - pixel.x, image.row - pixel.y) < 0.015)
    }
  }

  @Test("refuses an elevation model that is no raster")
  func noDEM() throws {
    let home = try TemporaryFolder()
    let path = try InputPath(home.write("words", to: "dem.tif"))
    #expect(throws: GDALError.self) {
      _ = try ImageTransform(twin.values, height: .dem(path))
    }
  }
}
