import GeoFiles

/// Understands one family of products.
protocol ProductReader: Sendable {
  /// What the family is called in messages, such as `Sentinel-2 SAFE`.
  static var title: String { get }

  /// Whether the product is of this family; where not, why. It opens no raster but a single file.
  static func recognise(_ product: ProductCandidate) throws -> Recognition

  /// The scene that a recognised product holds; refuses one that is damaged or incomplete, with the
  /// name of the file. No pixel is read.
  static func scene(_ product: ProductCandidate) throws -> Scene
}

/// What a reader says of a path.
enum Recognition: Hashable {
  case recognised
  /// It is none of ours, for this reason: a clause such as `no manifest.safe in it`.
  case declined(String)
}

/// A path that may hold a product: a file, and what is in it where it is a folder or an archive.
struct ProductCandidate {
  /// What the user named.
  var path: InputPath
  /// Its files; nil for a single file.
  var files: ProductFiles?
  /// What the user says of it.
  var options: OpeningOptions

  init(_ path: InputPath, options: OpeningOptions = OpeningOptions()) throws {
    self.path = path
    self.options = options
    files = try ProductFiles(listing: path)
  }
}
