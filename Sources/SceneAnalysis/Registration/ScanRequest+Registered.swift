import GeoFiles
import RasterGrid
import Scenes
import Spectral

extension ScanRequest {
  /// The request with the shift between its scenes measured, and AFTER laid onto BEFORE where that is
  /// worth it. The grid is chosen before, so that BEFORE is still read as it is.
  func registered(threads: Int) async throws -> ScanRequest {
    let plan = try AnalysisPlan(self)
    let (registration, area) = try await RegistrationMeter.measure(plan, threads: threads)
    var request = self
    request.preparation.registration = registration
    request.preparation.area = area
    request.preparation.reasons.append(registration.sentence)
    if let move = registration.move {
      request.grid = plan.reading.grid
      request.after = try after.moved(
        columns: move.columns, rows: move.rows, of: plan.reading.grid)
    }
    if let warning = registration.warning { request.preparation.warnings.append(warning) }
    return request
  }
}

extension ReadPlan {
  /// Interpolates what has to be resampled by cubics, on both dates alike: AFTER was moved by a part of
  /// a pixel, and what blurs one date more than the other shows as change along every edge.
  mutating func sharpen() {
    for reference in bands.keys { bands[reference]?.resampling = .cubic }
  }
}

extension Registration {
  /// What was measured and done, for `-v`.
  var sentence: String {
    let measured =
      "AFTER lies \(columns.hundredths) columns and \(rows.hundredths) rows from BEFORE "
      + "(\(band?.rawValue ?? "no band"), \(blocksUsed) of \(blocksTotal) blocks, "
      + "spread \(spread.hundredths))"
    switch decision {
    case .leftAlone: return "\(measured): left alone, \(reason)"
    case .moved:
      return "\(measured): \(reason)\(isResampling ? ", resampled" : ", by whole pixels")"
    case .tooFar: return "\(measured): not moved, \(reason)"
    case .unmeasured: return "the shift between the dates is not known: \(reason)"
    }
  }

  /// What the user should know of it; nil where all is well.
  var warning: String? {
    switch decision {
    case .leftAlone, .moved: nil
    case .tooFar:
      "the dates lie \(length.hundredths) pixels apart: all scores are lowered; "
        + "check the georeferencing of both"
    case .unmeasured:
      "the shift between the dates is not known, all scores are lowered: \(reason)"
    }
  }
}

extension Double {
  /// The number to two decimals, for messages.
  var hundredths: String { "\((self * 100).rounded() / 100 + 0)" }
}
