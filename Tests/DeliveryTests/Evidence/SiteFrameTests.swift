import GeoFiles
import RasterGrid
import Sites
import Testing

@testable import Delivery

@Suite("The frame of a site")
struct SiteFrameTests {
  /// 10 m pixels of Gauss-Krueger about 120.125 E 28.925 N, which lies at 512188.651, 3200963.119.
  private let grid = Grid(
    width: 400, height: 400, affine: Affine(originX: 510_000, originY: 3_203_000, pixel: 10),
    crs: CoordinateSystem("EPSG:4549"))

  /// A square of `side` degrees whose lower left corner lies there.
  private func site(_ side: Double, longitude: Double = 120.125) -> DeliveredSite {
    let ring = [(0.0, 0.0), (side, 0), (side, side), (0, side)].map {
      GeoPoint(longitude: longitude + $0.0, latitude: 28.925 + $0.1)
    }
    return DeliveredSite(
      id: "a", geometry: GeoMultiPolygon(polygons: [GeoPolygon(exterior: ring)]), attributes: [:])
  }

  @Test("magnifies a small site by whole pixels, with its surroundings, around its middle")
  func small() throws {
    let frame = try SiteFrame(of: site(0.001), on: grid)
    #expect(frame.magnification == 6 && frame.shrink == 1)
    #expect(frame.window.width == 160 && frame.window.height == 75)
    let middle = frame.rings[0].reduce((0.0, 0.0)) { ($0.0 + $1.column / 4, $0.1 + $1.row / 4) }
    #expect(abs(middle.0 - 80) < 1 && abs(middle.1 - 37.5) < 1)
  }

  @Test("puts the outline where PROJ puts it")
  func outline() throws {
    let frame = try SiteFrame(of: site(0.001), on: grid)
    let corner = frame.cells.affine.map(
      column: frame.rings[0][0].column, row: frame.rings[0][0].row)
    #expect(abs(corner.x - 512_188.651) < 0.001 && abs(corner.y - 3_200_963.119) < 0.001)
  }

  @Test("shrinks a large site, which takes half of the picture at most")
  func large() throws {
    let frame = try SiteFrame(of: site(0.03), on: grid)
    #expect(frame.magnification == 1 && frame.shrink == 2)
    let columns = frame.rings[0].map(\.column)
    let rows = frame.rings[0].map(\.row)
    #expect(try #require(columns.max()) - #require(columns.min()) <= 480)
    #expect(try #require(rows.max()) - #require(rows.min()) <= 225)
  }

  @Test("knows how wide a cell is on the ground and where north is")
  func orientation() throws {
    let here = try SiteFrame(of: site(0.001), on: grid)
    #expect(abs(here.metresPerCell - 10) < 0.001)
    // Zone 50 is 3.125 degrees west of 120.125: its grid is turned by 1.51 degrees there.
    let origin = try CoordinateTransform(
      from: .wgs84, to: CoordinateSystem("EPSG:32650")
    ).transform([MapPoint(x: 120.125, y: 28.925)])[0]
    let turned = Grid(
      width: 400, height: 400,
      affine: Affine(originX: origin.x - 2000, originY: origin.y + 2000, pixel: 10),
      crs: CoordinateSystem("EPSG:32650"))
    let frame = try SiteFrame(of: site(0.001), on: turned)
    #expect(abs(frame.north.column + 0.0264) < 0.0005)
    #expect(abs(frame.metresPerCell - 9.993) < 0.003)
  }

  @Test("refuses a site that lies elsewhere")
  func elsewhere() {
    #expect(throws: Refusal.self) { try SiteFrame(of: site(0.001, longitude: 121), on: grid) }
  }
}
