import GeoFiles

/// Whether the sizes of a product's images fit each other and what the metadata says.
///
/// Copies for tests and previews are decimated while their metadata stays: that is fine as long as all
/// images are decimated alike. One image of another size than the rest is a damaged product, unless it
/// is finer than it says, on another of the tile's own grids: then nothing is lost.
struct Sentinel2Sizes {
  /// Columns and rows.
  struct Size: Hashable, CustomStringConvertible {
    var columns, rows: Int

    var description: String { "\(columns) x \(rows)" }
  }

  /// One image opened.
  struct Image {
    var title: String
    /// What the metadata says.
    var stated: Size
    /// What the file has.
    var actual: Size

    var isAsStated: Bool { actual == stated }
  }

  /// What the sizes are, taken together.
  enum Finding: Hashable {
    case asStated
    case decimated
    /// So many images have more pixels than the metadata says.
    case finer(Int)
  }

  var images: [Image]

  /// How far a decimated size may lie from the exact quotient, in pixels: it is rounded, up or down.
  private static let rounding = 1.0

  /// What the sizes are; refuses the first image that fits neither the metadata nor the rest. `tile`
  /// holds the sizes that the metadata gives images of this tile.
  func finding(in product: String, tile: Set<Size>) throws -> Finding {
    let odd = images.filter { !$0.isAsStated }
    if odd.isEmpty { return .asStated }
    if haveOneSize { return .decimated }
    if let other = otherThanMost { throw refusal(of: other, in: product) }
    if odd.count < images.count {
      let coarser = odd.first { $0.actual.columns < $0.stated.columns || !tile.contains($0.actual) }
      guard let coarser else { return .finer(odd.count) }
      throw refusal(of: coarser, in: product)
    }
    let factors = images.map { Double($0.stated.columns) / Double($0.actual.columns) }.sorted()
    let factor = factors[factors.count / 2]
    guard let worst = odd.first(where: { !Self.fits($0, factor) }) else { return .decimated }
    throw refusal(of: worst, in: product, ending: " nor the size that goes with the other images")
  }

  /// The first image of another size than most, where these are decimated to one size.
  private var otherThanMost: Image? {
    let groups = Dictionary(grouping: images, by: \.actual).values
    guard let most = groups.max(by: { $0.count < $1.count }), 2 * most.count > images.count,
      Set(most.map(\.stated)).count > 1
    else { return nil }
    return images.first { $0.actual != most[0].actual }
  }

  private func refusal(of image: Image, in product: String, ending: String = "") -> Refusal {
    Refusal(
      .badInput, "has \(image.actual) pixels, not the \(image.stated) of its metadata" + ending,
      subject: "\(product)/\(image.title)", advice: "fetch the product again")
  }

  private static func fits(_ image: Image, _ factor: Double) -> Bool {
    abs(Double(image.stated.columns) / factor - Double(image.actual.columns)) <= rounding
      && abs(Double(image.stated.rows) / factor - Double(image.actual.rows)) <= rounding
  }

  /// Whether every image has the same size, and the shape of the tile.
  private var haveOneSize: Bool {
    guard let first = images.first else { return true }
    let isSame = images.allSatisfy { $0.actual == first.actual }
    let rows =
      Double(first.actual.columns) * Double(first.stated.rows) / Double(first.stated.columns)
    return isSame && images.count > 1 && abs(rows - Double(first.actual.rows)) <= Self.rounding
  }
}
