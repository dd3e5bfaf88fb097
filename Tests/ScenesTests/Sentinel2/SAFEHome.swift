import GeoFiles
import RasterGrid
import SceneBuilding
import Scenes
import Spectral

/// A temporary folder in which a test makes Sentinel-2 products and opens them.
struct SAFEHome {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// The scene of a product whose files are changed first.
  func scene(
    _ product: SyntheticSAFE, _ edit: (inout [String: [UInt8]]) -> Void = { _ in }
  ) throws -> Scene {
    try Scene(opening: InputPath(product.write(to: folder, edit)))
  }

  /// What a product is refused with whose files are changed first.
  func refusal(
    _ product: SyntheticSAFE, _ edit: (inout [String: [UInt8]]) -> Void = { _ in }
  ) throws -> Refusal {
    try Self.refusal { _ = try scene(product, edit) }
  }

  static func refusal(_ body: () throws -> Void) throws -> Refusal {
    do {
      try body()
    } catch let refusal as Refusal {
      return refusal
    }
    throw NotRefused()
  }

  struct NotRefused: Error {}

  /// The bits of reasons on the scene's finest grid, row by row.
  static func reasons(_ scene: Scene) throws -> [MaskReasons] {
    let reader = try reader(scene, roles: [.green], on: scene.grid)
    let bits = try reader.reasons(.only)?.numbers ?? []
    return bits.map { MaskReasons(rawValue: UInt16($0)) }
  }

  /// A reader of bands on `grid`, turned to all of it.
  static func reader(_ scene: Scene, roles: [BandRole], on grid: Grid) throws -> TileReader {
    let plan = try ReadPlan(
      roles.map { BandReference(date: .only, role: $0) }, of: [.only: scene], on: grid,
      resampling: .nearest,
      isPlain: false)
    let reader = TileReader(plan)
    reader.move(to: grid.window)
    return reader
  }

  /// The reflectances of a band on `grid`; nil where the band has no data.
  static func reflectances(_ scene: Scene, _ role: BandRole, on grid: Grid) throws -> [Double?] {
    let reader = try reader(scene, roles: [role], on: grid)
    let (samples, calibration) = try reader.band(BandReference(date: .only, role: role))
    return samples.numbers.map { raw in
      raw.isNaN || raw == calibration.nodata
        ? nil : raw * calibration.scale + calibration.offset
    }
  }
}
