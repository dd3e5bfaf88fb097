import GeoFiles
import RasterGrid
import Scenes
import Spectral

/// The file that a baseline is written to, streamed by the workers.
public struct BaselineFile: Sendable {
  private let raster: StreamedRaster
  private let names: Int

  /// Opens the file beside its place.
  public init(for plan: BaselinePlan, at path: String) throws {
    let formulas = plan.request.settings.formulas
    names = plan.request.names.count
    let bands = plan.request.names.flatMap { name in
      let held = BandRole(name: name)?.rawValue ?? name
      let formula = formulas.catalogue[name]?.formula.source ?? held
      return BaselineFormat.statistics(of: held).map {
        RasterDescription.Band(name: $0.bandName, metadata: [("formula", formula)])
      }
    }
    let description = RasterDescription(
      grid: plan.grid, type: .float32,
      bands: bands + [
        RasterDescription.Band(
          name: BaselineFormat.lastClearName, unit: "days since 1970-01-01")
      ],
      nodata: .nan, metadata: plan.facts.map { ($0.0.rawValue, $0.1) })
    raster = try StreamedRaster(description, to: path)
  }

  /// Takes median, scale and count of a name on a window.
  func write(_ measures: [[Float]], of name: Int, window: PixelWindow) throws {
    for (measure, values) in measures.enumerated() {
      try raster.write(values.span, band: name * measures.count + measure + 1, window: window)
    }
  }

  /// Takes the days of the last clear look on a window.
  func write(lastClear: [Float], window: PixelWindow) throws {
    let measures = BaselineStatistic.Measure.allCases.count
    try raster.write(lastClear.span, band: names * measures + 1, window: window)
  }

  /// Makes the Cloud Optimized GeoTIFF and puts it in its place.
  public func publish(threads: Int) throws {
    // It is read by this program, and soon made anew: fast rather than small.
    try raster.publish(
      CloudOptimizedGeoTIFF.Making(
        overviews: .nearest, compression: .zstd, level: 1, predicts: false, threads: threads))
  }
}
