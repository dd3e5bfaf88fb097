import GeoFiles
import RasterGrid
import Scenes

/// The file that a layer is written to, and room beside it for what each of several products
/// contributes.
public struct LayerFile: Sendable {
  private let plan: LayerPlan
  private let raster: StreamedRaster
  /// The numbers of each product on its own window; of a single product they are the layer's.
  private let shares: [PlainRaster]

  /// The number of the band of reasons; the first band is 1.
  var reasonsBand: Int { plan.roles.count + 1 }
  /// Whether the bands stand in the file as soon as the only product's are read.
  var isShared: Bool { shares.isEmpty }

  /// Opens the file beside its place.
  public init(for plan: LayerPlan, at path: String) throws {
    self.plan = plan
    let description = RasterDescription(
      grid: plan.grid, type: .uint16,
      bands: plan.roles.map { role in
        let calibration = plan.calibration(of: role)
        return RasterDescription.Band(
          name: role.rawValue, unit: LayerFormat.unit(of: role), scale: calibration.scale,
          offset: calibration.offset)
      } + [
        RasterDescription.Band(
          name: LayerFormat.reasonsName,
          metadata: MaskReasons.names.map { ("bit_\($0.0.rawValue)", $0.1) })
      ],
      nodata: LayerFormat.nodata,
      metadata: plan.origin.metadata(software: Software.signature))
    raster = try StreamedRaster(description, to: path)
    let raster = raster
    shares =
      plan.parts.count == 1
      ? []
      : try plan.parts.enumerated().map { number, part in
        try raster.scratch(
          "part\(number)",
          PlainRaster.Layout(
            width: part.window.width, height: part.window.height, bands: plan.roles.count + 1,
            type: .uint16))
      }
  }

  /// Takes what a product contributes to a window of the layer's grid.
  func write(_ stored: [UInt16], part: Int, band: Int, window: PixelWindow) throws {
    let place = place(of: window, part)
    try place.raster.write(stored.span, band: band, window: place.window)
  }

  /// Gives back what a product contributes.
  func read(part: Int, band: Int, window: PixelWindow, into stored: inout [UInt16]) throws {
    let place = place(of: window, part)
    var span = stored.mutableSpan
    try place.raster.read(band: band, window: place.window, into: &span)
  }

  private func place(of window: PixelWindow, _ part: Int) -> (
    raster: PlainRaster, window: PixelWindow
  ) {
    guard !isShared else { return (raster.numbers, window) }
    let corner = plan.parts[part].window
    return (shares[part], window.offset(columns: -corner.column, rows: -corner.row))
  }

  /// Takes what a band of the layer shows on a window.
  func write(_ stored: [UInt16], band: Int, window: PixelWindow) throws {
    try raster.write(stored.span, band: band, window: window)
  }

  /// Makes the Cloud Optimized GeoTIFF and puts it in its place.
  public func publish(threads: Int) throws {
    // Overviews by nearest neighbour: bits of reasons have no mean. The layer of a county takes ZSTD 1
    // 3 s to write and 243 MB, DEFLATE 1 7 s and 248 MB, DEFLATE 6 10 s and 253 MB (GDAL 3.6).
    try raster.publish(
      CloudOptimizedGeoTIFF.Making(
        overviews: .nearest, compression: .zstd, level: 1, threads: threads))
  }
}
