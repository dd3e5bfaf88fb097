import Foundation
import GeoFiles
import RasterGrid
import SceneBuilding
import Spectral
import Testing

@testable import Scenes

/// What is seen of a simulated image on the map, against where the twin says that it is.
@Suite("Gaofen geometry")
struct GaofenGeometryTests {
  private let home: TemporaryFolder

  init() throws { home = try TemporaryFolder() }

  /// The worst error of what a grid shows, in metres, at its pixels well inside the image, how many
  /// those are, how many pixels outside of the image show something, and how many do at all.
  private struct Outcome {
    var worst = 0.0
    var inside = 0
    var ghosts = 0
    var shown = 0
  }

  /// Sees `scene` on `grid` and compares with the ground of `sample`, each place moved by `shift`.
  private func look(
    at scene: Scene, of sample: GaofenSample, on grid: Grid, shift: (x: Double, y: Double) = (0, 0)
  ) throws -> Outcome {
    let references = [BandRole.blue, .green].map { BandReference(date: .only, role: $0) }
    let plan = try ReadPlan(
      references, of: [.only: scene], on: grid, resampling: .bilinear, isPlain: false)
    let reader = TileReader(plan)
    reader.move(to: grid.window)
    let east = try reader.band(references[0]).samples.numbers
    let north = try reader.band(references[1]).samples.numbers
    let centres = grid.window.rows.flatMap { row in
      grid.window.columns.map { grid.affine.map(column: Double($0) + 0.5, row: Double(row) + 0.5) }
    }
    let points = try CoordinateTransform(from: grid.crs, to: sample.crs).transform(centres).map {
      MapPoint(x: $0.x - shift.x, y: $0.y - shift.y)
    }
    let places = try CoordinateTransform(from: sample.crs, to: .wgs84).transform(points)
    let origin = try sample.origin()
    var outcome = Outcome()
    outcome.shown = east.count { !$0.isNaN }
    for (i, place) in places.enumerated() {
      let pixel = sample.twin.image(place, height: sample.ground(place))
      let margin = min(
        pixel.column, pixel.row, Double(GaofenSample.width) - pixel.column,
        Double(GaofenSample.height) - pixel.row)
      if margin > 1 {
        outcome.inside += 1
        let x = GaofenSample.base + points[i].x - origin.x
        let y = GaofenSample.base + points[i].y - origin.y
        // A hole is as wrong as can be.
        let error = hypot(east[i] - x, north[i] - y)
        outcome.worst = max(outcome.worst, error.isNaN ? .infinity : error)
      } else if margin < -1, !east[i].isNaN {
        outcome.ghosts += 1
      }
    }
    return outcome
  }

  private func open(
    _ sample: GaofenSample, _ options: OpeningOptions = OpeningOptions()
  ) throws -> Scene {
    try Scene(opening: InputPath(sample.write(to: "a", in: home, isBlank: false)), options: options)
  }

  // Counts are whole metres, so half a metre each way is rounding.
  @Test("puts every pixel of a flat ground to a tenth of a pixel")
  func flat() throws {
    let sample = GaofenSample()
    let scene = try open(sample)
    let outcome = try look(at: scene, of: sample, on: scene.grid)
    #expect(outcome.worst < 1.6)
    #expect(outcome.inside > 3_700)
    #expect(outcome.ghosts == 0)
    #expect(scene.grid.crs.definition == "EPSG:32651")
    #expect(scene.grid.affine.columnStepX == 16)
    #expect(scene.grid.affine.originX.truncatingRemainder(dividingBy: 16) == 0)
    #expect(scene.grid.affine.originY.truncatingRemainder(dividingBy: 16) == 0)
  }

  @Test("puts pixels by the mean height that it is told")
  func meanHeight() throws {
    var sample = GaofenSample()
    sample.ground = { _ in 900 }
    let scene = try open(sample, OpeningOptions(meanHeight: 900))
    #expect(try look(at: scene, of: sample, on: scene.grid).worst < 1.6)
    // Six hundred metres wrong are 240 m on the ground.
    let wrong = try open(sample)
    let outcome = try look(at: wrong, of: sample, on: scene.grid)
    #expect(outcome.worst == .infinity || outcome.worst > 200)
  }

  @Test("puts every pixel of a hill to half a pixel with an elevation model, and not without")
  func hill() throws {
    var sample = GaofenSample()
    sample.ground = GaofenSample.hill(at: sample.middle)
    let dem = try sample.writeDEM(to: "dem.tif", in: home)
    let scene = try open(sample, OpeningOptions(dem: dem))
    let outcome = try look(at: scene, of: sample, on: scene.grid)
    #expect(outcome.worst < 8)
    #expect(outcome.inside > 3_400)
    let blind = try open(sample)
    #expect(try look(at: blind, of: sample, on: blind.grid).worst > 160)
  }

  @Test("shows nothing where the elevation model ends, and the rest as ever")
  func halfDEM() throws {
    let sample = GaofenSample()
    let dem = try sample.writeDEM(to: "dem.tif", in: home, halved: true)
    let scene = try open(sample, OpeningOptions(dem: dem))
    let column = Int(scene.grid.affine.pixel(try sample.origin()).column)
    func half(_ columns: Range<Int>) -> Grid {
      scene.grid.cropped(
        to: PixelWindow(
          column: columns.lowerBound, row: 0, width: columns.count, height: scene.grid.height))
    }
    let west = try look(at: scene, of: sample, on: half(0..<column))
    #expect(west.worst < 1.6)
    #expect(west.inside > 1_500)
    let east = try look(at: scene, of: sample, on: half(column + 8..<scene.grid.width))
    #expect(east.shown == 0)
  }

