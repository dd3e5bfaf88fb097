/// The numbers that registration decides by.
public struct RegistrationLimits: Hashable, Sendable {
  /// A shorter shift is left alone, in pixels: below it resampling costs more than it mends. Half of
  /// what is found in the Sentinel-2 pairs of OSCD; AROSICS asks for the same.
  public var leftAlone = 0.3
  /// A longer one is not believed, in pixels: no product that is geocoded lies so far off.
  public var tooFar = 3.0
  /// A shift as near to whole pixels as this on both axes is rounded, so that no pixel is resampled;
  /// it is what the measurement may be wrong by.
  public var rounding = 0.1
  /// A block counts where the peak of its correlation is so much higher than the next: blocks of
  /// landscapes that have nothing in common stay below it, those of OSCD reach 5 to 16.
  public var leastPeakRatio = 2.0
  /// Blocks further from the median than so many standard deviations (of the median absolute
  /// deviation) are outliers.
  public var outlier = 3.0
  /// The deviation, in pixels, that no block is called an outlier for: what one block may be wrong by.
  public var leastDeviation = 0.1
  /// Fewer blocks that agree measure nothing.
  public var leastBlocks = 4
  /// Blocks that agree no better than this, in pixels, measure nothing.
  public var mostSpread = 0.5
  /// The share of a block that clouds, their shadows or missing pixels may cover.
  public var mostHidden = 0.05
  /// What remains of all scores where the shift is not known or too far: a site seen so is still told,
  /// but one that is sure goes first.
  public var unsureShare = 0.5
  /// The shift, in pixels, that has to be reckoned with even where nothing speaks for it: the spread of
  /// blocks in good pairs, and the relief between them.
  public var leastResidual = 0.2
  /// The same after AFTER was resampled, which blurs its edges as a shift does.
  public var leastResidualOfResampled = 0.3
  /// The same where the shift is not known: what Sentinel-2 promised before its geometric refinement
  /// (half a pixel of 10 m at 2 sigma; ESA, S2 MPC Data Quality Report).
  public var residualOfUnknown = 0.5
  /// What remains of the score of a candidate that such a shift explains.
  public var explainedShare = 0.25
  /// The share of its pixels that must be explained.
  public var explainedPixels = 0.5

  /// The numbers measured on the pairs of OSCD, Brumadinho and the simulated one.
  public static let standard = RegistrationLimits()
}
