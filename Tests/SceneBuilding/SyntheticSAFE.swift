import Foundation

/// A small Sentinel-2 product made in a test, with the structure of ESA's and files of a few hundred
/// bytes: its images are TIFFs under the name of JPEG 2000, which GDAL opens by content.
public struct SyntheticSAFE {
  /// How names and metadata are laid out.
  public enum Layout: Sendable {
    /// Since December 2016.
    case compact
    /// Before: long names, granules named in full.
    case old
  }

  /// `L1C` or `L2A`.
  public var level: String
  /// How names and metadata are laid out.
  public var layout: Layout
  /// The satellite's letter.
  public var satellite = "B"
  /// The processing baseline.
  public var baseline = "05.09"
  /// The tile.
  public var tile = "T51RTL"
  /// The additive offsets by band number; empty leaves them out of the metadata.
  public var offsets: [Int: Int] = [:]
  /// How many counts a reflectance of 1 is.
  public var quantification = "10000"
  /// The count that stands for "no data".
  public var nodata = 0
  /// The count of a detector at its limit.
  public var saturated = 65_535
  /// Pixels of 10 m across and down the tile: a multiple of 6.
  public var side = 24
  /// How many times smaller the images are than the metadata says.
  public var decimation = 1
  /// Counts by band name, column and row.
  public var sample: (_ band: String, _ column: Int, _ row: Int) -> UInt16 = { _, column, row in
    UInt16(1 + column + 100 * row)
  }
  /// Classes of Sen2Cor's scene classification, at 20 m and 60 m; nil leaves them out.
  public var classes: ((_ column: Int, _ row: Int) -> UInt16)? = { _, _ in 4 }
  /// Files added to the granule's QI_DATA, by name.
  public var quality: [String: [UInt8]] = [:]

  /// A product of a level and a layout.
  public init(level: String, layout: Layout = .compact) {
    self.level = level
    self.layout = layout
  }

  /// The bands in the order of their numbers, with the sides of their pixels.
  public static let bands = [
    ("B01", 60), ("B02", 10), ("B03", 10), ("B04", 10), ("B05", 20), ("B06", 20), ("B07", 20),
    ("B08", 10), ("B8A", 20), ("B09", 60), ("B10", 60), ("B11", 20), ("B12", 20),
  ]

  /// The upper left corner of the tile, in EPSG:32651.
  public static let corner = (x: 199_980.0, y: 3_200_040.0)

  /// The product's name.
  public var name: String {
    let number = baseline.replacing(".", with: "")
    return layout == .compact
      ? "S2\(satellite)_MSI\(level)_20240501T023539_N\(number)_R089_\(tile)_20240501T050000"
      : "S2\(satellite)_OPER_PRD_MSI\(level)_PDMC_20240501T050000_R089"
  }

  /// The tile's full name.
  public var tileIdentifier: String {
    "S2\(satellite)_OPER_MSI_\(level)_TL_2BPS_20240501T050000_A037346_\(tile)_N\(baseline)"
  }

  /// The granule's folder inside the product.
  public var granule: String {
    "GRANULE/" + (layout == .compact ? "\(level)_\(tile)_A037346_20240501T023535" : tileIdentifier)
  }

  /// The name of the product's metadata.
  public var productMetadata: String {
    layout == .compact ? "MTD_MSI\(level).xml" : "S2\(satellite)_OPER_MTD_SAF\(level)_PDMC.xml"
  }

  /// The name of the granule's metadata.
  public var granuleMetadata: String {
    layout == .compact ? "MTD_TL.xml" : "S2\(satellite)_OPER_MTD_\(level)_TL_\(tile).xml"
  }

  /// The name, inside the product and without `.jp2`, of the image of a band (or `SCL`) with pixels of
  /// `resolution` metres.
  public func image(_ band: String, _ resolution: Int) -> String {
    let stem =
      layout == .compact
      ? "\(tile)_20240501T023539"
      : tileIdentifier.replacing(
        "_N\(baseline)", with: "")
    guard level == "L2A" else { return "\(granule)/IMG_DATA/\(stem)_\(band)" }
    return "\(granule)/IMG_DATA/R\(resolution)m/\(stem)_\(band)_\(resolution)m"
  }

  /// Every image of a band, with its pixel's side: each resolution that the level has it in.
  public var images: [(band: String, resolution: Int)] {
    guard level == "L2A" else { return Self.bands }
    return Self.bands.flatMap { band, finest in
      band == "B10"
        ? []
        : [10, 20, 60].filter { $0 >= finest && (band != "B08" || $0 == 10) }
          .map { (band, $0) }
    } + (classes == nil ? [] : [("SCL", 20), ("SCL", 60)])
  }

  /// All files, by name inside the product's folder.
  public func files() -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [
      productMetadata: Array(productXML.utf8), "\(granule)/\(granuleMetadata)": Array(tileXML.utf8),
      "manifest.safe": Array("<manifest/>".utf8),
    ]
    for (band, resolution) in images {
      let pixels = max(1, side * 10 / resolution / decimation)
      var samples: [UInt16] = []
      for row in 0..<pixels {
        for column in 0..<pixels {
          samples.append(
            band == "SCL" ? classes?(column, row) ?? 0 : sample(band, column, row))
        }
      }
      files[image(band, resolution) + ".jp2"] = TinyTIFF.image(
        width: pixels, height: pixels, bands: [samples])
    }
    for (name, bytes) in quality { files["\(granule)/QI_DATA/\(name)"] = bytes }
    return files
  }

  /// Writes it below `home` as a folder, its files changed by `edit`, and gives the folder's path.
  public func write(
    to home: TemporaryFolder, _ edit: (inout [String: [UInt8]]) -> Void = { _ in }
  ) throws -> String {
    var files = files()
    edit(&files)
    let root = name + ".SAFE"
    for (name, bytes) in files {
      let folder = name.split(separator: "/").dropLast().joined(separator: "/")
      _ = try home.folder(root + "/" + folder)
      try home.write(bytes, to: root + "/" + name)
    }
    return home.file(root)
  }

  /// The bytes of a zip with its SAFE folder in it, or without where `isFlat`.
  public func zip(
    isFlat: Bool = false, claimedSizes: [String: UInt32] = [:],
    _ edit: (inout [String: [UInt8]]) -> Void = { _ in }
  ) -> [UInt8] {
    var files = files()
    edit(&files)
    let root = isFlat ? "" : name + ".SAFE/"
    let claims = claimedSizes.map { (root + $0.key, $0.value) }
    return StoredZip.bytes(
      of: files.sorted { $0.key < $1.key }.map { (root + $0.key, $0.value) },
      claimedSizes: Dictionary(uniqueKeysWithValues: claims))
  }
}
