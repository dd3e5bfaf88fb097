import GeoFiles
import RasterGrid
import SceneBuilding
import Spectral

@testable import Scenes

/// Layers written by hand, not by `prepare`: what a reader may meet.
struct LayerFiles {
  let home: TemporaryFolder
  var path: String { home.file("layer.tif") }
  static let grid = SyntheticScene.grid(width: 4, height: 2)

  init() throws { home = try TemporaryFolder() }

  /// What a whole layer says of its making.
  static var origin: LayerOrigin {
    var origin = LayerOrigin(
      scene: "sentinel-2a-l2a-20240501-0123456789ab", region: "yongkang", resampling: .cubic)
    origin.sources = ["one", "two"]
    origin.products = ["S2A_MSIL2A_A.SAFE", "S2A_MSIL2A_B.SAFE"]
    (origin.sensor, origin.level) = ("sentinel-2a", "L2A")
    origin.acquired = AcquisitionTime("2024-05-01T02:30:00Z")
    (origin.baseline, origin.tile) = ("05.10", "T50RQT+T51RTN")
    origin.sun = SkyDirection(azimuth: 110.25, elevation: 61.5)
    origin.view = SkyDirection(azimuth: 289, elevation: 84.125)
    origin.masks = "sentinel-2-scl"
    origin.calibrations = ["blue: * 0.0001 + -0.1 (BOA_ADD_OFFSET)"]
    origin.notes = ["joined", "nothing is missing"]
    return origin
  }

  /// The metadata of a whole layer, changed by the test.
  static func metadata(_ change: (inout [String: String]) -> Void = { _ in }) -> [String: String] {
    var metadata = Dictionary(
      uniqueKeysWithValues: origin.metadata(software: "tianyan 9.9"))
    change(&metadata)
    return metadata
  }

  /// Two bands and their reasons, changed by the test.
  static func description(
    _ change: (inout RasterDescription) -> Void = { _ in }
  ) -> RasterDescription {
    var description = RasterDescription(
      grid: grid, type: .uint16,
      bands: [
        .init(name: "green", scale: 0.0001, offset: -0.2),
        .init(name: "lwir11", unit: "K", scale: 0.01, offset: 0), .init(name: "mask_reasons"),
      ], nodata: 0, metadata: metadata().sorted { $0.key < $1.key })
    change(&description)
    return description
  }

  /// Writes a file of that description, filled with `samples` band after band, or with sevens.
  func write(_ description: RasterDescription, _ samples: [[UInt16]] = []) throws {
    let raster = try StreamedRaster(description, to: path)
    let window = description.grid.window
    for band in description.bands.indices {
      let chosen =
        samples.isEmpty ? [UInt16](repeating: 7, count: window.area) : samples[band]
      if description.type == .uint16 {
        try raster.write(chosen.span, band: band + 1, window: window)
      }
    }
    try raster.publish(CloudOptimizedGeoTIFF.Making())
  }

  func scene() throws -> Scene { try Scene(opening: try InputPath(path)) }
}