  @Test("is read onto the county's grid in the same one resampling")
  func countyGrid() throws {
    let sample = GaofenSample()
    let scene = try open(sample)
    let county = CoordinateSystem("EPSG:4549")
    let middle = try CoordinateTransform(from: .wgs84, to: county).transform([sample.middle])[0]
    let grid = Grid(
      width: 140, height: 120,
      affine: Affine(originX: middle.x - 700, originY: middle.y + 600, pixel: 10), crs: county)
    let outcome = try look(at: scene, of: sample, on: grid)
    #expect(outcome.worst < 1.6)
    #expect(outcome.inside > 8_000)
  }

  @Test("moves with its grid, as registration moves it")
  func registered() throws {
    let sample = GaofenSample()
    var scene = try open(sample)
    let still = scene.grid
    for role in scene.bands.keys {
      scene.bands[role]?.grid.affine.originX += 40
      scene.bands[role]?.grid.affine.originY -= 24
    }
    let outcome = try look(at: scene, of: sample, on: still, shift: (40, -24))
    #expect(outcome.worst < 1.6)
    #expect(outcome.inside > 3_700)
  }

  @Test("shows no echo where its polynomials come back to the image")
  func echoes() throws {
    var sample = GaofenSample()
    let old = sample.polynomials.sample
    var numerator = old.numerator
    let square = 0.3  // 0.98 L + 0.3 LL is again about 0 at L = -3.3, which is 0.65 degrees west
    numerator[7] = square
    sample.polynomials.sample = .init(
      normalisation: old.normalisation, numerator: numerator, denominator: old.denominator)
    let scene = try open(sample)
    let centre = (column: Double(GaofenSample.width) / 2, row: Double(GaofenSample.height) / 2)
    let echo = sample.twin.ground(
      of: [centre], near: MapPoint(x: 120.05 - 3.3 * 0.2, y: 28.99), height: sample.ground)[0]
    let seen = sample.twin.image(echo, height: 300)
    try #require(hypot(seen.column - centre.column, seen.row - centre.row) < 1)
    try #require(sample.middle.x - echo.x > 0.5)
    let there = try CoordinateTransform(from: .wgs84, to: scene.grid.crs).transform([echo])[0]
    let grid = Grid(
      width: 20, height: 20,
      affine: Affine(originX: there.x - 160, originY: there.y + 160, pixel: 16),
      crs: scene.grid.crs)
    #expect(try look(at: scene, of: sample, on: grid).shown == 0)
    #expect(try look(at: scene, of: sample, on: scene.grid).worst < 1.6)
  }

  @Test("says how many metres a wrong height costs")
  func sensitivity() throws {
    let sample = GaofenSample()
    let path = try InputPath(sample.write(to: "a", in: home))
    let facts = try GaofenProduct.facts(ProductCandidate(path))
    // sampNumCoef of H: 0.02 x 1 250 pixels a kilometre, of 15.9 m each.
    let note = try #require(facts.notes.first { $0.hasPrefix("Placed") })
    #expect(note.contains("300 m above the ellipsoid"))
    let number = try #require(note.firstMatch(of: /by up to ([\d.]+) m/)?.output.1)
    #expect(abs((Double(number) ?? 0) - 40) < 1.5)
  }

  // Polynomials of real products, cut to a part of the image: the fields of the real cameras.
  @Test(
    "puts the pixels of real polynomials, on flat ground and on a hill",
    .enabled(if: SharedData.isThere),
    arguments: [
      (RealGaofen.wfv3, "GF1", "WFV3", 16.0, 9_000.0, 3_000.0),
      (RealGaofen.pms1, "GF1", "PMS1", 8.0, 3_900.0, 400.0),
    ])
  func real(
    file: String, satellite: String, camera: String, pixel: Double, column: Double, row: Double
  ) throws {
    let whole = try RationalPolynomialFile.read(InputPath(file + ".rpb"))
    var sample = GaofenSample(
      polynomials: whole.cropped(column: column, row: row), satellite: satellite, camera: camera)
    sample.pixel = pixel
    let table = try home.write(
      """
      gains:
      - {satellite: GF1, camera: PMS1, year: 2017, gain: [1, 1, 1, 1], source: made up}
      irradiance:
      - {satellite: GF1, camera: PMS1, bands: [1900, 1800, 1500, 1100], source: made up}
      """, to: "table.yaml")
    var options = OpeningOptions(meanHeight: 300, calibration: try InputPath(table))
    let scene = try open(sample, options)
    let flat = try look(at: scene, of: sample, on: scene.grid)
    #expect(flat.worst < pixel / 8)
    #expect(flat.inside > 3_000)
    sample.ground = GaofenSample.hill(at: sample.middle)
    options.dem = try sample.writeDEM(to: "dem.tif", in: home)
    let hilly = try open(sample, options)
    let relief = try look(at: hilly, of: sample, on: hilly.grid)
    #expect(relief.worst < pixel / 2)
    #expect(relief.inside > 2_500)
  }
}
