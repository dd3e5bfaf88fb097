import GeoFiles
import RasterGrid
import SceneBuilding
import Scenes
import Spectral

@testable import SceneAnalysis

/// Products whose pixels are functions of the place, so that any of them shows the same ground, and
/// the layers made of them.
struct LayerScenery {
  let scenery: Scenery
  var home: TemporaryFolder { scenery.home }

  init() throws { scenery = try Scenery() }

  /// What the ground looks like at a place of EPSG:4549.
  struct Ground: Sendable {
    /// Reflectance by role; NaN where nothing is measured.
    var bands: [BandRole: @Sendable (MapPoint) -> Double]
    /// Sen2Cor's class; nil leaves the product without a mask.
    var classes: (@Sendable (MapPoint) -> UInt16)?
  }

  /// A gentle slope of reflectance, 0.002 a pixel, different in every band.
  static let slope = Ground(bands: [
    .green: { 0.3 + ($0.x - middle.x) * 0.0002 + ($0.y - middle.y) * 0.0001 },
    .swir16: { 0.4 - ($0.x - middle.x) * 0.0001 + ($0.y - middle.y) * 0.0002 },
  ])

  static let regional = CoordinateSystem("EPSG:4549")
  /// A place of EPSG:4549 on its central meridian, 120 E, where the UTM zones meet.
  static let middle = MapPoint(x: 500_000, y: 3_200_000)

  /// A grid of a UTM zone, of 10 m pixels on even multiples of 20 m, whose middle lies `east` and
  /// `north` metres from `middle`.
  static func grid(zone: Int, width: Int, height: Int, east: Double = 0, north: Double = 0)
    throws -> Grid
  {
    let crs = CoordinateSystem("EPSG:326\(zone)")
    let transform = try CoordinateTransform(from: regional, to: crs)
    let centre = try transform.transform([MapPoint(x: middle.x + east, y: middle.y + north)])[0]
    let left = ((centre.x - Double(width) * 5) / 20).rounded() * 20
    let top = ((centre.y + Double(height) * 5) / 20).rounded() * 20
    return Grid(
      width: width, height: height, affine: Affine(originX: left, originY: top, pixel: 10), crs: crs
    )
  }

  /// Writes a product of `ground` on a grid and opens it. Samples are reflectances in ten-thousandths
  /// plus 2500, which a layer does not take as they are.
  func product(
    _ name: String, _ ground: Ground, on grid: Grid,
    adjust: (inout SyntheticScene) -> Void = { _ in }
  ) throws -> Scene {
    let transform = try CoordinateTransform(from: grid.crs, to: Self.regional)
    let places = try transform.transform(
      (0..<grid.height).flatMap { row in
        (0..<grid.width).map {
          grid.affine.map(column: Double($0) + 0.5, row: Double(row) + 0.5)
        }
      })
    var scene = SyntheticScene(
      grid: grid,
      bands: ground.bands.sorted { $0.key < $1.key }.map { role, value in
        .init(role.rawValue) { column, row in
          let reflectance = value(places[row * grid.width + column])
          return reflectance.isNaN ? 0 : UInt16((reflectance * 10_000 + 2500).rounded())
        }
      })
    scene.description = """
      sensor: sentinel-2
      level: L2A
      acquired: 2024-05-01T02:30:00Z
      quantity: reflectance
      scale: 0.0001
      offset: -0.25
      nodata: 0
      """
    scene.classes = ground.classes.map { classes in
      .init("SCL") { column, row in classes(places[row * grid.width + column]) }
    }
    adjust(&scene)
    // The margin round clouds is wider than these scenes.
    var options = OpeningOptions()
    options.cloudMargin = 0
    return try Scene(opening: InputPath(try scene.write(to: name, in: home)), options: options)
  }

  /// A rectangle `width` x `height` metres round `middle`, with a grid of EPSG:4549 unless told.
  func region(
    _ name: String = "county", width: Double, height: Double,
    grid: String = "grid: {crs: \"EPSG:4549\", pixel: 10}"
  ) throws -> Region {
    let frame = Grid(
      width: 1, height: 1,
      affine: Affine(
        originX: Self.middle.x - width / 2, originY: Self.middle.y + height / 2, pixel: 1),
      crs: Self.regional)
    return try scenery.region(
      name, around: [(0, 0), (width, 0), (width, height), (0, height)], of: frame, more: grid)
  }

  /// Makes a layer and gives its path and summary.
  @discardableResult
  func layer(_ name: String, _ request: LayerRequest, threads: Int = 1) async throws -> (
    path: String, summary: LayerMaking.Summary
  ) {
    let plan = try LayerPlan(request)
    let path = home.file(name)
    let file = try LayerFile(for: plan, at: path)
    let summary = try await LayerMaking.run(plan, into: file, threads: threads)
    try file.publish(threads: threads)
    return (path, summary)
  }

  /// The stored numbers of a band of a layer; nil means the reasons.
  func stored(_ path: String, _ role: BandRole?) throws -> (grid: Grid, numbers: [Double]) {
    let scene = try Scene(opening: try InputPath(path))
    let info = try RasterFile(opening: try InputPath(path)).info()
    let plane = SamplePlane()
    try RasterFile(opening: try InputPath(path)).read(
      band: role.flatMap { scene.bands[$0]?.band } ?? info.bands.count, window: scene.grid.window,
      as: .uint16, into: plane)
    return (scene.grid, plane.numbers)
  }
}
