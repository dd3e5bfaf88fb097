import Sites
import Spectral

/// What a scan did to AFTER before it compared: so that a picture shows what was judged.
public struct PairAdjustments: Hashable, Sendable {
  /// `before = gain * after + offset` in one band.
  public struct Line: Hashable, Sendable {
    /// The factor.
    public var gain: Double
    /// What is added, in reflectance.
    public var offset: Double

    /// A line from its numbers.
    public init(gain: Double, offset: Double) {
      self.gain = gain
      self.offset = offset
    }
  }

  /// How far AFTER was moved, in pixels of the analysis grid to the right and down; nil where it stayed.
  public var move: Shift?
  /// The lines that AFTER was read through, by band; empty where it was read as it is.
  public var lines: [BandRole: Line]

  /// A movement in pixels.
  public struct Shift: Hashable, Sendable {
    /// To the right and down.
    public var columns, rows: Double
    /// Whether pixels had to be interpolated for it.
    public var isResampling: Bool

    /// A movement from its parts.
    public init(columns: Double, rows: Double, isResampling: Bool) {
      self.columns = columns
      self.rows = rows
      self.isResampling = isResampling
    }
  }

  /// Adjustments from their parts; none unless told.
  public init(move: Shift? = nil, lines: [BandRole: Line] = [:]) {
    self.move = move
    self.lines = lines
  }

  /// What the trace of a scan says of it (`AnalysisPlan.trace`): nothing was done where it says
  /// nothing. A shift that is no ordinary number is passed over.
  public init(trace: JSONValue?) {
    self.init()
    let limits = RegistrationLimits.standard
    if let registration = trace?["registration"], registration["applied"]?.asFlag == true,
      let dx = registration["dx"]?.asNumber, let dy = registration["dy"]?.asNumber,
      max(abs(dx), abs(dy)) <= limits.tooFar
    {
      let isWhole = max(abs(dx - dx.rounded()), abs(dy - dy.rounded())) <= limits.rounding
      move = Shift(
        columns: isWhole ? -dx.rounded() : -dx, rows: isWhole ? -dy.rounded() : -dy,
        isResampling: !isWhole)
    }
    guard let normalisation = trace?["normalisation"], normalisation["applied"]?.asFlag == true
    else { return }
    for band in normalisation["bands"]?.elements ?? [] {
      guard let role = band["band"]?.asText.flatMap(BandRole.init(rawValue:)),
        let gain = band["gain"]?.asNumber, let offset = band["offset"]?.asNumber
      else { continue }
      lines[role] = Line(gain: gain, offset: offset)
    }
  }
}
