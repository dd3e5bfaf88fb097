import GeoFiles
import RasterGrid

/// A place that some method proposes, on a label's pixels.
public struct SiteProposal: Hashable, Sendable {
  /// How certain the method is; higher is more.
  public var score: Double
  /// The pixels it stands on; none where it lies beside the label.
  public var runs: [PixelRun]

  /// A proposal from its parts; no pixel may come twice.
  public init(score: Double, runs: [PixelRun]) {
    self.score = score
    self.runs = runs
  }

  /// The features of a file (`ScoredPolygonFile`) on the pixels of a grid, in the order of the file.
  ///
  /// A feature stands on the pixels whose centres it holds; one too small to hold any, on those that
  /// its outline runs through. Refuses a feature without a place in the grid's coordinate system.
  public static func read(_ path: InputPath, onto grid: Grid) throws -> [SiteProposal] {
    let file = try ScoredPolygonFile(reading: path)
    let transform = try CoordinateTransform(from: file.crs, to: grid.crs)
    return try file.features.enumerated().map { place, feature in
      do {
        let polygons = try feature.polygons.map { try $0.map { try transform.transform($0) } }
        return SiteProposal(
          score: feature.score, runs: SiteFootprint.runs(of: polygons, on: grid))
      } catch let error as GDALError {
        throw Refusal(
          .badInput,
          "features[\(place)] has no place in the label's \(grid.crs): "
            + error.messages.joined(separator: "; "), subject: path.shown)
      }
    }
  }
}
