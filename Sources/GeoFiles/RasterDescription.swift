import RasterGrid

/// What a raster file to be written says of itself.
public struct RasterDescription: Sendable {
  /// What is said of one band.
  public struct Band: Sendable {
    /// Its description in the file: a role or an index name.
    public var name: String
    /// The unit of its values; empty where they have none.
    public var unit: String
    /// From stored numbers to values: `value = stored * scale + offset`.
    public var scale, offset: Double
    /// Key and value of each metadata item of the band.
    public var metadata: [(String, String)]
    /// What its values stand for, where they are classes: the file's colour table. Empty where they are measures.
    public var classes: [RasterClass] = []

    /// A band that stores its values as they are unless told otherwise.
    public init(
      name: String, unit: String = "", scale: Double = 1, offset: Double = 0,
      metadata: [(String, String)] = []
    ) {
      self.name = name
      self.unit = unit
      self.scale = scale
      self.offset = offset
      self.metadata = metadata
    }
  }

  /// Where the pixels are.
  public var grid: Grid
  /// How numbers are stored.
  public var type: SampleType
  /// The bands.
  public var bands: [Band]
  /// The stored number that stands for "no data" in every band.
  public var nodata: Double?
  /// Key and value of each metadata item of the file.
  public var metadata: [(String, String)]

  /// A description from its parts.
  public init(
    grid: Grid, type: SampleType, bands: [Band], nodata: Double?, metadata: [(String, String)]
  ) {
    precondition(!bands.isEmpty, "a raster has at least one band")
    self.grid = grid
    self.type = type
    self.bands = bands
    self.nodata = nodata
    self.metadata = metadata
  }
}

/// What a value of a raster of classes stands for.
public struct RasterClass: Hashable, Sendable {
  /// The value.
  public var value: UInt8
  /// What it is called.
  public var name: String
  /// Its colour; `alpha` is 0 for one that is not shown.
  public var red, green, blue, alpha: UInt8

  /// A class from its value, its name and its colour as the web writes it, such as `0xD55E00`.
  public init(_ value: UInt8, _ name: String, colour: UInt32, alpha: UInt8 = 255) {
    self.value = value
    self.name = name
    red = UInt8(truncatingIfNeeded: colour >> 16)
    green = UInt8(truncatingIfNeeded: colour >> 8)
    blue = UInt8(truncatingIfNeeded: colour)
    self.alpha = alpha
  }
}
