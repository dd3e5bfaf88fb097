import GeoFiles

/// Whether the sizes of a product's images fit each other and what the metadata says.
///
/// Copies for tests and previews are decimated while their metadata stays: that is fine as long as all
/// images are decimated alike. One image of another size than the rest is a damaged product.
struct Sentinel2Sizes {
  /// One image opened.
  struct Image {
    var title: String
    /// What the metadata says.
    var columns, rows: Int
    /// What the file has.
    var width, height: Int

    var isAsStated: Bool { width == columns && height == rows }
  }

  var images: [Image]

  /// How far a decimated size may lie from the exact quotient, in pixels: it is rounded, up or down.
  private static let rounding = 1.0

  /// Whether the images are decimated; refuses the first that fits neither the metadata nor the rest.
  func areDecimated(in product: String) throws -> Bool {
    if images.allSatisfy(\.isAsStated) { return false }
    let factors = images.map { Double($0.columns) / Double($0.width) }.sorted()
    let factor = factors[factors.count / 2]
    // One factor for all, or one size for all.
    let odd =
      factor == 1 ? images.filter { !$0.isAsStated } : images.filter { !Self.fits($0, factor) }
    guard let worst = odd.first, !haveOneSize else { return true }
    throw Refusal(
      .badInput,
      "has \(worst.width) x \(worst.height) pixels, not the "
        + "\(worst.columns) x \(worst.rows) of its metadata"
        + (factor == 1 ? "" : " nor the size that goes with the other images"),
      subject: "\(product)/\(worst.title)", advice: "fetch the product again")
  }

  private static func fits(_ image: Image, _ factor: Double) -> Bool {
    abs(Double(image.columns) / factor - Double(image.width)) <= rounding
      && abs(Double(image.rows) / factor - Double(image.height)) <= rounding
  }

  /// Whether every image has the same size, and the shape of the tile.
  private var haveOneSize: Bool {
    guard let first = images.first else { return true }
    let isSame = images.allSatisfy { $0.width == first.width && $0.height == first.height }
    let rows = Double(first.width) * Double(first.rows) / Double(first.columns)
    return isSame && images.count > 1 && abs(rows - Double(first.height)) <= Self.rounding
  }
}
