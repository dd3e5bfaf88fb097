import GeoFiles
import RasterGrid
import Scenes

/// Layers in, the layer of their medians out.
public enum ReferenceMaking {
  /// The blocks of a layer's file, so that each is decoded once.
  private static let tile = TileShape(width: 512, height: 512)

  /// Writes the reference to `path` with `threads` workers, which never change a byte of it.
  public static func run(_ request: ReferenceRequest, to path: String, threads: Int) async throws {
    let grid = request.layers[0].grid
    let roles = request.roles
    let raster = try StreamedRaster(
      RasterDescription(
        grid: grid, type: .uint16,
        bands: roles.map { role in
          let calibration = request.calibration(of: role)
          return RasterDescription.Band(
            name: role.rawValue, unit: LayerFormat.unit(of: role), scale: calibration.scale,
            offset: calibration.offset)
        } + [RasterDescription.Band(name: LayerFormat.reasonsName)],
        nodata: LayerFormat.nodata,
        metadata: request.origin.metadata(software: Software.signature)), to: path)
    let windows = grid.tiles(tile)
    _ = try await forEachPiece(
      of: WorkDivision(count: windows.count, workers: threads),
      start: { try LookStack(request) },
      generate: { stack, number in
        let window = windows[number]
        try stack.choose(in: window)
        for (band, role) in roles.enumerated() {
          let median = try stack.median(of: role)
          try raster.write(median.span, band: band + 1, window: window)
        }
        let reasons = stack.reasons
        try raster.write(reasons.span, band: roles.count + 1, window: window)
      })
    try raster.publish(
      CloudOptimizedGeoTIFF.Making(
        overviews: .nearest, compression: .zstd, level: 1, threads: threads))
  }
}
