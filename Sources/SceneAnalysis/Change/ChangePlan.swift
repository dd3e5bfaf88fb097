import GeoFiles
import PixelKernels
import RasterGrid
import Scenes
import Spectral

/// Everything a change map has decided before it is made.
public struct ChangePlan: Sendable {
  /// What was asked.
  public var request: ChangeRequest
  /// How the pair is read.
  var analysis: AnalysisPlan
  /// The part of the grid that the map shows.
  var area: PixelWindow
  /// The windows of the map, in order, on the plan's grid.
  var windows: [PixelWindow]
  /// Every so many columns and rows a pixel is taken for the fit; 1 takes all.
  var step: Int
  /// Why it was decided so, one sentence each.
  public var reasons: [String]
  /// Things that the user should know although nothing failed.
  public var warnings: [String] { analysis.warnings }
  /// The grid of the map.
  public var grid: Grid { analysis.reading.grid.cropped(to: area) }

  /// Up to so many pixels are all fitted; of more, a systematic grid of about as many. Correlations of
  /// that many pixels are known to 0.002, which is what the fit settles to.
  private static let mostFitted = 1 << 19

  /// Decides how a request is carried out, or refuses it with the reason.
  public init(_ request: ChangeRequest) throws {
    self.request = request
    let analysis = try AnalysisPlan(request.scan)
    let area = analysis.area
    self.analysis = analysis
    self.area = area
    try WorkLimit.check(
      reading: area.area, of: analysis.reading.grid, subject: request.scan.before.path)
    windows = analysis.reading.grid.tiles(analysis.reading.tileShape())
      .compactMap { $0.intersection(area) }
    var step = 1
    while analysis.pixelCount / (step * step) > Self.mostFitted { step += 1 }
    self.step = step
    reasons = analysis.reasons
    guard request.method.isFitted else { return }
    reasons.append(
      "compared bands: " + request.roles.map(\.rawValue).joined(separator: ", ")
        + (step == 1
          ? "; fitted to all pixels"
          : "; fitted to every \(step)th pixel of every \(step)th row"))
  }
}

extension ChangeMethod {
  /// Whether figures of the pair go into it.
  var isFitted: Bool {
    switch self {
    case .difference, .spectralAngle, .vector(isStandardised: false): false
    default: true
    }
  }
}
