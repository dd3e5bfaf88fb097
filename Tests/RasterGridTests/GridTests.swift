import RasterGrid
import Testing

@Suite("Grid")
struct GridTests {
  static let utm = CoordinateSystem("EPSG:32651")
  static let grid = Grid(
    width: 40, height: 30, affine: Affine(originX: 220_000, originY: 3_200_000, pixel: 10), crs: utm
  )

  @Test(
    "cropped keeps every pixel where it was",
    arguments: [
      grid.affine, AffineTests.southUp, AffineTests.rotated,
    ])
  func cropped(affine: Affine) {
    let whole = Grid(width: 40, height: 30, affine: affine, crs: Self.utm)
    let window = PixelWindow(column: 11, row: 4, width: 5, height: 6)
    let part = whole.cropped(to: window)
    #expect(part.window == PixelWindow(column: 0, row: 0, width: 5, height: 6))
    #expect(part.crs == whole.crs)
    let here = part.affine.map(column: 2.5, row: 3.5)
    let there = affine.map(column: 13.5, row: 7.5)
    #expect(abs(here.x - there.x) < 1e-6)
    #expect(abs(here.y - there.y) < 1e-6)
  }

  @Test("cropped to its own window is itself")
  func croppedWhole() {
    #expect(Self.grid.cropped(to: Self.grid.window) == Self.grid)
  }

  @Test("has an outline that is closed and passes its corners in order")
  func outline() {
    let ring = Self.grid.outline(steps: 4)
    #expect(ring.count == 17)
    #expect(ring.first == ring.last)
    let corners = [ring[0], ring[4], ring[8], ring[12]]
    #expect(
      corners == [
        MapPoint(x: 220_000, y: 3_200_000), MapPoint(x: 220_400, y: 3_200_000),
        MapPoint(x: 220_400, y: 3_199_700), MapPoint(x: 220_000, y: 3_199_700),
      ])
    #expect(ring[1] == MapPoint(x: 220_100, y: 3_200_000))
  }

  @Test(
    "has an outline that encloses the area of all its pixels",
    arguments: [
      grid.affine, AffineTests.southUp, AffineTests.rotated,
    ])
  func outlineArea(affine: Affine) {
    let grid = Grid(width: 40, height: 30, affine: affine, crs: Self.utm)
    let ring = grid.outline()
    let origin = ring[0]
    // The shoelace formula, about the first corner so that large coordinates cost no digits.
    let twice = zip(ring, ring.dropFirst()).reduce(0) { sum, edge in
      sum + (edge.0.x - origin.x) * (edge.1.y - origin.y)
        - (edge.1.x - origin.x) * (edge.0.y - origin.y)
    }
    #expect(abs(abs(twice / 2) - 1200 * grid.pixelArea) < 1e-3)
  }

  @Test("says its size, pixel and system")
  func described() {
    #expect("\(Self.grid)" == "40 x 30 pixels of 10 x -10 in EPSG:32651")
  }

  @Test("names a system given as WKT by its name")
  func namedSystem() {
    let wkt = CoordinateSystem(#"PROJCS["Local grid of the county",GEOGCS["a datum",DATUM["b"]]]"#)
    #expect("\(wkt)" == "Local grid of the county")
  }

  @Test("refuses a negative size")
  func negative() async {
    await #expect(processExitsWith: .failure) {
      _ = Grid(width: 1, height: -1, affine: GridTests.grid.affine, crs: GridTests.utm)
    }
  }
}
