import GeoFiles
import RasterGrid
import Scenes

/// The files that a change map is written to.
public struct ChangeFile: Sendable {
  private let raster: StreamedRaster

  /// Opens the file of the map's layers beside its place.
  public init(for plan: ChangePlan, at path: String) throws {
    raster = try StreamedRaster(
      RasterDescription(
        grid: plan.grid, type: .float32,
        bands: plan.request.method.layers.map {
          RasterDescription.Band(name: $0.name, unit: $0.unit)
        },
        nodata: .nan, metadata: plan.origin), to: path)
  }

  /// Takes a layer of a tile.
  public func write(_ values: [Float], layer: Int, window: PixelWindow) throws {
    try raster.write(values.span, band: layer + 1, window: window)
  }

  /// Makes the Cloud Optimized GeoTIFF and puts it in its place.
  public func publish(_ result: ChangeResult, of plan: ChangePlan, threads: Int) throws {
    // Sizes of noise do not become smaller by harder trying: DEFLATE 6 takes ten times as long as
    // ZSTD 1 for the same size, and what neighbours differ by is as large as they are.
    try raster.publish(
      CloudOptimizedGeoTIFF.Making(
        overviews: .average, compression: .zstd, level: 1, predicts: false,
        threads: threads),
      adding: result.outcome(of: plan))
  }

  /// What the labels stand for. What did not change is not shown, so that the mask can lie on a picture.
  public static let classes = [
    RasterClass(0, "not changed", colour: 0xFFFFFF, alpha: 0),
    RasterClass(1, "changed", colour: 0xD55E00),
    RasterClass(255, "not observed", colour: 0x808080),
  ]

  /// Writes labels: 0 not changed, 1 changed, 255 not observed.
  public static func write(
    _ result: ChangeResult, of plan: ChangePlan, to path: String, threads: Int
  ) throws {
    try CloudOptimizedGeoTIFF.write(
      RasterImage(
        grid: plan.grid,
        bands: [.init(name: "change", samples: .uint8(result.labels), classes: classes)],
        nodata: 255, metadata: plan.origin + result.outcome(of: plan)),
      to: path,
      making: CloudOptimizedGeoTIFF.Making(
        overviews: .nearest, compression: .deflate, level: 6, threads: threads))
  }
}

extension ChangePlan {
  /// What a map is made of, for its metadata.
  fileprivate var origin: [(String, String)] {
    let scan = request.scan
    let bands =
      request.roles.isEmpty
      ? "of the expression" : request.roles.map(\.rawValue).joined(separator: ",")
    return [
      ("TIANYAN_SOFTWARE", Software.signature),
      ("TIANYAN_BEFORE", scan.before.id), ("TIANYAN_AFTER", scan.after.id),
      ("TIANYAN_BEFORE_TIME", scan.before.acquired?.text ?? ""),
      ("TIANYAN_AFTER_TIME", scan.after.acquired?.text ?? ""),
      ("TIANYAN_METHOD", request.method.signature), ("TIANYAN_BANDS", bands),
      ("TIANYAN_MASK", analysis.reading.masks.isEmpty ? "none" : scan.maskNames),
      ("TIANYAN_PREPARATION", scan.preparation.reasons.joined(separator: "; ")),
    ]
  }
}

extension ScanRequest {
  /// The names of both dates' masks.
  fileprivate var maskNames: String {
    "before \(before.maskNames.isEmpty ? "none" : before.maskNames), "
      + "after \(after.maskNames.isEmpty ? "none" : after.maskNames)"
  }
}

extension ChangeResult {
  /// What came out, for the metadata of the files.
  fileprivate func outcome(of plan: ChangePlan) -> [(String, String)] {
    let summary = ChangeSummary(self, of: plan)
    return summary.lines.map {
      ("TIANYAN_" + $0.name.uppercased().replacing(" ", with: "_"), $0.text)
    }
  }
}
