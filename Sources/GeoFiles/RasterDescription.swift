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
