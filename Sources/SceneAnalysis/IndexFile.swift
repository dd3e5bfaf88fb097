import GeoFiles
import RasterGrid
import Scenes

/// The file that an index map is written to: one band a layer, streamed by the workers.
public struct IndexFile: Sendable {
  /// How values are stored.
  public enum Storage: Sendable {
    /// As they are, 32-bit floating point with NaN for "no data".
    case float
    /// As 16-bit steps with scale and offset: a quarter of the size, and what a step cannot hold is
    /// no data rather than another value.
    case scaled
  }

  private let plan: IndexPlan
  private let storage: Storage
  private let raster: StreamedRaster

  /// "No data" among 16-bit steps.
  private static let missingStep = Int16.min
  /// The finest step that still holds the range of an index is used; a quantity without a range, such
  /// as a concentration, goes into the thousands.
  private static let steps = [1e-4, 1e-3, 1e-2, coarseStep]
  private static let coarseStep = 0.1

  /// Opens the file beside its place.
  public init(for plan: IndexPlan, storage: Storage, at path: String) throws {
    self.plan = plan
    self.storage = storage
    let scene = plan.request.scene
    let inputs = plan.program.inputs.compactMap { input in
      scene.bands[input.role].map { "\(input.role.rawValue): \($0.fileAndCalibration)" }
    }
    let description = RasterDescription(
      grid: plan.reading.grid, type: storage == .float ? .float32 : .int16,
      bands: plan.request.layers.map { Self.band($0, storage) },
      nodata: storage == .float ? .nan : Double(Self.missingStep),
      metadata: [
        ("TIANYAN_SOFTWARE", Software.signature), ("TIANYAN_SCENE", scene.id),
        ("TIANYAN_ACQUIRED", scene.acquired?.text ?? ""),
        ("TIANYAN_INPUTS", inputs.joined(separator: "; ")),
        ("TIANYAN_MASK", plan.reading.masks.isEmpty ? "none" : scene.maskNames),
        ("TIANYAN_RESAMPLING", plan.request.resampling.rawValue),
        ("TIANYAN_CATALOGUE", plan.request.formulas.source ?? "built-in"),
        ("TIANYAN_SET", plan.request.formulas.assignments.joined(separator: "; ")),
      ])
    raster = try StreamedRaster(description, to: path)
  }

  private static func band(_ layer: IndexRequest.Layer, _ storage: Storage)
    -> RasterDescription.Band
  {
    let definition = layer.definition
    return RasterDescription.Band(
      name: layer.name, unit: definition?.unit ?? "",
      scale: storage == .float ? 1 : step(of: layer),
      metadata: [
        ("formula", layer.formula.source), ("long_name", definition?.longName ?? layer.name),
        ("source", definition?.source ?? ""),
        ("glint_correction", layer.glint?.rawValue ?? "none"),
      ])
  }

  private static func step(of layer: IndexRequest.Layer) -> Double {
    guard let range = layer.definition?.range else {
      return layer.definition?.unit == nil ? steps[0] : coarseStep
    }
    let farthest = max(abs(range.lowerBound), abs(range.upperBound))
    return steps.first { farthest <= $0 * Double(Int16.max) } ?? coarseStep
  }

  /// Takes the values of a tile of a layer.
  public func write(_ values: [Float], layer: Int, window: PixelWindow) throws {
    guard storage == .scaled else {
      return try raster.write(values.span, band: layer + 1, window: window)
    }
    let step = Float(Self.step(of: plan.request.layers[layer]))
    let steps = values.map { Int16(exactly: ($0 / step).rounded()) ?? Self.missingStep }
    try raster.write(steps.span, band: layer + 1, window: window)
  }

  /// Makes the Cloud Optimized GeoTIFF and puts it in its place.
  public func publish(threads: Int) throws {
    // Level 6 is zlib's own balance; higher ones take twice as long for a few percent.
    try raster.publish(
      CloudOptimizedGeoTIFF.Making(overviews: .average, level: 6, threads: threads))
  }
}

extension BandSource {
  /// The file's own name, the band in it and its calibration.
  fileprivate var fileAndCalibration: String {
    let name = file.shown.split(separator: "/").last ?? ""
    let linear = "\(name) band \(band) * \(calibration.scale) + \(calibration.offset)"
    guard let planck = calibration.planck else { return linear }
    return linear + " = L, \(planck.k2) / ln(\(planck.k1) / L + 1)"
  }
}
