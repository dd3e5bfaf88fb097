import GeoFiles

/// The files of one Gaofen image in a product: metadata, picture and polynomials, all of one stem.
struct GaofenFiles {
  /// The common part of their names: `GF1_WFV3_E89.0_N23.9_20200523_L1A0004819525`.
  var stem: String
  /// The metadata.
  var metadata: InputPath
  /// The picture; nil where the product has none.
  var image: InputPath?
  /// The polynomials; nil where the product has none.
  var polynomials: InputPath?
  /// Whether a panchromatic image lies beside it.
  var hasPan: Bool

  /// What the names in a product say of a Gaofen image. `suffix` tells the images of one product
  /// apart: `MSS1` and `PAN1`, or `MUX` and `PAN`.
  struct Name {
    var satellite, camera: String
    var suffix: String

    /// The parts of a file's name without its folder and extension; nil where it is none of Gaofen's.
    init?(_ stem: Substring) {
      let pattern = /(GF\d+[A-D]?)_([A-Z0-9]+)_.*?_L\w+?(?:-([A-Z0-9]+))?/
      guard let match = stem.uppercased().wholeMatch(of: pattern)?.output else { return nil }
      satellite = String(match.1)
      camera = String(match.2)
      suffix = match.3.map(String.init) ?? ""
    }

    var isPan: Bool { suffix.hasPrefix("PAN") }
  }

  private static let imageExtensions: Set<String> = ["tiff", "tif"]
  private static let known = imageExtensions.union(["xml", "rpb"])

  /// The names of Gaofen images in a product, by the path without its extension, each with the full
  /// names of its files by extension.
  static func images(in files: ProductFiles) -> [String: (name: Name, files: [String: String])] {
    var images: [String: (name: Name, files: [String: String])] = [:]
    for path in files.names {
      guard let dot = path.lastIndex(of: ".") else { continue }
      let kind = path[path.index(after: dot)...].lowercased()
      let stem = path[..<dot]
      let last = stem.lastIndex(of: "/").map { stem[stem.index(after: $0)...] } ?? stem
      guard known.contains(kind), let name = Name(last) else { continue }
      images[String(stem), default: (name, [:])].files[kind] = path
    }
    return images
  }

  /// The files of the product's only multispectral image.
  init(in product: ProductFiles) throws {
    let images = Self.images(in: product)
    let multispectral = images.filter { !$0.value.name.isPan }.sorted { $0.key < $1.key }
    guard let (path, image) = multispectral.first else {
      throw Refusal(
        .badInput, "holds a panchromatic Gaofen image only", subject: product.root.shown,
        advice: "the multispectral one (-MSS or -MUX) is needed beside it")
    }
    guard multispectral.count == 1 else {
      throw Refusal(
        .badInput, "holds \(multispectral.count) Gaofen images, \(path) among them",
        subject: product.root.shown,
        advice: "put each into a folder of its own; a wide image delivered in strips is not joined")
    }
    func file(_ kinds: some Sequence<String>) throws -> InputPath? {
      guard let name = kinds.lazy.compactMap({ image.files[$0] }).first else { return nil }
      return try product.file(name)
    }
    guard let metadata = try file(["xml"]) else {
      throw Refusal(
        .badInput, "lacks its metadata, \(path).xml", subject: product.root.shown,
        advice: "fetch the product again: XML, TIFF and RPB belong together")
    }
    stem = path
    self.metadata = metadata
    self.image = try file(Self.imageExtensions.sorted())
    polynomials = try file(["rpb"])
    hasPan = images.contains { $0.value.name.isPan }
  }
}
