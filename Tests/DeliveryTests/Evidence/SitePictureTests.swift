import GeoFiles
import RasterGrid
import SceneAnalysis
import Sites
import Testing

@testable import Delivery

@Suite("The picture of a site")
struct SitePictureTests {
  private let grid = Grid(
    width: 400, height: 400, affine: Affine(originX: 510_000, originY: 3_203_000, pixel: 10),
    crs: CoordinateSystem("EPSG:4549"))

  /// A square site of whole pixels: columns and rows 150 to 170 of the grid.
  private func frame() throws -> SiteFrame {
    let back = try CoordinateTransform(from: grid.crs, to: .wgs84)
    let ring = try back.transform(
      [(150, 150), (170, 150), (170, 170), (150, 170)].map {
        grid.affine.map(column: $0.0, row: $0.1)
      })
    return try SiteFrame(
      of: DeliveredSite(
        id: "a",
        geometry: GeoMultiPolygon(polygons: [
          GeoPolygon(exterior: ring.map { GeoPoint(longitude: $0.x, latitude: $0.y) })
        ]), attributes: [:]), on: grid)
  }

  private func colour(_ picture: PNGPicture, _ column: Int, _ row: Int) -> Colour {
    let i = (row * picture.width + column) * 4
    return Colour(
      red: picture.bytes[i], green: picture.bytes[i + 1], blue: picture.bytes[i + 2])
  }

  @Test("is 16 : 9, with every cell in its colour and the outline on the edges of pixels")
  func drawn() throws {
    let frame = try frame()
    let green = Colour(red: 10, green: 200, blue: 30)
    let picture = SitePicture(
      frame: frame, colours: Array(repeating: green, count: frame.cells.window.area),
      caption: ["a", "b", "c"]
    ).drawn()
    #expect(picture.width * 9 == picture.height * 16)
    let left = (150 - frame.window.column) * 6
    let right = (170 - frame.window.column) * 6
    let middle = (160 - frame.window.row) * 6
    for edge in [left, right] {
      #expect(colour(picture, edge - 1, middle) == SitePicture.outline)
      #expect(colour(picture, edge, middle) == SitePicture.outline)
      #expect(colour(picture, edge - 2, middle) == .ink)
      #expect(colour(picture, edge + 1, middle) == .ink)
      #expect(colour(picture, edge + 2, middle) == green)
    }
    // The caption is on white, below the map.
    #expect(colour(picture, 5, 535) == .white)
  }

  @Test("hatches what was not observed")
  func hatched() throws {
    let frame = try frame()
    let picture = SitePicture(
      frame: frame, colours: Array(repeating: nil, count: frame.cells.window.area), caption: []
    ).drawn()
    let seen = Set((300..<320).map { colour(picture, $0, 60) })
    #expect(seen == [.white, Colour(red: 128, green: 128, blue: 128)])
  }

  @Test("comes back from a PNG file as it was drawn, and again as the same bytes")
  func encoded() throws {
    let frame = try frame()
    let picture = SitePicture(
      frame: frame, colours: Array(repeating: nil, count: frame.cells.window.area),
      caption: ["x"]
    ).drawn()
    let file = try picture.encoded(for: "a.png", effort: .fast)
    #expect(try PNGPicture(decoding: file, from: "a.png").bytes == picture.bytes)
    #expect(try picture.encoded(for: "a.png", effort: .fast) == file)
    #expect(throws: Refusal.self) { try PNGPicture(decoding: Array(file.dropLast(40)), from: "a") }
  }
}
