import GeoFiles

/// From raw samples to values: `value = raw * scale + offset`, where raw is not `nodata`; for a thermal
/// band, that value is a radiance and `planck` makes it a temperature.
public struct Calibration: Hashable, Sendable {
  /// The value of one step.
  public var scale: Double
  /// The value of raw zero.
  public var offset: Double
  /// The raw value that stands for "no data"; tested before scale and offset.
  public var nodata: Double?
  /// From radiance to kelvin, after scale and offset; nil where these already give the value.
  public var planck: PlanckConstants?

  /// A calibration from its numbers.
  public init(
    scale: Double = 1, offset: Double = 0, nodata: Double? = nil, planck: PlanckConstants? = nil
  ) {
    self.scale = scale
    self.offset = offset
    self.nodata = nodata
    self.planck = planck
  }

  /// What a step may be worth, up or down: more than any provider's, and little enough that the square of no count
  /// leaves what a `Float` holds.
  static let scales = 1e-12...1e6
  /// What raw zero may be worth.
  static let offsets = -1e6...1e6
  /// A whole number that is a reflectance is at least a step below it: a step of half the light or more is a count.
  fileprivate static let largestStepOfReflectance = 0.5

  /// What makes its numbers useless, a clause; nil where nothing does.
  var flaw: String? {
    // NaN lies in no range.
    if !Self.scales.contains(abs(scale)) {
      return "a scale of \(scale), which is none from 1e-12 to 1e6"
    }
    return Self.offsets.contains(offset)
      ? nil : "an offset of \(offset), which is none from -1e6 to 1e6"
  }
}

extension BandSource {
  /// Whether its whole numbers, calibrated, are too far apart to be reflectances.
  var holdsCounts: Bool {
    sampleType != .float32 && abs(calibration.scale) >= Calibration.largestStepOfReflectance
  }
}
