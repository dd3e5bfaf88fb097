/// The numbers that relative normalisation decides by.
public struct NormalisationLimits: Hashable, Sendable {
  /// Fewer unchanged pixels say nothing; with `leastCorrelation` the suggestion of Canty and Nielsen
  /// 2008 (doi 10.1016/j.rse.2007.07.013).
  public var leastPixels = 1000
  /// Unchanged pixels that were held out must follow the line at least so well, as Pearson's r.
  public var leastCorrelation = 0.9
  /// The share of the sample windows that must hold unchanged pixels, so that they stand for all of it.
  public var leastWindows = 0.5
  /// The share of a window's pixels that must be unchanged for it to count.
  public var leastShareOfWindow = 0.05
  /// Two reflectances of one level whose gains all lie within this of 1 need nothing: so far surface
  /// reflectance is uncertain itself (5 % + 0.005; Vermote 2016, doi 10.1016/j.rse.2016.04.008).
  public var smallGain = 0.05
  /// The same of offsets, in reflectance.
  public var smallOffset = 0.005
  /// At most so many pixels are looked at: more would not make a line of two numbers any surer.
  public var mostSamples = 40_000

  /// The numbers of the literature.
  public static let standard = NormalisationLimits()
}
