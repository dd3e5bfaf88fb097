import GeoFiles
import RasterGrid
import SceneBuilding
import Scenes
import Sites
import Testing

@testable import SceneAnalysis

@Suite("Layers of the simulated pair")
struct LayerScanTests {
  private let scenery: LayerScenery
  private let scenes: [Scene]
  init() throws {
    scenery = try LayerScenery()
    scenes = try ["2024-09-14", "2025-04-12"].map {
      try Scene(opening: InputPath(Project.file("scenes/yongkang/simulated/\($0)")))
    }
  }

  /// A region inside the pair, on a grid of the test's choice.
  private func region(_ grid: String) throws -> Region {
    try scenery.scenery.region(
      "county", around: [(17, 21), (390, 33), (371, 383), (28, 360)], of: scenes[0].grid,
      more: grid)
  }

  private func candidates(_ pair: [Scene], _ region: Region) async throws -> [Candidate] {
    let plan = try AnalysisPlan(
      ScanRequest(before: pair[0], after: pair[1], region: region, rules: try RuleSet.builtIn()))
    return try await PairScan.run(plan, threads: 2).candidates
  }

  private func layers(_ region: Region) async throws -> [Scene] {
    var layers: [Scene] = []
    for (i, scene) in scenes.enumerated() {
      let made = try await scenery.layer(
        "layer\(i).tif", LayerRequest(scenes: [scene], region: region), threads: 2)
      layers.append(try Scene(opening: try InputPath(made.path)))
    }
    return layers
  }

  @Test(
    "scanned, give the very candidates of the scenes where those lie on the region's grid",
    arguments: ["grid: {crs: \"EPSG:32651\", pixel: 10}", ""])
  func sameGrid(grid: String) async throws {
    let region = try region(grid)
    let layers = try await layers(region)
    let own = try await candidates(scenes, region)
    let found = try await candidates(layers, region)
    #expect(own.count > 20)
    // An id is a hash of region, kind, scenes and outline. Bands of 20 m are interpolated before they
    // are stored in steps of 0.0001, which moves a pixel across a threshold here and there.
    #expect(found.map(\.rule.kind) == own.map(\.rule.kind))
    #expect(zip(found, own).count { $0.id == $1.id } >= own.count * 95 / 100)
    #expect(zip(found, own).allSatisfy { abs($0.score - $1.score) < 0.01 })
    #expect(zip(found, own).allSatisfy { abs($0.evidence.pixels - $1.evidence.pixels) <= 1 })
    #expect(layers.map(\.id) == scenes.map(\.id))
  }

  @Test("warped once beforehand, give what the scenes give when they are warped to be scanned")
  func otherGrid() async throws {
    let region = try region("grid: {crs: \"EPSG:4549\", pixel: 10}")
    let layers = try await layers(region)
    var request = ScanRequest(
      before: scenes[0], after: scenes[1], region: region, rules: try RuleSet.builtIn())
    request.grid = try region.ownGrid()
    let own = try await PairScan.run(try AnalysisPlan(request), threads: 2).candidates
    let found = try await candidates(layers, region)
    // A rounding of values to 0.00005 moves a pixel across a threshold here and there.
    let grid = try #require(try region.ownGrid())
    try expectTwins(of: own, in: found, on: grid, scoresWithin: 0.02)
  }

  /// Expects for each sure candidate one of its kind in the other list, within a pixel.
  private func expectTwins(
    of some: [Candidate], in others: [Candidate], on grid: Grid, scoresWithin tolerance: Double
  ) throws {
    let sure = some.filter { $0.score >= 0.5 }
    #expect(sure.count >= 6)
    for candidate in sure {
      let place = try candidate.centroid(on: grid)
      let twin = try others.first { other in
        let there = try other.centroid(on: grid)
        return other.rule.kind == candidate.rule.kind
          && max(abs(there.x - place.x), abs(there.y - place.y)) < 1
      }
      #expect(twin != nil, "\(candidate.rule.kind) \(candidate.score) at \(place)")
      #expect(abs((twin?.score ?? 0) - candidate.score) < tolerance)
    }
  }

  /// The whole as a product of zone 50 in the west, resampled by cubic convolution, and of zone 51 in
  /// the east, as it is; they overlap by some hundred metres.
  private func cut(_ scene: Scene) throws -> [Scene] {
    let whole = scene.grid
    let transform = try CoordinateTransform(from: whole.crs, to: CoordinateSystem("EPSG:32650"))
    let corner = try transform.transform([whole.affine.map(column: 0, row: 0)])[0]
    let west = Grid(
      width: 210, height: 420,
      affine: Affine(
        originX: (corner.x / 20).rounded() * 20 - 60, originY: (corner.y / 20).rounded() * 20 + 60,
        pixel: 10), crs: CoordinateSystem("EPSG:32650"))
    let east = whole.cropped(to: PixelWindow(column: 180, row: 0, width: 220, height: 400))
    return try [("west", west), ("east", east)].map { name, grid in
      let name = "\(name)-\(scene.acquired?.compactDate ?? "")"
      let folder = try scenery.home.folder(name)
      var lines = "sensor: sentinel-2\nlevel: L2A\nacquired: \(scene.acquired?.text ?? "")\n"
      lines += "quantity: reflectance\nscale: 0.0001\noffset: -0.1\nnodata: 0\nbands:\n"
      for (role, source) in scene.bands.sorted(by: { $0.key < $1.key }) {
        try write(source, .cubic, on: grid, to: "\(folder)/\(role).tif")
        lines += "  \(role): \(role).tif\n"
      }
      let mask = try #require(scene.masks.first?.band)
      try write(mask, .nearest, on: grid, to: "\(folder)/SCL.tif")
      lines += "mask: {file: SCL.tif, coding: sentinel-2-scl}\n"
      try scenery.home.write(lines, to: "\(name)/scene.yaml")
      return try Scene(opening: try InputPath(folder))
    }
  }

  private func write(
    _ source: BandSource, _ resampling: Resampling, on grid: Grid, to path: String
  ) throws {
    let band = try WarpedBand(
      RasterFile(opening: source.file), band: source.band, from: source.grid,
      to: WarpedBand.Target(grid: grid, resampling: resampling, nodata: 0, type: .float32))
    let plane = SamplePlane()
    try band.read(window: grid.window, fill: 0, into: plane)
    let samples = plane.samples(as: Float.self).map { UInt16(max(0, $0.rounded())) }
    try CloudOptimizedGeoTIFF.write(
      RasterImage(
        grid: grid, bands: [.init(name: "", samples: .uint16(samples))], nodata: 0, metadata: []),
      to: path)
  }

  @Test("cut into a product of zone 50 and one of zone 51 give the candidates of the whole")
  func cutAtTheZoneLine() async throws {
    let region = try region("grid: {crs: \"EPSG:4549\", pixel: 10}")
    let own = try await candidates(try await layers(region), region)
    var joined: [Scene] = []
    for (i, scene) in scenes.enumerated() {
      let made = try await scenery.layer(
        "joined\(i).tif", LayerRequest(scenes: try cut(scene), region: region), threads: 2)
      joined.append(try Scene(opening: try InputPath(made.path)))
      #expect(made.summary.measured == made.summary.considered)
    }
    let found = try await candidates(joined, region)
    let grid = try #require(try region.ownGrid())
    try expectTwins(of: own, in: found, on: grid, scoresWithin: 0.05)
    try expectTwins(of: found, in: own, on: grid, scoresWithin: 0.05)
  }
}
