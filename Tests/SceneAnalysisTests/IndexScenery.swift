import GeoFiles
import RasterGrid
import SceneBuilding
import Scenes
import SeededRandomness
import Spectral
import Synchronization

@testable import SceneAnalysis

/// Scenes of exact values, one 32-bit float a pixel and band, and what is needed to map indices of
/// them.
struct IndexScenery {
  let home: TemporaryFolder

  init() throws { home = try TemporaryFolder() }

  /// A band and its values row by row.
  typealias Band = (role: BandRole, values: [Float])

  /// What a scene may have besides its bands.
  struct Extras {
    var sensor = "sentinel-2a"
    /// Sen2Cor's classes row by row; nil leaves the scene without a mask.
    var classes: [UInt8]?
  }

  /// A scene on a grid near Yongkang.
  func scene(
    _ bands: [Band], width: Int, height: Int, _ extras: Extras = Extras()
  ) throws -> Scene {
    let grid = SyntheticScene.grid(width: width, height: height)
    let folder = try home.folder("scene")
    try CloudOptimizedGeoTIFF.write(
      RasterImage(
        grid: grid,
        bands: bands.map { .init(name: $0.role.rawValue, samples: .float32($0.values)) },
        nodata: nil, metadata: []),
      to: folder + "/stack.tif")
    var lines = """
      sensor: \(extras.sensor)
      level: L2A
      acquired: 2024-05-01T02:30:00Z
      quantity: reflectance
      bands:

      """
    for (i, band) in bands.enumerated() {
      lines += "  \(band.role.rawValue): {file: stack.tif, band: \(i + 1)}\n"
    }
    if let classes = extras.classes {
      try CloudOptimizedGeoTIFF.write(
        RasterImage(
          grid: grid, bands: [.init(name: "SCL", samples: .uint8(classes))], nodata: nil,
          metadata: []),
        to: folder + "/SCL.tif")
      lines += "mask: {file: SCL.tif, coding: sentinel-2-scl}\n"
    }
    try home.write(lines, to: "scene/scene.yaml")
    return try Scene(opening: try InputPath(folder))
  }

  /// A scene of 40 x 24 pixels of values without a pattern, some of them unknown.
  func scene(of roles: [BandRole] = [.green, .red, .nir, .swir16]) throws -> Scene {
    var generator = SplitMix(state: 24)
    let bands: [Band] = roles.map { role in
      (
        role,
        (0..<(40 * 24)).map { _ in
          Int.random(in: 0..<30, using: &generator) == 0
            ? .nan : .random(in: 0.01...0.6, using: &generator)
        }
      )
    }
    return try scene(bands, width: 40, height: 24)
  }

  /// A layer by the name of an index, else by an expression.
  static func layer(_ text: String, glint: BandRole? = nil) throws -> IndexRequest.Layer {
    if let definition = IndexCatalogue.builtIn[text] {
      return IndexRequest.Layer(definition, glint: glint)
    }
    return IndexRequest.Layer(try Expression(parsing: text), glint: glint)
  }

  /// A plan for indices and expressions over a scene.
  static func plan(_ layers: String..., of scene: Scene, region: Region? = nil, plain: Bool = false)
    throws -> IndexPlan
  {
    try IndexPlan(
      IndexRequest(
        scene: scene, layers: try layers.map { try layer($0) }, region: region, plain: plain,
        resampling: .nearest))
  }
}

/// A whole map, gathered in memory.
struct GatheredMap {
  /// Layer by layer, row by row.
  var layers: [[Float]]
  var summaries: [IndexMap.Summary]

  /// What no index gives: a pixel that nobody wrote.
  static let unwritten: Float = -12_345

  /// Carries out a plan.
  init(_ plan: IndexPlan, threads: Int = 1) async throws {
    let grid = plan.reading.grid
    let empty = [Float](repeating: Self.unwritten, count: grid.window.area)
    let gathered = Mutex(Array(repeating: empty, count: plan.request.layers.count))
    summaries = try await IndexMap.run(plan, threads: threads) { values, layer, window in
      gathered.withLock { map in
        for (i, value) in values.enumerated() {
          let row = window.row + i / window.width
          map[layer][row * grid.width + window.column + i % window.width] = value
        }
      }
    }
    layers = gathered.withLock { $0 }
  }

  /// The values bit by bit, so that NaN equals itself.
  var bits: [[UInt32]] { layers.map { $0.map(\.bitPattern) } }

  /// Where a layer has no value.
  func holes(_ layer: Int = 0) -> [Int] {
    layers[layer].indices.filter { layers[layer][$0].isNaN }
  }
}
