import RasterGrid

/// A whole small raster in memory, to be written: its grid, its bands and what is said of them.
public struct RasterImage: Sendable {
  /// The samples of a band, row by row, in the type in which they are written.
  public enum Samples: Sendable {
    case uint8([UInt8]), uint16([UInt16]), int16([Int16]), float32([Float])

    var type: SampleType {
      switch self {
      case .uint8: .uint8
      case .uint16: .uint16
      case .int16: .int16
      case .float32: .float32
      }
    }

    var count: Int {
      switch self {
      case .uint8(let s): s.count
      case .uint16(let s): s.count
      case .int16(let s): s.count
      case .float32(let s): s.count
      }
    }

    func withBytes<R>(_ body: (UnsafeRawBufferPointer) -> R) -> R {
      switch self {
      case .uint8(let s): s.withUnsafeBytes(body)
      case .uint16(let s): s.withUnsafeBytes(body)
      case .int16(let s): s.withUnsafeBytes(body)
      case .float32(let s): s.withUnsafeBytes(body)
      }
    }
  }

  /// One band.
  public struct Band: Sendable {
    /// Its description in the file: a role or an index name.
    public var name: String
    /// Its samples, one for each pixel of the grid.
    public var samples: Samples
    /// What its values stand for, where they are classes.
    public var classes: [RasterClass]

    /// A band from its name and samples.
    public init(name: String, samples: Samples, classes: [RasterClass] = []) {
      self.name = name
      self.samples = samples
      self.classes = classes
    }

    fileprivate var description: RasterDescription.Band {
      var band = RasterDescription.Band(name: name)
      band.classes = classes
      return band
    }
  }

  /// Where the pixels are.
  public var grid: Grid
  /// The bands, all of one sample type.
  public var bands: [Band]
  /// The value that stands for "no data" in every band.
  public var nodata: Double?
  /// Key and value of each metadata item of the file.
  public var metadata: [(String, String)]

  /// What its file says of itself.
  var description: RasterDescription {
    RasterDescription(
      grid: grid, type: bands[0].samples.type,
      bands: bands.map(\.description), nodata: nodata,
      metadata: metadata)
  }

  /// An image from its parts; every band holds one sample a pixel, all in one type.
  public init(grid: Grid, bands: [Band], nodata: Double?, metadata: [(String, String)]) {
    precondition(!bands.isEmpty, "an image has at least one band")
    precondition(bands.allSatisfy { $0.samples.count == grid.window.area }, "a sample a pixel")
    precondition(Set(bands.map(\.samples.type)).count == 1, "bands of one file have one type")
    self.grid = grid
    self.bands = bands
    self.nodata = nodata
    self.metadata = metadata
  }
}
