import RasterGrid

/// A raster larger than memory: workers write its windows in any order into a file of plain numbers,
/// and once it is whole it is published as a Cloud Optimized GeoTIFF.
public final class StreamedRaster: Sendable {
  /// The numbers, as long as they are not published.
  public let numbers: PlainRaster
  private let description: RasterDescription
  private let output: OutputFile

  /// Opens the file of plain numbers beside the place of the result.
  public init(_ description: RasterDescription, to path: String) throws {
    _ = GDALRuntime.started
    self.description = description
    output = try OutputFile(path)
    guard !output.isStraight else {
      throw Refusal(
        .cannotWrite, "is no regular file, which a GeoTIFF needs", subject: path,
        advice: "name a file")
    }
    numbers = try PlainRaster(
      PlainRaster.Layout(
        width: description.grid.width, height: description.grid.height,
        bands: description.bands.count, type: description.type),
      at: output.temporaryPath + ".raw", subject: output.path)
  }

  /// Writes the samples of a window of a band (the first is 1); they are of the description's type.
  public func write<Sample: BitwiseCopyable>(
    _ samples: Span<Sample>, band: Int, window: PixelWindow
  ) throws {
    try numbers.write(samples, band: band, window: window)
  }

  /// Room beside the result for numbers that it is made from; `name` tells several apart.
  public func scratch(_ name: String, _ layout: PlainRaster.Layout) throws -> PlainRaster {
    try PlainRaster(layout, at: "\(output.temporaryPath).\(name).raw", subject: output.path)
  }

  /// Makes the Cloud Optimized GeoTIFF of what was written and puts it in its place; `metadata` is what
  /// is known only now.
  public func publish(
    _ making: CloudOptimizedGeoTIFF.Making, adding metadata: [(String, String)] = []
  ) throws {
    try numbers.complete()
    var description = description
    description.metadata += metadata
    let pyramid = try OverviewPyramid(
      of: numbers, by: making.overviews, nodata: description.nodata
    ) { level, layout in try scratch("overview\(level)", layout) }
    try CloudOptimizedGeoTIFF.publish(output, making) { () throws(GDALError) in
      let dataset = try RawDataset(numbers, overviews: pyramid.levels).opened(for: output.path)
      try dataset.describe(description, output.path)
      return dataset
    }
  }
}
