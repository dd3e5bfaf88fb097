import PixelKernels
import Scenes
import Spectral

/// The gains and offsets that bring AFTER onto BEFORE where nothing changed, and what was done with
/// them.
public struct Normalisation: Hashable, Sendable {
  /// One band's line: `before = gain * after + offset`.
  public struct Band: Hashable, Sendable {
    /// The band.
    public var role: BandRole
    /// Its line, with Pearson's r on unchanged pixels that were held out.
    public var line: NoChangeRegression.Line
  }

  /// What was done.
  public enum Decision: String, Hashable, Sendable {
    /// AFTER is read through the lines.
    case applied
    /// The dates agree well enough as they are.
    case notNeeded = "not-needed"
    /// Both are surface reflectance of one level: the lines are told and not used.
    case reported
    /// The lines cannot be trusted.
    case refused
  }

  /// The bands that the rules read on both dates; empty where no line could be fitted.
  public var bands: [Band] = []
  /// Pixels taken for unchanged.
  public var unchanged = 0
  /// Pixels looked at.
  public var samples: Int
  /// What was done.
  public var decision = Decision.refused
  /// Why, as a clause.
  public var reason = ""

  /// Decides on what samples of the two dates say; `before` and `after` hold a list a role.
  init(
    _ samples: PairSamples, of scenes: (before: Scene, after: Scene),
    limits: NormalisationLimits = .standard
  ) {
    self.samples = samples.count
    guard !samples.roles.isEmpty else {
      reason = "the rules read no band on both dates"
      return
    }
    guard samples.count >= limits.leastPixels else {
      reason = "only \(samples.count) clear pixels of both dates could be sampled"
      return
    }
    guard let fit = NoChangeRegression(before: samples.before, after: samples.after) else {
      reason = "a band is flat, or its dates do not rise together"
      return
    }
    unchanged = fit.unchanged.count
    bands = zip(samples.roles, fit.lines).map { Band(role: $0, line: $1) }
    (decision, reason) = decide(samples.share(fit.unchanged, limits), scenes, limits)
  }

  private func decide(
    _ windows: Double, _ scenes: (before: Scene, after: Scene), _ limits: NormalisationLimits
  ) -> (Decision, String) {
    guard unchanged >= limits.leastPixels else {
      return (.refused, "only \(unchanged) pixels did not change")
    }
    guard windows >= limits.leastWindows else {
      return (
        .refused, "unchanged pixels lie in \((windows * 100).rounded()) % of the windows only"
      )
    }
    if let worst = bands.min(by: { $0.line.correlation < $1.line.correlation }),
      worst.line.correlation < limits.leastCorrelation
    {
      return (.refused, "r \(worst.line.correlation.thousandths) in \(worst.role)")
    }
    let (before, after) = scenes
    let isOneLevel =
      before.level == after.level && before.quantity == .reflectance
      && after.quantity == .reflectance
    if isOneLevel, bands.allSatisfy({ $0.isSmall(limits) }) {
      return (.notNeeded, "both dates agree within \(limits.smallGain * 100) %")
    }
    if isOneLevel, after.isSurfaceReflectance {
      return (.reported, "both are surface reflectance, so what differs may be the season")
    }
    return (.applied, isOneLevel ? "the dates differ where nothing changed" : "levels differ")
  }

  /// The scene read through the lines: no pixel is touched, only what its samples mean.
  func applied(to scene: Scene) -> Scene {
    guard decision == .applied else { return scene }
    var scene = scene
    for band in bands {
      guard var source = scene.bands[band.role] else { continue }
      source.calibration.scale *= band.line.gain
      source.calibration.offset =
        band.line.gain * source.calibration.offset + band.line.offset
      source.calibrationReason += source.calibrationReason.isEmpty ? "" : "; "
      source.calibrationReason += "normalised to BEFORE: \(band.text)"
      scene.bands[band.role] = source
    }
    return scene
  }

  /// What was measured and done, for `-v`.
  var sentence: String {
    let lines = bands.map { "\($0.role) \($0.text)" }.joined(separator: ", ")
    let measured = bands.isEmpty ? "" : " (\(unchanged) of \(samples) pixels unchanged: \(lines))"
    return switch decision {
    case .applied: "AFTER is normalised to BEFORE: \(reason)\(measured)"
    case .reported: "AFTER is read as it is: \(reason)\(measured)"
    case .notNeeded: "AFTER needs no normalisation: \(reason)\(measured)"
    case .refused: "AFTER is not normalised to BEFORE: \(reason)\(measured)"
    }
  }
}

extension Normalisation.Band {
  /// Gain, offset and r, for messages.
  var text: String {
    "x \(line.gain.thousandths) + \(line.offset.thousandths) (r \(line.correlation.thousandths))"
  }

  fileprivate func isSmall(_ limits: NormalisationLimits) -> Bool {
    abs(line.gain - 1) <= limits.smallGain && abs(line.offset) <= limits.smallOffset
  }
}

extension Double {
  /// The number to three decimals, for messages.
  fileprivate var thousandths: String { "\((self * 1000).rounded() / 1000 + 0)" }
}
