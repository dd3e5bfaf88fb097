import RasterGrid
import Scenes

/// What was measured on two scenes before they are compared, and what was done about it.
///
/// Each step reads some pixels and changes the request, never the pixels themselves: reasons become
/// one more mask, a shift moves the grids of AFTER, a normalisation changes its calibrations. So the
/// pixels are still resampled once at most, and every decision can be read in the result.
public struct PairPreparation: Sendable {
  /// A sentence for each thing that was measured, for `-v` and for the file's trace.
  public var reasons: [String] = []
  /// Things that the user should know although nothing failed.
  public var warnings: [String] = []
  /// How far the dates lie apart, and what was done about it; nil where it was not measured.
  public var registration: Registration?
  /// The area of the plan's grid in which both dates were found to hold data; nil where nobody looked.
  var area: PixelWindow?
  /// The gains and offsets between the dates, and what was done with them; nil where they were not
  /// measured.
  public var normalisation: Normalisation?

  /// Whether small lasting changes score less than the rule has it.
  var ranksBySize = false

  /// Nothing measured yet.
  public init() {}
}

extension ScanRequest {
  /// The request with everything measured that a comparison needs, in this order: clouds, shadows
  /// of terrain, shift, normalisation. With `--plain` it stays as it is.
  public func prepared(threads: Int) async throws -> ScanRequest {
    guard !options.plain else { return self }
    var request = self
    request = try await request.withCloudsSought(threads: threads)
    request = try request.withTerrainShadows()
    guard !before.isPlaceholder else { return request }  // there are no two dates to compare
    request = try await request.registered(threads: threads)
    request = try await request.normalised(threads: threads)
    request.preparation.ranksBySize = true
    return request
  }
}
