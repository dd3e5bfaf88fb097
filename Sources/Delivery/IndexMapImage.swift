import RasterGrid

/// An index map as it is to be shown: one value a pixel of the picture, and what a reader has to
/// know about them.
public struct IndexMapImage: Sendable {
  /// The pixels of the picture.
  public var grid: Grid
  /// The values row by row; NaN where a pixel is masked or was not observed.
  public var values: [Float]
  /// The range that the colours are spread over, and how.
  public var scale: Scale
  /// What is written around the map.
  public var text: Text
  /// How wide a pixel is on the ground, m. Not the grid's pixel where its units are degrees or its
  /// projection stretches.
  public var groundPixelMetres: Double

  /// A map from its parts.
  public init(grid: Grid, values: [Float], scale: Scale, text: Text, groundPixelMetres: Double) {
    precondition(grid.width > 0 && grid.height > 0, "a map has pixels")
    precondition(values.count == grid.window.area, "one value a pixel")
    precondition(
      groundPixelMetres > 0 && groundPixelMetres.isFinite, "a pixel has a size on the ground")
    self.grid = grid
    self.values = values
    self.scale = scale
    self.text = text
    self.groundPixelMetres = groundPixelMetres
  }

  /// How values become colours.
  public struct Scale: Hashable, Sendable {
    /// The values of the first and the last colour.
    public var range: ClosedRange<Double>
    /// Whether zero has a meaning; the ramp then has two arms.
    public var isDiverging: Bool

    /// A scale from its parts.
    public init(range: ClosedRange<Double>, isDiverging: Bool) {
      precondition(range.lowerBound < range.upperBound, "colours need a range")
      self.range = range
      self.isDiverging = isDiverging
      precondition(farthest <= NiceTicks.largest, "a range has ordinary ends")
    }

    /// The colours.
    var ramp: ColourRamp { isDiverging ? .diverging : .sequential }

    /// The colour of a value, or of the nearer end where it lies beyond the range; nil for NaN.
    ///
    /// Where zero has a meaning it has the middle colour, be the range symmetric or not.
    public func colour(of value: Float) -> Colour? {
      guard !value.isNaN else { return nil }
      let inside = min(max(Double(value), range.lowerBound), range.upperBound)
      let whole = isDiverging ? -farthest...farthest : range
      return ramp.colour(
        at: (inside - whole.lowerBound) / (whole.upperBound - whole.lowerBound))
    }

    private var farthest: Double { max(abs(range.lowerBound), abs(range.upperBound)) }
  }

  /// What is written around the map.
  public struct Text: Hashable, Sendable {
    /// The name of the index.
    public var title: String
    /// The unit of the values; empty where they have none.
    public var unit: String
    /// Sensor, date, formula: one line each.
    public var caption: [String]

    /// Text from its parts.
    public init(title: String, unit: String = "", caption: [String] = []) {
      self.title = title
      self.unit = unit
      self.caption = caption
    }
  }
}
