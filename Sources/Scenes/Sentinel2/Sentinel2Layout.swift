import GeoFiles

/// Where the parts of a Sentinel-2 product lie among its files.
struct Sentinel2Layout {
  /// The files, in which all names below are.
  var files: ProductFiles
  /// The metadata of the whole product, such as `X.SAFE/MTD_MSIL2A.xml`.
  var product: String
  /// The metadata of each granule, such as `X.SAFE/GRANULE/L2A_T34UCF_A033753_.../MTD_TL.xml`.
  var granules: [String]

  /// What a name of the metadata of a whole product says: `1B`, `1C` or `2A`; nil for other names.
  static func level(ofProductMetadata name: Substring) -> Substring? {
    let pattern = /(?:MTD_MSIL|S2[A-Z]_(?:OPER|USER)_MTD_SAFL)(1B|1C|2A)(?:_.*)?\.xml/
    // Level 1B drops "SAF" too, even for whole products: they lie above any GRANULE folder.
    let sensorGeometry = /S2[A-Z]_OPER_MTD_L(1B)(?:_.*)?\.xml/
    return name.wholeMatch(of: pattern)?.1 ?? name.wholeMatch(of: sensorGeometry)?.1
  }

  /// Whether a name is that of a granule's metadata, in the new or the old layout.
  static func isGranuleMetadata(_ name: Substring) -> Bool {
    name.wholeMatch(of: /MTD_TL\.xml|S2[A-Z]_(?:OPER|USER)_MTD_(?:L1C|L2A)_.*\.xml/) != nil
  }

  /// The metadata of whole products in a listing: in the folder itself, or one level below.
  static func products(in files: ProductFiles) -> [String] {
    files.names { level(ofProductMetadata: $0) != nil }
      .filter { $0.split(separator: "/").count <= 2 }
  }

  /// Whether the files are those of one granule on disk, taken out of its product by its path.
  static func isGranule(_ files: ProductFiles) -> Bool {
    files.root.isFolder && files.names.contains { isGranuleMetadata($0[...]) }
  }

  /// Finds the parts; refuses what holds several products, is not orthorectified, or has no granule.
  init(_ candidate: ProductCandidate, _ listing: ProductFiles) throws {
    let shown = candidate.path.shown
    var only: String?
    files = listing
    if Self.isGranule(listing) {
      // The product around it says what its counts mean.
      guard let around = try ProductFiles(listing: candidate.path.folder().folder()) else {
        throw Refusal(.badInput, "lies in no product folder", subject: shown)
      }
      files = around
      only = "GRANULE/" + candidate.path.folderName
    }
    let products = Self.products(in: files)
    guard let first = products.first else {
      throw Refusal(
        .badInput,
        "is a granule without its product: there is no MTD_MSIL1C.xml or MTD_MSIL2A.xml "
          + "two folders up", subject: shown, advice: "keep the SAFE folder whole")
    }
    guard products.count == 1 else {
      throw Refusal(
        .badInput,
        "holds \(products.count) products: \(products.prefix(3).joined(separator: ", "))",
        subject: shown, advice: "name one of their folders")
    }
    guard Self.level(ofProductMetadata: first.lastComponent) != "1B" else {
      throw Refusal(
        .badInput, "is a Level-1B product, in the geometry of the sensor and not on a map",
        subject: shown, advice: "fetch the L1C or L2A product of the same time")
    }
    product = first
    let home = first.dropLast(first.lastComponent.count) + "GRANULE/"
    granules = files.names(where: Self.isGranuleMetadata).filter {
      $0.hasPrefix(home) && $0.dropFirst(home.count).split(separator: "/").count == 2
    }
    if let only { granules = granules.filter { $0.hasPrefix(only + "/") } }
    guard !granules.isEmpty else {
      throw Refusal(
        .badInput, "holds no GRANULE folder with its MTD_TL.xml", subject: shown,
        advice: "fetch the product again")
    }
  }

  /// The one granule; refuses several, which lie on tiles of their own, with their names.
  func granule(of shown: String) throws -> String {
    guard granules.count > 1 else { return granules[0] }
    let folders = granules.map { String($0.folder.lastComponent) }
    throw Refusal(
      .badInput, "holds \(granules.count) granules, each a scene of its own", subject: shown,
      advice: "name the folder of one (unpack an archive first): GRANULE/"
        + folders.prefix(3).joined(separator: ", GRANULE/") + (folders.count > 3 ? ", ..." : ""))
  }
}

extension InputPath {
  /// The last part of its path.
  fileprivate var folderName: String { String(gdalName.lastComponent) }
}

extension StringProtocol where SubSequence == Substring {
  /// What follows the last slash.
  var lastComponent: Substring {
    self[(lastIndex(of: "/").map(index(after:)) ?? startIndex)...]
  }

  /// What stands before the last slash.
  var folder: Substring { self[..<(lastIndex(of: "/") ?? startIndex)] }
}
