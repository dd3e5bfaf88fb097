import GeoFiles
import RasterGrid

/// A small scene made in a test: a folder of GeoTIFFs with its `scene.yaml`.
public struct SyntheticScene {
  /// One band: a role, how many fine pixels a pixel of it is wide, and its raw samples.
  public struct Band {
    /// The role, as `scene.yaml` spells it.
    public var role: String
    /// How many fine pixels a pixel of the band is wide.
    public var factor: Int
    /// Raw samples by column and row of the band's own pixels.
    public var sample: (_ column: Int, _ row: Int) -> UInt16

    /// A band from its parts.
    public init(
      _ role: String, factor: Int = 1, sample: @escaping (_ column: Int, _ row: Int) -> UInt16
    ) {
      self.role = role
      self.factor = factor
      self.sample = sample
    }
  }

  /// Where the fine pixels are.
  public var grid: Grid
  /// The bands.
  public var bands: [Band]
  /// Classes of Sen2Cor's scene classification; nil leaves the scene without a mask.
  public var classes: Band?
  /// Lines of `scene.yaml` besides the bands.
  public var description = """
    sensor: synthetic
    level: L2A
    acquired: 2024-05-01T02:30:00Z
    quantity: reflectance
    scale: 0.0001
    nodata: 0
    """
  /// The nodata value that the files state; nil where they state none.
  public var fileNodata: Double? = 0

  /// A scene from its grid and bands.
  public init(grid: Grid, bands: [Band]) {
    self.grid = grid
    self.bands = bands
  }

  /// 10 m pixels in UTM zone 51 near Yongkang.
  public static func grid(
    width: Int, height: Int, originX: Double = 220_000, originY: Double = 3_200_000
  )
    -> Grid
  {
    Grid(
      width: width, height: height,
      affine: Affine(originX: originX, originY: originY, pixel: 10),
      crs: CoordinateSystem("EPSG:32651"))
  }

  /// Writes it into a folder of `home` and gives the folder's path.
  public func write(to name: String, in home: TemporaryFolder) throws -> String {
    let folder = try home.folder(name)
    var lines = description + "\nbands:\n"
    for band in bands {
      try write(band, to: folder)
      lines += "  \(band.role): \(band.role).tif\n"
    }
    if let classes {
      try write(classes, to: folder)
      lines += "mask: {file: \(classes.role).tif, coding: sentinel-2-scl}\n"
    }
    try home.write(lines, to: "\(name)/scene.yaml")
    return folder
  }

  private func write(_ band: Band, to folder: String) throws {
    let grid = Grid(
      width: grid.width / band.factor, height: grid.height / band.factor,
      affine: grid.affine.shifted(column: 0, row: 0, scale: Double(band.factor)), crs: grid.crs)
    var samples: [UInt16] = []
    for row in 0..<grid.height {
      for column in 0..<grid.width { samples.append(band.sample(column, row)) }
    }
    try CloudOptimizedGeoTIFF.write(
      RasterImage(
        grid: grid, bands: [.init(name: band.role, samples: .uint16(samples))],
        nodata: fileNodata, metadata: []),
      to: "\(folder)/\(band.role).tif")
  }
}
